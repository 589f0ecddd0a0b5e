//! Paths of routes, part by part.

/// Every part of a path, with the path up to and with it: `("/a", "a"), ("/a/b", "b")` of `/a/b`.
///
/// Slices where [`crate::model::tree`] makes nodes: rules run at every keystroke.
pub(super) fn steps(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut end = 0;
    let steps = path.split('/').map(move |part| {
        let start = end;
        end = start + part.len() + 1;
        (&path[..start + part.len()], part)
    });
    steps.filter(|(_, part)| !part.is_empty())
}

/// A number for every part of a path, the same for paths that begin alike up to there (FNV-1a, 64 bits).
///
/// Thousands of paths are told apart by numbers in a row much quicker than by texts all over the memory; that two
/// of a million different ones get the same number is less likely than one in ten million.
pub(super) fn numbers(path: &str, mut tell: impl FnMut(u64)) {
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    let mut is_empty = true;
    for byte in path.bytes() {
        if byte == b'/' {
            if !is_empty {
                tell(number);
            }
            is_empty = true;
        } else {
            is_empty = false;
        }
        number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    if !is_empty {
        tell(number);
    }
}

#[cfg(test)]
mod tests {
    use super::{numbers, steps};

    #[test]
    fn a_path_is_walked_from_the_root() {
        let found: Vec<_> = steps("/名//{b+}/").collect();
        assert_eq!(found, [("/名", "名"), ("/名//{b+}", "{b+}")]);
        assert_eq!(steps("/").count(), 0);
    }

    #[test]
    fn a_number_stands_for_each_part_and_what_is_before_it() {
        let of = |path: &str| {
            let mut found = Vec::new();
            numbers(path, |number| found.push(number));
            found
        };
        let (one, other) = (of("/a/b/c"), of("/a/b/d"));
        assert_eq!(one[..2], other[..2]);
        assert_ne!(one[2], other[2]);
        assert_eq!(of("/a/b"), one[..2]);
        assert_ne!(of("/b"), of("/a/b")[1..]);
        assert_eq!(of("/").len(), 0);
    }
}
