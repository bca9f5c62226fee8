//! Code written for std's `HashMap`, once with std's and once with ours: only the import is another.
#![cfg(not(cow_loom))]

mod with_std {
    use std::collections::HashMap;
    use std::collections::hash_map as map;
    include!("drop_in/programs.rs");
}

mod with_cow {
    use cow_map::CowMap as HashMap;
    use cow_map::hash_map as map;
    include!("drop_in/programs.rs");
}

/// What std infers without a word.
mod inference_with_std {
    use std::collections::{HashMap, HashSet};
    include!("drop_in/inference.rs");
}

mod inference_with_cow {
    use cow_map::{CowMap as HashMap, CowSet as HashSet};
    include!("drop_in/inference.rs");
}

mod inference_with_local {
    use cow_map::{LocalMap as HashMap, LocalSet as HashSet};
    include!("drop_in/inference.rs");
}

/// What is converted from std's types and to them, and how much room there is.
#[expect(
    clippy::useless_conversion,
    reason = "what is superfluous with std's types is not with ours"
)]
mod conversions_with_std {
    use std::collections::{HashMap, HashSet};
    include!("drop_in/conversions.rs");
}

mod conversions_with_cow {
    use cow_map::{CowMap as HashMap, CowSet as HashSet};
    include!("drop_in/conversions.rs");
}

mod conversions_with_local {
    use cow_map::{LocalMap as HashMap, LocalSet as HashSet};
    include!("drop_in/conversions.rs");
}

/// What std's modules hold.
mod modules_with_std {
    use std::collections::{hash_map, hash_set};
    include!("drop_in/modules.rs");
}

mod modules_with_cow {
    use cow_map::{hash_map, hash_set};
    include!("drop_in/modules.rs");
}

/// Larger ones, with sets.
mod more_with_std {
    use std::collections::hash_map as map;
    use std::collections::{HashMap, HashSet};
    include!("drop_in/more.rs");
}

mod more_with_cow {
    use cow_map::hash_map as map;
    use cow_map::{CowMap as HashMap, CowSet as HashSet};
    include!("drop_in/more.rs");
}
