//! Every command breaks off at every call: what is shown stays whole, and the same command again ends well.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::objects::{INDEX, Stage, WORKER};
use super::standin::{Break, StandIn, State};
use super::{Aws, change};
use crate::args::{Coding, Publish};
use crate::problem::Outcome;

const PREFIX: &str = "tools/";
const DAY: u64 = 24 * 60 * 60;
const WAYS: [Break; 3] = [Break::Before, Break::Amid, Break::Behind];

/// Pages to publish, and where they are laid out.
struct Desk {
    home: PathBuf,
    stages: Vec<Stage>,
}

impl Desk {
    /// Four versions: each has a file of its own and shares one with the next.
    fn new(name: &str) -> Self {
        let home =
            std::env::temp_dir().join(format!("gateway-studio-{name}-{}", std::process::id()));
        let stage = |number: u8| {
            let (build, dist) = (
                format!("{number:x}{number:x}"),
                home.join(format!("page {number}")),
            );
            fs::create_dir_all(dist.join("icons")).unwrap();
            let own = [
                format!("boot-{build}.js"),
                format!("style-{}.css", number / 2),
            ];
            let named = own.join("\" \"./");
            let beside = ["404.html", "icons/any.svg", "manifest.webmanifest", WORKER];
            for name in own.iter().map(String::as_str).chain(beside) {
                fs::write(dist.join(name), &build).unwrap();
            }
            let document = format!("<html data-build=\"{build}\"> \"./{named}\"");
            fs::write(dist.join(INDEX), document).unwrap();
            Stage::new(&dist, home.join(format!("laid out {number}")), Coding::None).unwrap()
        };
        let stages = [10, 11, 12, 13].map(stage).into();
        Self { home, stages }
    }

    /// Publishes a version, keeping so many.
    fn publish(&self, bucket: &StandIn, version: usize, keep: usize) -> Outcome<String> {
        bucket.0.borrow_mut().now += 60;
        let how = Publish {
            versions: keep,
            distribution: Some("E1".into()),
            ..Publish::default()
        };
        change(&aws(bucket), &how, Some(&self.stages[version]))
    }

    /// A bucket in which these versions were published one after the other.
    fn bucket(&self, versions: &[usize]) -> StandIn {
        let bucket = StandIn::default();
        for version in versions {
            self.publish(&bucket, *version, 5).unwrap();
        }
        bucket
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.home).ok();
    }
}

fn aws(bucket: &StandIn) -> Aws {
    Aws {
        program: "aws".into(),
        cli: Box::new(bucket.clone()),
        endpoint: None,
        bucket: "b".into(),
        prefix: PREFIX.into(),
        dry: false,
    }
}

fn back(bucket: &StandIn, wanted: &str) -> Outcome<String> {
    bucket.0.borrow_mut().now += 60;
    let how = Publish {
        back: Some(wanted.into()),
        distribution: Some("E1".into()),
        ..Publish::default()
    };
    change(&aws(bucket), &how, None)
}

fn text(state: &State, name: &str) -> Option<String> {
    state
        .objects
        .get(&format!("{PREFIX}{name}"))
        .map(|object| object.text.clone())
}

/// The build that is shown, all of which must be there.
fn shown(bucket: &StandIn, when: &str) -> String {
    let state = bucket.0.borrow();
    let document = text(&state, INDEX).expect(when);
    let build = document.split('"').nth(1).expect(when).to_owned();
    for name in document
        .split('"')
        .filter_map(|word| word.strip_prefix("./"))
    {
        assert!(
            text(&state, name).is_some(),
            "{when}: {build} without {name}"
        );
    }
    build
}

/// All keys below the prefix.
fn keys(bucket: &StandIn) -> BTreeSet<String> {
    bucket.0.borrow().objects.keys().cloned().collect()
}

/// Breaks a command off at every call in every way, and gives each bucket to `judge` with the words for it. The last
/// call takes the note away: when it took effect unheard, nobody can tell the command from a finished one.
fn everywhere(
    begin: impl Fn() -> StandIn,
    command: impl Fn(&StandIn) -> Outcome<String>,
    mut judge: impl FnMut(&StandIn, &str),
) {
    let whole = begin();
    let before = whole.0.borrow().calls;
    command(&whole).unwrap();
    let calls = whole.0.borrow().calls - before;
    assert!(calls > 6, "{calls}");
    for call in 1..=calls {
        for how in WAYS {
            if call == calls && how != Break::Before {
                continue;
            }
            let bucket = begin();
            bucket.0.borrow_mut().breaks = Some((before + call, how));
            let when = format!("call {call} of {calls}, {how:?}");
            let problem = command(&bucket).expect_err(&when).to_string();
            assert!(problem.contains("the line is gone"), "{when}: {problem}");
            bucket.0.borrow_mut().breaks = None;
            judge(&bucket, &format!("{when}: {problem}"));
        }
    }
}

