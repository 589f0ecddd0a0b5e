//! Where lines come from, in little room: a large file has hundreds of thousands of pointers, and each differs
//! from the one before it in its last steps only.

use crate::diagnostic::{MAX_DEPTH, Pointer, Segment};

/// Pointers as a tree of their steps. A pointer is the number of its last step; the root is 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Origins {
    /// The step before, and the step itself; the first one has number 1.
    steps: Vec<(u32, Segment)>,
    /// The steps of the pointer that was put last, from the root.
    last: Vec<u32>,
}

impl Origins {
    /// Takes a pointer up and gives its number.
    pub(super) fn put(&mut self, at: Pointer) -> u32 {
        let segments = at.segments();
        let known = self.last.iter().zip(segments);
        let known =
            known.take_while(|(step, segment)| self.steps[**step as usize - 1].1 == **segment);
        let known = known.count();
        self.last.truncate(known);
        for segment in &segments[known..] {
            let before = self.last.last().copied().unwrap_or_default();
            self.steps.push((before, *segment));
            self.last.push(super::document::count(self.steps.len()));
        }
        self.last.last().copied().unwrap_or_default()
    }

    /// The pointer of that number.
    pub(super) fn get(&self, number: u32) -> Pointer {
        let mut steps = [Segment::Index(0); MAX_DEPTH];
        let (mut number, mut free) = (number as usize, MAX_DEPTH);
        while let Some((before, segment)) = number.checked_sub(1).and_then(|at| self.steps.get(at))
        {
            free -= 1;
            steps[free] = *segment;
            number = *before as usize;
        }
        let steps = steps[free..].iter().copied();
        steps.fold(Pointer::root(), Pointer::join)
    }

    /// Says of each number whether its pointer is that of a JSON Pointer or lies below it.
    pub(super) fn within(&self, at: &str) -> impl Fn(u32) -> bool {
        let wanted: Vec<&str> = at.split('/').skip(1).collect();
        // How many steps of the wanted pointer each one has, as long as it has no other.
        let mut had = vec![Some(0)];
        for (before, segment) in &self.steps {
            let had_before = had[*before as usize];
            had.push(had_before.and_then(|had| match wanted.get(had) {
                None => Some(had),
                Some(step) => segment.is(step).then_some(had + 1),
            }));
        }
        let all = wanted.len();
        move |number| had.get(number as usize) == Some(&Some(all))
    }

    /// Nothing more will come.
    pub(super) fn close(&mut self) {
        self.last = Vec::new();
        self.steps.shrink_to_fit();
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
            let within = origins.within(at);
            for (pointer, number) in all.iter().zip(&numbers) {
                assert_eq!(within(*number), pointer.is_within(at), "{pointer} in {at}");
            }
        }
        // The second one begins as the first one does.
        assert_eq!(origins.steps.len(), 3 + 2 + 2 + 2 + 1);
    }
}
