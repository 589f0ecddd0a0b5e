//! A list that does not move while it grows.

/// Items in a chunk.
const SIZE: usize = 4096;

/// A list of small values in chunks. A `Vec` of a million is there twice whenever it doubles, and what WebAssembly
/// took for that it never gives back.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chunks<T>(Vec<Vec<T>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> Chunks<T> {
    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        let full = self.0.len().saturating_sub(1) * SIZE;
        self.0.last().map_or(0, |last| full + last.len())
    }

    /// The item at a place.
    pub(super) fn get(&self, place: usize) -> Option<T> {
        self.0.get(place / SIZE)?.get(place % SIZE).copied()
    }

    /// The last item.
    pub(super) fn last(&self) -> Option<T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = T> {
        self.0.iter().flatten().copied()
    }

    /// The same, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().flatten()
    }

    /// Adds one.
    pub(super) fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < SIZE => last.push(item),
            // The first one grows as it has to: most lists are short.
            None => self.0.push(vec![item]),
            Some(_) => {
                let mut next = Vec::with_capacity(SIZE);
                next.push(item);
                self.0.push(next);
            }
        }
    }

    /// Takes the last one away.
    pub(super) fn pop(&mut self) {
        if let Some(last) = self.0.last_mut() {
            last.pop();
            if last.is_empty() {
                self.0.pop();
            }
        }
    }

    /// The first place whose item is not as those before it.
    pub(super) fn partition_point(&self, is_before: impl Fn(T) -> bool) -> usize {
        let full = self
            .0
            .partition_point(|chunk| chunk.last().is_some_and(|last| is_before(*last)));
        let chunk = self.0.get(full);
        chunk.map_or(self.len(), |chunk| {
            full * SIZE + chunk.partition_point(|item| is_before(*item))
        })
    }

    /// Nothing more will come.
    pub(super) fn close(&mut self) {
        self.0.shrink_to_fit();
        if let Some(last) = self.0.last_mut() {
            last.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_back_wherever_a_chunk_ends() {
        for count in [0, 1, SIZE - 1, SIZE, SIZE + 1, 3 * SIZE] {
            let mut chunks = Chunks::default();
            (0..=count).for_each(|item| chunks.push(item));
            chunks.pop();
            chunks.close();
            assert_eq!(chunks.len(), count);
            assert!(chunks.iter().eq(0..count));
            assert_eq!(chunks.last(), count.checked_sub(1));
            assert_eq!(chunks.get(count), None);
            for place in [0, 1, SIZE - 1, SIZE, SIZE + 1, count] {
                let is_before = |item| item < place;
                assert_eq!(chunks.partition_point(is_before), place.min(count));
            }
        }
    }
}