/// Copies the bucket, so that something can be tried of it.
fn copy(bucket: &StandIn) -> StandIn {
    let copied = StandIn::default();
    copied.0.replace(bucket.0.borrow().clone());
    copied
}

#[test]
fn the_way_back_is_the_order_of_publishing() {
    let desk = Desk::new("order");
    let none = back(&StandIn::default(), "").expect_err("nothing there");
    assert_eq!(none.to_string(), "nothing was published in s3://b/tools/");
    let bucket = desk.bucket(&[0, 1, 2]);
    assert_eq!(back(&bucket, ""), Ok("bb".into()));
    assert_eq!(back(&bucket, ""), Ok("aa".into()));
    let none = back(&bucket, "").expect_err("the first one").to_string();
    assert!(none.contains("no version before aa"), "{none}");
    assert_eq!(back(&bucket, "cc"), Ok("cc".into()));
    assert_eq!(back(&bucket, ""), Ok("bb".into()));
    // What is published goes on top, again, too.
    desk.publish(&bucket, 3, 5).unwrap();
    assert_eq!(back(&bucket, ""), Ok("cc".into()));
    desk.publish(&bucket, 0, 5).unwrap();
    assert_eq!(back(&bucket, ""), Ok("dd".into()));
    assert_eq!(shown(&bucket, "at the end"), "dd");
    let none = back(&bucket, "ee").expect_err("never there").to_string();
    assert!(none.contains("there are aa, dd, cc, bb"), "{none}");
}

#[test]
fn a_publish_may_break_off_anywhere() {
    let desk = Desk::new("publish");
    // The first version of all, a new one, one that was there, and the one that is shown.
    for (there, next) in [(&[][..], 0), (&[0, 1], 2), (&[0, 1, 2], 0), (&[0, 1], 1)] {
        let begin = || desk.bucket(there);
        let command = |bucket: &StandIn| desk.publish(bucket, next, 5);
        let new = &desk.stages[next].build;
        let old = there.last().map(|version| &desk.stages[*version].build);
        let whole = begin();
        command(&whole).unwrap();
        everywhere(begin, command, |bucket, when| {
            let now = text(&bucket.0.borrow(), INDEX).map(|_| shown(bucket, when));
            assert!(
                now.as_ref() == old || now.as_ref() == Some(new),
                "{when}: {now:?}"
            );
            if now.as_ref() == old {
                // Who comes for the first time gets a worker that keeps this document.
                assert_eq!(text(&bucket.0.borrow(), WORKER).as_ref(), old, "{when}");
            }
            // The way back leads to what was published before the one that is shown.
            let tried = copy(bucket);
            let order = ["aa", "bb"].map(str::to_owned);
            if there.len() == 2 && next == 2 {
                let expected = &order[usize::from(now.as_ref() == Some(new))];
                assert_eq!(back(&tried, "").as_ref(), Ok(expected), "{when}");
                assert_eq!(&shown(&tried, when), expected);
            }
            // Another version goes on top of it, and what was shown is before that.
            let tried = copy(bucket);
            desk.publish(&tried, 3, 5).unwrap();
            if let Some(now) = &now {
                assert_eq!(shown(&tried, when), "dd");
                if there.len() < 3 || now == new {
                    assert_eq!(back(&tried, "").as_ref(), Ok(now), "{when}");
                }
            }
            assert_eq!(command(bucket).as_ref(), Ok(new), "{when}");
            assert_eq!(&shown(bucket, when), new);
            assert_eq!(keys(bucket), keys(&whole), "{when}");
            let (way, expected) = (back(bucket, ""), back(&copy(&whole), ""));
            assert_eq!(way, expected, "{when}");
        });
    }
}

#[test]
fn a_way_back_may_break_off_anywhere() {
    let desk = Desk::new("back");
    let begin = || desk.bucket(&[0, 1, 2]);
    for (wanted, expected) in [("", "bb"), ("aa", "aa")] {
        everywhere(
            begin,
            |bucket| back(bucket, wanted),
            |bucket, when| {
                let now = shown(bucket, when);
                assert!(now == "cc" || now == expected, "{when}: {now}");
                if now == "cc" {
                    assert_eq!(
                        text(&bucket.0.borrow(), WORKER).as_deref(),
                        Some("cc"),
                        "{when}"
                    );
                }
                let tried = copy(bucket);
                desk.publish(&tried, 3, 5).unwrap();
                assert_eq!(back(&tried, ""), Ok("cc".into()), "{when}");
                // Twice: what broke off is ended, and goes on from there.
                assert_eq!(back(bucket, wanted), Ok(expected.into()), "{when}");
                assert_eq!(shown(bucket, when), expected);
                assert_eq!(
                    text(&bucket.0.borrow(), WORKER).as_deref(),
                    Some(expected),
                    "{when}"
                );
                if wanted.is_empty() {
                    assert_eq!(back(bucket, ""), Ok("aa".into()), "{when}");
                }
            },
        );
    }
}

