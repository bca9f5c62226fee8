//! The methods of a [`Collection`](super::Collection) that are written alike for several kinds.

/// Those that call methods which all collections have: [`ptr_eq`](crate::promises::Collection::ptr_eq),
/// [`nodes`](crate::promises::Collection::nodes),
/// [`assert_invariants`](crate::promises::Collection::assert_invariants) and
/// [`dismantle`](crate::promises::Collection::dismantle).
#[macro_export]
macro_rules! methods_of_all {
    () => {
        fn ptr_eq<T: $crate::promises::Element>(a: &Self::Of<T>, b: &Self::Of<T>) -> bool {
            a.ptr_eq(b)
        }

        fn nodes<T: $crate::promises::Element>(of: &Self::Of<T>) -> Vec<$crate::Node> {
            $crate::nodes!(of)
        }

        fn assert_invariants<T: $crate::promises::Element>(of: &Self::Of<T>) {
            of.assert_invariants();
        }

        fn dismantle<T: $crate::promises::Element>(of: Self::Of<T>) -> impl Iterator<Item = ()> {
            cow_core::Dismantle::dismantle(of)
        }
    };
}

/// Those of maps, all that are required.
#[macro_export]
macro_rules! methods_of_maps {
    () => {
        $crate::methods_of_all!();

        fn item<T: $crate::promises::Element>(
            number: u32,
            mut make: impl FnMut(u32) -> T,
        ) -> (T, T) {
            (make(number), make(number))
        }

        fn add<T: $crate::promises::Element>(of: &mut Self::Of<T>, (key, value): (T, T)) {
            of.insert(key, value);
        }

        fn numbers<T: $crate::promises::Element>(of: &Self::Of<T>) -> Vec<u32> {
            of.iter()
                .flat_map(|(key, value)| [key, value].map($crate::promises::Element::number))
                .collect()
        }

        fn items(of: &Self::Of<u32>) -> Vec<(u32, u32)> {
            of.iter().map(|(key, value)| (*key, *value)).collect()
        }
    };
}

/// Those of sets, all that are required.
#[macro_export]
macro_rules! methods_of_sets {
    () => {
        $crate::methods_of_all!();

        fn item<T: $crate::promises::Element>(number: u32, mut make: impl FnMut(u32) -> T) -> T {
            make(number)
        }

        fn add<T: $crate::promises::Element>(of: &mut Self::Of<T>, element: T) {
            of.insert(element);
        }

        fn numbers<T: $crate::promises::Element>(of: &Self::Of<T>) -> Vec<u32> {
            of.iter().map($crate::promises::Element::number).collect()
        }

        fn items(of: &Self::Of<u32>) -> Vec<u32> {
            of.iter().copied().collect()
        }
    };
}
