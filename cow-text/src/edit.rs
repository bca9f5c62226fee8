//! The one way in which text is edited: a range is replaced, in any dimension.

use crate::breaks::LineBreaks;
use crate::bytes::is_start;
use crate::dimension::{Bytes, Dimension, Leaves, convert, no_position, total, turn};
use crate::error::TextError;
use crate::generic_text::{GenericText, check_len};
use crate::load;
use core::ops::{Bound, Range, RangeBounds};
use cow_core::RefCount;
use cow_core::btree::Trail;

/// A leaf in which something is replaced.
struct Spliced<'t> {
    before: &'t [u8],
    new: &'t [u8],
    after: &'t [u8],
}

impl Spliced<'_> {
    fn len(&self) -> usize {
        self.before.len() + self.new.len() + self.after.len()
    }

    fn byte(&self, mut at: usize) -> Option<u8> {
        for part in [self.before, self.new, self.after] {
            if let Some(byte) = part.get(at) {
                return Some(*byte);
            }
            at -= part.len();
        }
        None
    }

    /// Returns `true` if a leaf may end at a byte that is neither the first nor the last: see [`load::is_border`].
    fn is_border(&self, at: usize) -> bool {
        let (left, right) = (self.byte(at - 1), self.byte(at));
        right.is_some_and(is_start) && (left, right) != (Some(b'\r'), Some(b'\n'))
    }

    /// Returns where to cut it, so that neither part has more than `most` bytes: near the middle, but if the text is
    /// added at its end there, so that leaves get full when a text is written from its start to its end.
    fn cut(&self, most: usize) -> Option<usize> {
        let len = self.len();
        let range = len.saturating_sub(most).max(1)..=most.min(len - 1);
        let adds = self.after.is_empty() && self.before.len() >= most / 2;
        let middle = if adds { self.before.len() } else { len / 2 };
        let middle = middle.clamp(*range.start(), (*range.end()).max(*range.start()));
        let down = (*range.start()..=middle).rev();
        down.chain(middle + 1..=*range.end()).find(|at| range.contains(at) && self.is_border(*at))
    }

    /// Returns `true` if a CR at the end of one leaf and an LF at the start of the next may meet now.
    #[inline]
    fn may_join_crlf(&self) -> bool {
        if !self.before.is_empty() && !self.after.is_empty() {
            return false;
        }
        let first = self.new.first().or(self.after.first()).is_none_or(|byte| *byte == b'\n');
        let last = self.new.last().or(self.before.last()).is_none_or(|byte| *byte == b'\r');
        self.before.is_empty() && first || self.after.is_empty() && last
    }
}

impl<C: RefCount, B: LineBreaks> GenericText<C, B> {
    /// A leaf that other versions share is cut in two if an edit makes it longer than this: what the next version
    /// copies is then less.
    const SHARED: usize = Leaves::<C, B>::LEAF / 2;

    /// A range of no more bytes is replaced leaf by leaf: cuts and joins would cost more.
    const NEAR: usize = 2 * Leaves::<C, B>::LEAF;

    /// Replaces a range by other text. If that changes nothing, nothing is copied.
    ///
    /// All is checked before the first write.
    pub(crate) fn edit<D: Dimension>(
        &mut self,
        range: Range<usize>,
        new: &str,
    ) -> Result<(), TextError> {
        let Range { start, end } = range;
        if start > end {
            return Err(TextError::Reversed { start, end });
        }
        let whole = self.tree.len();
        let (mut rest, mut below) = (start, None);
        let mut trail = Trail::new();
        let Some(path) = self.tree.path(&mut trail, |branch| {
            // Text is added to the end of a leaf rather than to the start of the next one.
            let slot = turn::<D, C, B>(branch, &mut rest, start < end);
            below = Some((branch.sizes()[slot], branch.summaries()[slot]));
            slot
        }) else {
            if end > 0 {
                return Err(no_position::<D, C, B>(&self.tree, end));
            }
            check_len(0, new.len())?;
            self.tree = load::tree(new);
            return Ok(());
        };
        let leaf = path.leaf();
        // What the parent records of the leaf.
        let is_ascii = below.is_some_and(|(size, measure)| measure.chars() == size);
        let is_end = below.is_some_and(|(size, measure)| D::of(size, &measure) == rest);
        let (at, to) = if is_ascii {
            // Each byte is one unit, so that nothing has to be counted.
            let to = rest + (end - start);
            (Some(rest).filter(|at| *at <= leaf.len()), Some(to).filter(|to| *to <= leaf.len()))
        } else {
            let at = if is_end { Some(leaf.len()) } else { D::index::<B>(leaf, rest) };
            let to = at.and_then(|at| match end - start {
                0 => Some(at),
                len => D::index::<B>(&leaf[at..], len).map(|len| at + len),
            });
            (at, to)
        };
        let Some(at) = at else {
            return Err(no_position::<D, C, B>(&self.tree, start));
        };
        let most = Leaves::<C, B>::LEAF;
        let Some(to) = to.filter(|_| new.len() <= most) else {
            return self.replace_far::<D>(start..end, new);
        };
        if leaf[at..to] == *new {
            return Ok(());
        }
        check_len(whole - (to - at), new.len())?;

        let bytes = leaf.as_bytes();
        let spliced = Spliced { before: &bytes[..at], new: new.as_bytes(), after: &bytes[to..] };
        let len = spliced.len();
        let mut cut = None;
        if len > most || len > Self::SHARED && path.is_shared() {
            cut = spliced.cut(most);
            if cut.is_none() && len > most {
                return self.replace_far::<D>(start..end, new);
            }
        }
        let (may_join, is_last) = (spliced.may_join_crlf(), len == 0 && path.depth() == 0);
        path.splice(at..to, new, cut);
        if is_last {
            self.tree = Leaves::new();
        } else if may_join {
            let at = convert::<D, Bytes, C, B>(&self.tree, start)?;
            self.join_crlf(at);
            self.join_crlf(at + new.len());
        }
        Ok(())
    }

