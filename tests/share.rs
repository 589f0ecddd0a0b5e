//! Links and packed texts: every design comes back, nothing private is left once it was replaced, and nothing
//! that somebody makes up takes long or much room.

use std::fs;
use std::path::Path;

use gateway_studio::model::preset::PRESETS;
use gateway_studio::model::{self, Design};
use gateway_studio::share::private::{self, KINDS};
use gateway_studio::share::{follow, link, pack, unpack};
use proptest::prelude::*;

fn designs() -> Vec<(String, Design)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/designs");
    let files = fs::read_dir(folder).expect("the designs can be listed");
    let read = |path: &Path| {
        let text = fs::read_to_string(path).expect("a design is text");
        model::read(&text).design.expect("it is a design")
    };
    let files = files.map(|file| file.expect("a design can be listed").path());
    let files = files.map(|path| (path.display().to_string(), read(&path)));
    let presets = PRESETS.iter();
    let presets = presets.map(|preset| (preset.name.to_owned(), (preset.design)()));
    files.chain(presets).collect()
}

#[test]
fn every_design_comes_back_from_its_link() {
    for (name, design) in designs() {
        assert_eq!(follow(&link(&design)), Ok((design, Vec::new())), "{name}");
    }
}

#[test]
fn nothing_private_is_left_in_a_design_once_it_was_replaced() {
    for (name, design) in designs() {
        let clean = private::replace(&design, &KINDS);
        assert_eq!(private::find(&clean), [], "{name}");
        // Each kind alone leaves the others.
        for kind in KINDS {
            let some = private::replace(&design, &[kind]);
            assert!(
                private::find(&some).iter().all(|found| found.kind != kind),
                "{name} {kind:?}"
            );
        }
        assert_eq!(private::replace(&design, &[]), design, "{name}");
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_from_its_pack(text in ".{0,2000}") {
        prop_assert_eq!(unpack(&pack(&text)), Ok(text));
    }

    #[test]
    fn no_bytes_and_no_letters_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..400), letters in "d=[A-Za-z0-9_-]{0,400}", text in ".{0,60}") {
        let _ = unpack(&bytes);
        prop_assert!(follow(&letters).is_err());
        prop_assert!(follow(&text).is_err());
    }

    #[test]
    fn a_text_that_somebody_typed_is_never_left_half_replaced(text in "[ .:/@0-9a-zA-Z-]{0,80}|arn:aws:[a-z]{1,5}:[a-z-]{0,9}:[0-9]{12}:[a-z/:*]{0,20}|[a-z.]{1,9}@[a-z.]{1,12}") {
        let mut design = (PRESETS[0].design)();
        design.stages[0].description = text;
        let clean = private::replace(&design, &KINDS);
        prop_assert_eq!(private::find(&clean), []);
    }
}
