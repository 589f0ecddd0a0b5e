//! Which name was meant by one that nobody knows.

/// The known name that is nearest to a word, where that is near enough: a name of ten letters has room for two slips.
pub(super) fn nearest<'n>(
    word: &str,
    known: impl IntoIterator<Item = &'n str> + Clone,
) -> Option<&'n str> {
    let mut all = known.clone().into_iter();
    if let Some(same) = all.find(|one| one.eq_ignore_ascii_case(word)) {
        return Some(same);
    }
    let room = word.len() / 5;
    let slips = |right: &&str| {
        room > 0 && right.len().abs_diff(word.len()) <= room && distance(word, right) <= room
    };
    let near = known.into_iter().filter(slips);
    near.min_by_key(|right| distance(word, right))
}

/// How many letters are to be put in, taken out or changed.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, x) in a.bytes().enumerate() {
        let mut corner = line;
        row[0] = line + 1;
        for (column, y) in b.bytes().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[column + 1];
            row[column + 1] = changed.min(corner + 1).min(row[column] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_or_another_case_finds_the_name_that_was_meant() {
        let known = ["AutoDeploy", "StageName", "Tags"];
        for (word, meant) in [
            ("AutoDeply", Some("AutoDeploy")),
            ("stagename", Some("StageName")),
            ("tags", Some("Tags")),
            ("Tag", None),
            ("Description", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }
}