    /// Replaces text of several leaves, or by text that does not fit into one.
    #[cold]
    fn replace_far<D: Dimension>(
        &mut self,
        range: Range<usize>,
        new: &str,
    ) -> Result<(), TextError> {
        let start = convert::<D, Bytes, C, B>(&self.tree, range.start)?;
        let end = convert::<D, Bytes, C, B>(&self.tree, range.end)?;
        check_len(self.tree.len() - (end - start), new.len())?;
        let is_near = end - start <= Self::NEAR && new.len() <= Leaves::<C, B>::LEAF;
        if !(is_near && self.replace_by_leaf(start..end, new)) {
            let after = self.tree.split_off(end);
            drop(self.tree.split_off(start));
            self.tree.append(load::tree(new));
            self.tree.append(after);
        }
        self.join_crlf(start);
        self.join_crlf(start + new.len());
        Ok(())
    }

    /// Replaces text of some leaves, one after the other. Returns `false`, and has replaced nothing, if the new text does not fit in
    /// beside what stays of the first leaf.
    fn replace_by_leaf(&mut self, mut range: Range<usize>, new: &str) -> bool {
        let Some(removed) = self.replace_part(range.clone(), new) else { return false };
        range = range.start + new.len()..range.end + new.len() - removed;
        while !range.is_empty() {
            let Some(removed) = self.replace_part(range.clone(), "") else { break };
            range.end -= removed;
        }
        true
    }

    /// If one leaf ends at a byte in a CR, and the next one begins with an LF: moves the CR there.
    pub(crate) fn join_crlf(&mut self, at: usize) {
        if at == 0 || at >= self.tree.len() {
            return;
        }
        let mut rest = at;
        let leaf = self.tree.leaf(|branch| turn::<Bytes, C, B>(branch, &mut rest, true));
        if rest > 0 || !leaf.starts_with('\n') {
            return;
        }
        rest = at;
        let leaf = self.tree.leaf(|branch| turn::<Bytes, C, B>(branch, &mut rest, false));
        if leaf.ends_with('\r') {
            self.replace_part(at - 1..at, "");
            self.replace_part(at - 1..at - 1, "\r");
        }
    }

    /// Replaces what the leaf with the byte at its start has of a range, and returns how many bytes that was. `None`, and nothing
    /// is replaced, if the text there would be too long for two leaves.
    fn replace_part(&mut self, range: Range<usize>, new: &str) -> Option<usize> {
        let mut rest = range.start;
        let mut trail = Trail::new();
        let choose = |branch: crate::dimension::Branch<'_, C, B>| {
            turn::<Bytes, C, B>(branch, &mut rest, true)
        };
        let path = self.tree.path(&mut trail, choose)?;
        let leaf = path.leaf().as_bytes();
        let end = leaf.len().min(rest + range.len());
        let spliced = Spliced { before: &leaf[..rest], new: new.as_bytes(), after: &leaf[end..] };
        let (len, most) = (spliced.len(), Leaves::<C, B>::LEAF);
        let cut = if len > most { Some(spliced.cut(most)?) } else { None };
        let is_last = len == 0 && path.depth() == 0;
        path.splice(rest..end, new, cut);
        if is_last {
            self.tree = Leaves::new();
        }
        Some(end - rest)
    }

    /// Returns a range without open ends.
    #[inline]
    pub(crate) fn range_of<D: Dimension>(&self, range: &impl RangeBounds<usize>) -> Range<usize> {
        let start = match range.start_bound() {
            Bound::Included(start) => *start,
            Bound::Excluded(start) => start.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(end) => end.saturating_add(1),
            Bound::Excluded(end) => *end,
            Bound::Unbounded => total::<D, C, B>(&self.tree),
        };
        start..end
    }
}