#[test]
fn a_clean_up_may_break_off_anywhere_and_nothing_is_left_of_it() {
    let desk = Desk::new("clean-up");
    for keep in [1, 2] {
        let begin = || desk.bucket(&[0, 1, 2]);
        let command = |bucket: &StandIn| desk.publish(bucket, 3, keep);
        let whole = begin();
        command(&whole).unwrap();
        everywhere(begin, command, |bucket, when| {
            // Whatever the way back leads to is whole, for as long as it leads there.
            for wanted in ["", "aa", "bb", "cc"] {
                let tried = copy(bucket);
                match back(&tried, wanted) {
                    Ok(build) => assert_eq!(shown(&tried, when), build),
                    Err(none) => {
                        assert!(none.to_string().contains("there is no version"), "{none}")
                    }
                }
            }
            assert_eq!(command(bucket), Ok("dd".into()), "{when}");
            assert_eq!(shown(bucket, when), "dd");
            let kept = |bucket: &StandIn| {
                let keys = keys(bucket)
                    .into_iter()
                    .filter(|key| key.ends_with("/shown"));
                keys.collect::<Vec<_>>()
            };
            assert_eq!(kept(bucket), kept(&whole), "{when}");
            // What has no mark any more goes a day later.
            bucket.0.borrow_mut().now += 2 * DAY;
            command(bucket).unwrap();
            assert_eq!(keys(bucket), keys(&whole), "{when}");
            let way = if keep == 1 {
                back(bucket, "").is_err()
            } else {
                back(bucket, "") == Ok("cc".into())
            };
            assert!(way, "{when}");
        });
    }
}

#[test]
fn what_a_publish_left_that_broke_off_goes_a_day_later() {
    let desk = Desk::new("left");
    let other = "tools/versions/other/files.txt";
    let begin = || {
        let bucket = desk.bucket(&[0]);
        let mark = bucket.0.borrow().objects["tools/versions/aa/shown"].clone();
        bucket.0.borrow_mut().objects.insert(other.to_owned(), mark);
        bucket
    };
    let never = begin();
    desk.publish(&never, 2, 1).unwrap();
    everywhere(
        begin,
        |bucket| desk.publish(bucket, 1, 5),
        |bucket, when| {
            // Until then somebody else may be in the middle of it.
            desk.publish(bucket, 2, 5).unwrap();
            assert_eq!(desk.publish(&copy(bucket), 1, 5), Ok("bb".into()), "{when}");
            bucket.0.borrow_mut().now += 2 * DAY;
            desk.publish(bucket, 2, 1).unwrap();
            assert_eq!(keys(bucket), keys(&never), "{when}");
            assert!(keys(bucket).contains(other), "{when}");
        },
    );
}

#[test]
fn a_version_that_is_not_whole_is_not_shown_again() {
    let desk = Desk::new("whole");
    for gone in [
        "boot-bb.js",
        "versions/bb/sw.js",
        "versions/bb/icons/any.svg",
        "versions/bb/index.html",
    ] {
        let bucket = desk.bucket(&[0, 1, 2]);
        bucket
            .0
            .borrow_mut()
            .objects
            .remove(&format!("{PREFIX}{gone}"));
        for wanted in ["", "bb"] {
            let problem = back(&bucket, wanted).expect_err(gone).to_string();
            assert!(
                problem.contains(gone) && problem.contains("cc, bb, aa"),
                "{problem}"
            );
            assert_eq!(shown(&bucket, gone), "cc");
        }
        assert_eq!(back(&bucket, "aa"), Ok("aa".into()));
    }
}

#[test]
fn the_version_that_was_shown_stays_for_its_open_pages() {
    let desk = Desk::new("open");
    let bucket = desk.bucket(&[0, 1, 2]);
    back(&bucket, "aa").unwrap();
    desk.publish(&bucket, 3, 2).unwrap();
    let builds = keys(&bucket)
        .into_iter()
        .filter_map(|key| Some(key.strip_suffix("/shown")?.to_owned()));
    assert_eq!(
        builds.collect::<Vec<_>>(),
        ["tools/versions/aa", "tools/versions/dd"]
    );
}
