//! Where lines come from, in little room: a large file has hundreds of thousands of pointers, and each differs
//! from the one before it in its last steps only.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::chunks::Chunks;
use super::document::{count, place_of};
use crate::diagnostic::{MAX_DEPTH, Pointer, Segment};

/// Pointers as a tree of their steps. A pointer is the number of its last step; the root is 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Origins {
    /// The step before, and the step itself; the first one has number 1.
    steps: Chunks<(u32, Step)>,
    /// The keys among the steps, which are few.
    keys: Vec<&'static str>,
    /// The steps of the pointer that was put last, from the root.
    last: Vec<u32>,
    /// Steps that may come again, by what their hash says; empty once nothing more will come.
    remembered: Vec<u32>,
}

/// A [`Segment`] in four bytes: a place in a list times two, or one more than twice the number of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step(u32);

/// So many steps are remembered.
const REMEMBERED: usize = 1 << 9;

/// No pointer has as many steps: this one leads elsewhere.
const ASTRAY: u8 = u8::MAX;

impl Origins {
    /// Takes a pointer up and gives its number.
    pub(super) fn put(&mut self, at: Pointer) -> u32 {
        let segments = at.segments();
        let known = self.last.iter().zip(segments);
        let is_same = |(step, segment): &(&u32, &Segment)| {
            let own = self.step(**step).map(|(_, step)| self.segment(step));
            own.as_ref() == Some(*segment)
        };
        let known = known.take_while(is_same).count();
        self.last.truncate(known);
        let mut number = self.last.last().copied().unwrap_or_default();
        for segment in &segments[known..] {
            number = self.put_step(number, *segment);
            self.last.push(number);
        }
        number
    }

    /// The number of a step behind another one.
    fn put_step(&mut self, before: u32, segment: Segment) -> u32 {
        let step = match segment {
            Segment::Index(index) => Step(index.saturating_mul(2)),
            Segment::Key(key) => Step(2 * self.key(key) + 1),
        };
        let mut hasher = FxHasher::default();
        hasher.write_u32(before);
        hasher.write_u32(step.0);
        self.remembered.resize(REMEMBERED, 0);
        let place = place_of(&hasher, REMEMBERED);
        let known = self.remembered[place];
        if self.step(known) == Some((before, step)) {
            return known;
        }
        self.steps.push((before, step));
        self.remembered[place] = count(self.steps.len());
        self.remembered[place]
    }

    /// The number of a key.
    fn key(&mut self, key: &'static str) -> u32 {
        let known = self.keys.iter().position(|known| *known == key);
        count(known.unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        }))
    }

    fn step(&self, number: u32) -> Option<(u32, Step)> {
        self.steps.get((number as usize).checked_sub(1)?)
    }

    fn segment(&self, step: Step) -> Segment {
        let number = step.0 / 2;
        if step.0.is_multiple_of(2) {
            return Segment::Index(number);
        }
        let key = self.keys.get(number as usize).copied();
        Segment::Key(key.unwrap_or_default())
    }

    /// The pointer of that number.
    pub(super) fn get(&self, mut number: u32) -> Pointer {
        let mut steps = [Segment::Index(0); MAX_DEPTH];
        let mut free = MAX_DEPTH;
        while let Some((before, step)) = self.step(number) {
            free -= 1;
            steps[free] = self.segment(step);
            number = before;
        }
        let steps = steps[free..].iter().copied();
        steps.fold(Pointer::root(), Pointer::join)
    }

    /// Says of each number whether its pointer is that of a JSON Pointer or, unless it must be the very one, lies below it.
    pub(super) fn within(&self, at: &str, very: bool) -> impl Fn(u32) -> bool {
        let wanted: Vec<&str> = at.split('/').skip(1).collect();
        // How many steps of the wanted pointer each one has, as long as it has no other.
        let mut had: Vec<u8> = Vec::with_capacity(self.steps.len() + 1);
        had.push(0);
        for (before, step) in self.steps.iter() {
            let before = had[before as usize];
            had.push(match wanted.get(usize::from(before)) {
                Some(_) if before == ASTRAY => ASTRAY,
                Some(wanted) if self.segment(step).is(wanted) => before + 1,
                Some(_) => ASTRAY,
                None if very => ASTRAY,
                None => before,
            });
        }
        let all = wanted.len();
        move |number| {
            let had = had.get(number as usize).copied();
            had.is_some_and(|had| had != ASTRAY && usize::from(had) == all)
        }
    }

    /// Nothing more will come.
    pub(super) fn close(&mut self) {
        self.last = Vec::new();
        self.remembered = Vec::new();
        self.steps.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_come_back_and_know_what_they_lie_in() {
        let stages = Pointer::root().join("stages");
        let all = [
            stages.join(0).join("name"),
            stages.join(0).join("throttle").join("rate"),
            Pointer::root(),
            stages.join(10),
            stages.join(1).join("name"),
            Pointer::root().join("name"),
        ];
        let mut origins = Origins::default();
        let numbers: Vec<u32> = all.iter().map(|at| origins.put(*at)).collect();
        origins.close();
        for (at, number) in all.iter().zip(&numbers) {
            assert_eq!(origins.get(*number), *at);
        }
        for at in [
            "",
            "/stages",
            "/stages/1",
            "/stages/0/throttle",
            "/name",
            "/stages/x",
        ] {
            let (within, very) = (origins.within(at, false), origins.within(at, true));
            for (pointer, number) in all.iter().zip(&numbers) {
                assert_eq!(within(*number), pointer.is_within(at), "{pointer} in {at}");
                assert_eq!(
                    very(*number),
                    pointer.to_string() == at,
                    "{pointer} is {at}"
                );
            }
        }
        // Each begins as one does that is known already.
        assert_eq!(origins.steps.len(), 3 + 2 + 1 + 2 + 1);
    }
}
