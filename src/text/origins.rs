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

/// What [`Origins::nearness`] adds for a pointer that does not leave the way.
const ON_THE_WAY: u8 = 1;

// So that nearness fits in a byte.
const _: () = assert!(MAX_DEPTH < 127);

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

    /// How near each number's pointer is to a JSON Pointer: two for each step that they share from the root, and one
    /// more when it does not leave it, so when it is a part of its way, the very one or below it.
    pub(super) fn nearness(&self, to: &str) -> Vec<u8> {
        let wanted: Vec<&str> = to.split('/').skip(1).collect();
        let mut near: Vec<u8> = Vec::with_capacity(self.steps.len() + 1);
        near.push(ON_THE_WAY);
        for (before, step) in self.steps.iter() {
            let before = near[before as usize];
            let has_left = before & ON_THE_WAY == 0;
            near.push(match wanted.get(usize::from(before / 2)) {
                Some(wanted) if !has_left && self.segment(step).is(wanted) => before + 2,
                Some(_) => before & !ON_THE_WAY,
                None => before,
            });
        }
        near
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
            let near = origins.nearness(at);
            let steps = at.matches('/').count();
            for (pointer, number) in all.iter().zip(&numbers) {
                let is_within = usize::from(near[*number as usize]) == 2 * steps + 1;
                assert_eq!(is_within, pointer.is_within(at), "{pointer} in {at}");
            }
        }
        let near = origins.nearness("/stages/0/throttle/burst");
        let near: Vec<u8> = numbers
            .iter()
            .map(|number| near[*number as usize])
            .collect();
        assert_eq!(near, [4, 6, 1, 2, 2, 0]);
        // Each begins as one does that is known already.
        assert_eq!(origins.steps.len(), 3 + 2 + 1 + 2 + 1);
    }
}
