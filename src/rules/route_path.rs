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

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn a_path_is_walked_from_the_root() {
        let found: Vec<_> = steps("/名//{b+}/").collect();
        assert_eq!(found, [("/名", "名"), ("/名//{b+}", "{b+}")]);
        assert_eq!(steps("/").count(), 0);
    }
}
