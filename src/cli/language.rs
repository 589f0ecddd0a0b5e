//! In which language the program speaks.

use gateway_studio::words::Language;

/// The words without `--lang LANGUAGE`, and the language that it names; the message says what is wrong with it.
pub(crate) fn taken(words: Vec<String>) -> Result<(Vec<String>, Option<Language>), String> {
    let (mut left, mut language) = (Vec::new(), None);
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if word != "--lang" {
            left.push(word);
            continue;
        }
        language = match words.next().as_deref() {
            Some("en") => Some(Language::En),
            Some("ja") => Some(Language::Ja),
            _ => return Err("`--lang` takes `en` or `ja`".into()),
        };
    }
    Ok((left, language))
}

/// The language of the surroundings: that of messages, by the first variable that is set (POSIX, "Environment Variables").
pub(crate) fn of_surroundings(value: impl Fn(&str) -> Option<String>) -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let mut set = names.filter_map(value).filter(|value| !value.is_empty());
    let locale = set.next().unwrap_or_default();
    let word = locale.split(['_', '.', '@', '-']).next();
    match word {
        Some("ja") => Language::Ja,
        _ => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let of = |set: &[(&str, &str)]| {
            of_surroundings(|name| {
                let found = set.iter().find(|(own, _)| *own == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[]), Language::En);
        assert_eq!(of(&[("LANG", "ja_JP.UTF-8")]), Language::Ja);
        assert_eq!(of(&[("LANG", "ja")]), Language::Ja);
        assert_eq!(of(&[("LANG", "jam_JM.UTF-8")]), Language::En);
        let both = [("LC_ALL", "C.UTF-8"), ("LANG", "ja_JP.UTF-8")];
        assert_eq!(of(&both), Language::En);
        let empty = [("LC_ALL", ""), ("LC_MESSAGES", "ja_JP"), ("LANG", "de_DE")];
        assert_eq!(of(&empty), Language::Ja);
    }

    #[test]
    fn the_option_stands_anywhere_and_names_a_language() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let taken = |text| taken(words(text));
        let found = taken("check --lang ja design.json --fix");
        assert_eq!(
            found,
            Ok((words("check design.json --fix"), Some(Language::Ja)))
        );
        assert_eq!(taken("check a"), Ok((words("check a"), None)));
        assert!(taken("check --lang de").is_err() && taken("check a --lang").is_err());
    }
}
