//! The engine, spoken to as the page speaks to it: what it tells is what the library makes.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use gateway_studio::diagnostic::{MAX_DEPTH, Severity};
use gateway_studio::engine::{
    Ask, BUILD, Contents, Difference, Done, Engine, KeepAsk, Look, MOST_FINDINGS, SheetAsk, Shown,
    Tell,
};
use gateway_studio::generate::{self, GENERATORS};
use gateway_studio::keep::{Order, Told, Version};
use gateway_studio::model::preset::PRESETS;
use gateway_studio::model::{self, Design, patch};
use gateway_studio::rules;

/// Every design that the other tests read, and the presets.
fn designs() -> Vec<(String, Design)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/designs");
    let files = fs::read_dir(folder).expect("the designs can be listed");
    let mut designs: Vec<(String, Design)> = files
        .map(|file| {
            let path = file.expect("a design can be listed").path();
            let text = fs::read_to_string(&path).expect("a design is text");
            let design = model::read(&text).design.expect("it is a design");
            (path.display().to_string(), design)
        })
        .collect();
    designs.sort_by(|a, b| a.0.cmp(&b.0));
    designs.extend(
        PRESETS
            .iter()
            .map(|preset| (preset.name.to_owned(), (preset.design)())),
    );
    designs
}

/// An engine at the other end of a line that carries texts.
#[derive(Default)]
struct Line {
    engine: Engine,
    known: Design,
    /// What was told last of the file that is looked at, whole, and how many rows of it were told.
    shown: Option<Shown>,
    rows_told: usize,
}

impl Line {
    fn of(design: &Design) -> Self {
        let mut line = Self::default();
        line.change(design, false);
        line
    }

    fn ask(&mut self, ask: &Ask) {
        let heard = Ask::read(&ask.write()).expect("what was written can be read");
        assert_eq!(heard, *ask);
        assert!(self.engine.hear(heard));
    }

    fn change(&mut self, design: &Design, keep: bool) {
        let patch = self.patch(design);
        self.ask(&Ask::Change(Difference {
            keep,
            patch,
            ..Difference::default()
        }));
    }

    /// Another design takes the place of this one.
    fn begin(&mut self, design: &Design) {
        let patch = self.patch(design);
        self.ask(&Ask::Change(Difference {
            keep: true,
            begins: true,
            patch,
        }));
    }

    fn patch(&mut self, design: &Design) -> String {
        let patch = patch::difference(&self.known, design).unwrap_or_else(|| "{}".into());
        self.known = design.clone();
        patch
    }

    /// Everything that it tells until it has nothing more to do.
    fn told(&mut self) -> Vec<Tell> {
        let mut told = Vec::new();
        while let Some(done) = self.engine.work() {
            if let Done::Tell(tell) = done {
                assert_eq!(Tell::read(&tell.write()).as_ref(), Some(&tell));
                told.push(self.heard(tell));
            }
        }
        told
    }

    /// With all rows of what is looked at, as the page has them.
    fn heard(&mut self, tell: Tell) -> Tell {
        let Tell::Shown(shown) = tell else {
            return tell;
        };
        self.rows_told = shown.lines.len();
        let shown = shown.whole(self.shown.as_ref());
        self.shown = Some(shown.clone());
        Tell::Shown(shown)
    }

    /// The import view with that value in a control of it.
    fn import_view(&mut self, name: &str, value: &str) -> String {
        self.ask(&Ask::Sheet(SheetAsk {
            place: 1,
            name: "import".into(),
            names: vec![name.into()],
            values: vec![value.into()],
            ..SheetAsk::default()
        }));
        let told = self.told();
        let mut bodies = told.into_iter().filter_map(|tell| match tell {
            Tell::Sheet(sheet) => Some(sheet.body),
            _ => None,
        });
        bodies.next_back().expect("it is drawn")
    }

    fn shown(&mut self, file: usize, first: u32, count: u32, field: &str) -> Shown {
        let file = u32::try_from(file).expect("there are few files");
        let field = field.to_owned();
        self.ask(&Ask::Look(Look {
            file,
            first,
            count,
            field,
            ..Look::default()
        }));
        let told = self.told();
        let shown = told.into_iter().find_map(|tell| match tell {
            Tell::Shown(shown) => Some(shown),
            _ => None,
        });
        shown.expect("what is looked at is shown")
    }
}

/// The lines that were told last.
fn shown_of(told: &[Tell]) -> Option<Shown> {
    let lines = |tell: &Tell| match tell {
        Tell::Shown(shown) => Some(shown.clone()),
        _ => None,
    };
    told.iter().rev().find_map(lines)
}

fn text_of(shown: &Shown) -> String {
    let line = |line: &Arc<gateway_studio::engine::Line>| {
        line.pieces().map(|(_, _, text)| text).collect::<String>() + "\n"
    };
    shown.lines.iter().map(line).collect()
}

#[test]
fn what_is_told_is_what_the_library_makes() {
    for (name, design) in designs() {
        let mut line = Line::of(&design);
        let told = line.told();
        let problems = told.iter().find_map(|tell| match tell {
            Tell::Problems(problems) => Some(problems),
            _ => None,
        });
        let problems = problems.expect("what is wrong is told first");
        // What a design silences is not among them.
        let all = rules::silence(&design, rules::check(&design), |_| true).open;
        let errors = all
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .count();
        assert_eq!(problems.found.len(), all.len(), "{name}");
        assert_eq!(problems.counts[0] as usize, errors, "{name}");
        assert!(
            problems.found.is_sorted_by_key(|found| found.severity),
            "{name}"
        );
        let lost = told.iter().find_map(|tell| match tell {
            Tell::Lost(lost) => Some(lost),
            _ => None,
        });
        for (file, found) in generate::lost(&design) {
            let told = lost
                .expect("losses are told")
                .iter()
                .find(|lost| lost.file == file.path);
            assert_eq!(told.map_or(&[][..], |lost| &lost.found), found, "{name}");
        }
        for (place, generator) in GENERATORS.iter().enumerate() {
            if !(generator.applies)(&design) {
                continue;
            }
            let document = (generator.print)(&design);
            let shown = line.shown(place, 0, u32::MAX, "/region");
            assert_eq!(GENERATORS[shown.file as usize].path, generator.path);
            assert!(
                text_of(&shown) == document.text(),
                "{name}: {}",
                generator.path
            );
            assert_eq!(shown.count as usize, document.line_count());
            let marked = shown
                .lines
                .iter()
                .enumerate()
                .filter(|(_, line)| line.marked);
            let marked: Vec<usize> = marked.map(|(number, _)| number).collect();
            assert_eq!(
                marked,
                document.lines_from("/region"),
                "{name}: {}",
                generator.path
            );
        }
        line.ask(&Ask::Archive(Contents::Whole));
        match line.engine.work() {
            Some(Done::Archive(bytes)) => assert_eq!(bytes, generate::archive(&design)),
            _ => panic!("the archive is made at once"),
        }
    }
}

#[test]
fn no_field_of_a_design_is_deeper_than_a_pointer_can_say() {
    fn depth(value: &serde_json::Value) -> usize {
        let inner: Vec<_> = match value {
            serde_json::Value::Array(items) => items.iter().collect(),
            serde_json::Value::Object(fields) => fields.values().collect(),
            _ => return 0,
        };
        1 + inner.into_iter().map(depth).max().unwrap_or_default()
    }
    let depths = designs().into_iter().map(|(name, design)| {
        let value = serde_json::to_value(&design).expect("a design is JSON");
        (depth(&value), name)
    });
    let deepest = depths.max().expect("there are designs");
    assert!(deepest.0 < MAX_DEPTH, "{deepest:?}");
}

#[test]
fn any_design_becomes_any_other_by_the_difference_between_them() {
    let designs = designs();
    for (from, old) in &designs {
        for (to, new) in &designs {
            let mut design = old.clone();
            if let Some(patch) = patch::difference(old, new) {
                assert!(patch::apply(&mut design, &patch), "{from} to {to}");
            }
            assert_eq!(design, *new, "{from} to {to}");
        }
    }
}

#[test]
fn changes_are_told_against_the_design_before_the_step() {
    let design = (PRESETS[0].design)();
    let mut line = Line::of(&design);
    let settings = GENERATORS
        .iter()
        .position(|file| file.path.ends_with("zappa_settings.json"));
    let settings = settings.expect("there are settings for Zappa");
    assert_eq!(line.shown(settings, 0, 500, "").first_change, None);
    let mut typed = design.clone();
    // A step of two keystrokes is one change, told against the design before the first.
    for (key, region) in ["eu-west-", "eu-west-1"].into_iter().enumerate() {
        typed.region = region.into();
        line.change(&typed, key == 0);
    }
    let shown = line.shown(settings, 0, 500, "");
    let changed = shown.lines.iter().filter(|line| line.change.is_some());
    let lines: Vec<String> = changed
        .map(|line| line.pieces().map(|(_, _, text)| text).collect())
        .collect();
    assert!(
        !lines.is_empty() && lines.iter().all(|line| line.contains("eu-west-1")),
        "{lines:?}"
    );
    line.engine.rest();
    let told = line.told();
    let counts = told.iter().find_map(|tell| match tell {
        Tell::Counts(counts) => Some(counts),
        _ => None,
    });
    for (generator, count) in GENERATORS
        .iter()
        .zip(counts.expect("they are counted at rest"))
    {
        let differs = (generator.applies)(&typed)
            && (generator.print)(&design).text() != (generator.print)(&typed).text();
        assert_eq!(*count > 0, differs, "{}", generator.path);
    }
    // The text that may be copied next is here without being asked for.
    assert!(
        told.iter()
            .any(|tell| matches!(tell, Tell::Text(text) if text.file as usize == settings))
    );
}

#[test]
fn of_very_many_findings_each_severity_tells_some_and_counts_all() {
    let mut design = (PRESETS[0].design)();
    let stage = design.stages[0].clone();
    design.stages.extend((0..2_500).map(|_| stage.clone()));
    let told = Line::of(&design).told();
    let problems = told.iter().find_map(|tell| match tell {
        Tell::Problems(problems) => Some(problems),
        _ => None,
    });
    let problems = problems.expect("what is wrong is told");
    let errors = problems
        .found
        .iter()
        .filter(|found| found.severity == Severity::Error);
    assert_eq!(errors.count(), MOST_FINDINGS);
    assert!(problems.counts[0] >= 2_500);
    assert!(
        problems
            .found
            .iter()
            .any(|found| found.severity > Severity::Error)
    );
}

#[test]
fn an_archive_with_secrets_comes_only_when_somebody_wants_it_so() {
    let secret = model::Variable {
        name: "DB_PASSWORD".into(),
        value: "hunter2-secret".into(),
    };
    let mut design = (PRESETS[0].design)();
    design.functions[0].environment.push(secret);
    let mut line = Line::of(&design);
    while line.engine.work().is_some() {}
    let mut made = |contents| {
        line.ask(&Ask::Archive(contents));
        match line.engine.work() {
            Some(Done::Archive(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            _ => panic!("the archive is made at once"),
        }
    };
    assert_eq!(made(Contents::Harmless), "");
    let whole = made(Contents::Whole);
    assert!(whole.contains("design.json") && whole.contains("hunter2-secret"));
    let placeholders = made(Contents::Placeholders);
    assert!(placeholders.contains("design.json") && placeholders.contains("EXAMPLE-VALUE"));
    assert!(!placeholders.contains("hunter2"));
    // The README beside them is read, copied from and sent around; it holds none in any case.
    let made = generate::generate(&design);
    let readme = made.iter().find(|made| made.generator.path == "README.md");
    let readme = readme.expect("there is always one").document.text();
    assert!(readme.contains("--environment \"$(environment ") && !readme.contains("hunter2"));
}

#[test]
fn two_requests_for_the_archive_are_one_and_a_file_the_design_has_not_is_none() {
    let mut line = Line::of(&Design::default());
    let has = |generator: &&generate::Generator| (generator.applies)(&Design::default());
    let absent = GENERATORS.iter().position(|generator| !has(generator));
    let absent =
        u32::try_from(absent.expect("a bare design has not all files")).expect("few files");
    let archive = Ask::Archive(Contents::Harmless);
    for ask in [archive.clone(), archive, Ask::Text(absent)] {
        line.ask(&ask);
    }
    let mut archives = 0;
    while let Some(done) = line.engine.work() {
        match done {
            Done::Archive(_) => archives += 1,
            Done::Tell(Tell::Text(text)) => assert_eq!(text.text, None),
            _ => {}
        }
    }
    assert_eq!(archives, 1);
}

#[test]
fn nothing_of_a_design_that_begins_is_a_change() {
    let [first, second] = [0, 1].map(|place| (PRESETS[place].design)());
    let file = GENERATORS
        .iter()
        .position(|file| file.path == "design.json");
    let file = file.expect("every design has that file");
    let mut line = Line::of(&first);
    let changed = |shown: &Shown| {
        shown
            .lines
            .iter()
            .filter(|line| line.change.is_some())
            .count()
    };
    assert_eq!(changed(&line.shown(file, 0, u32::MAX, "")), 0);
    line.change(&second, true);
    assert_ne!(changed(&line.shown(file, 0, u32::MAX, "")), 0);
    // Said again after it was shown with its changes, and said at once.
    for design in [&second, &first] {
        line.begin(design);
        assert_eq!(changed(&line.shown(file, 0, u32::MAX, "")), 0);
        line.engine.rest();
        let counts = line.told().into_iter().find_map(|tell| match tell {
            Tell::Counts(counts) => Some(counts),
            _ => None,
        });
        assert_eq!(counts.map(|counts| counts.iter().sum()), Some(0));
    }
    let mut third = first.clone();
    third.name = "third".into();
    line.change(&third, true);
    assert_eq!(changed(&line.shown(file, 0, u32::MAX, "")), 1);
}

#[test]
fn a_difference_of_another_version_is_not_taken_over() {
    let mut line = Line::of(&(PRESETS[0].design)());
    let patch = r#"{"invented_later": true}"#.to_owned();
    assert!(!line.engine.hear(Ask::Change(Difference {
        patch,
        ..Difference::default()
    })));
    match Engine::ready() {
        Tell::Ready(ready) => assert_eq!(ready.build, BUILD),
        _ => panic!("the first message says which engine it is"),
    }
}

#[test]
fn nothing_is_told_before_there_is_a_design_and_nonsense_is_no_message() {
    let mut engine = Engine::default();
    assert!(engine.hear(Ask::Archive(Contents::Harmless)));
    assert!(engine.work().is_none());
    for text in ["", "{}", "[]", "\"reboot\"", r#"{"look": {"file": -1}}"#] {
        assert_eq!(Ask::read(text), None, "{text}");
    }
}

#[test]
fn rows_that_stay_are_not_told_again() {
    let design = (PRESETS[0].design)();
    let template = GENERATORS
        .iter()
        .position(|generator| generator.path == "sam/template.yaml");
    let template = template.expect("the file is known");
    let mut line = Line::of(&design);
    line.shown(template, 0, 300, "");
    let all = line.rows_told;
    assert!(all > 100, "{all}");
    let mut next = design.clone();
    // The first letter makes a line, which moves those below; the template has the text in two places, thirty rows apart.
    for (text, most) in [("a", all), ("ab", 40), ("abc", 40), ("", all)] {
        match &mut next.api {
            model::Api::Rest(api) => api.description = text.into(),
            _ => panic!("the first preset is a REST API"),
        }
        line.change(&next, false);
        let shown = shown_of(&line.told()).expect("the change is shown");
        let told = line.rows_told;
        assert!(told <= most, "{told} rows for {text:?}");
        let mut fresh = Line::of(&next);
        assert_eq!(text_of(&shown), text_of(&fresh.shown(template, 0, 300, "")));
    }
    // Who looks elsewhere is told all of it.
    line.shown(template, 40, 60, "");
    assert_eq!(line.rows_told, 60);
    line.shown(template, 40, 60, "/region");
    assert!(line.rows_told < 60, "{}", line.rows_told);
}

#[test]
fn the_beginning_of_a_large_file_is_told_before_the_rest_and_is_the_same() {
    let mut design = (PRESETS[0].design)();
    let route = design.routes[0].clone();
    for number in 0..400 {
        let mut route = route.clone();
        std::sync::Arc::make_mut(&mut route).path = format!("/item{number}");
        design.routes.push(route);
    }
    for path in ["sam/template.yaml", "openapi/openapi.yaml"] {
        let mut line = Line::of(&design);
        let file = GENERATORS
            .iter()
            .position(|generator| generator.path == path);
        let file = file.expect("the file is known");
        // The page is at rest when the design was opened.
        line.engine.rest();
        let before = line.shown(file, 0, 60, "");
        line.engine.rest();
        line.told();
        let mut next = design.clone();
        let description = "another description";
        match &mut next.api {
            model::Api::Rest(api) => api.description = description.into(),
            _ => panic!("the first preset is a REST API"),
        }
        line.change(&next, true);
        let quick = shown_of(&line.told()).expect("the beginning is told");
        line.engine.rest();
        let whole = shown_of(&line.told()).expect("the whole file is told in the pause");
        assert_eq!(quick.count, before.count, "{path}");
        assert_eq!(
            (&quick.lines, quick.first_change),
            (&whole.lines, whole.first_change),
            "{path}"
        );
        assert!(text_of(&quick).contains(description), "{path}");
        let printed = (GENERATORS[file].print)(&next);
        assert_eq!(whole.count as usize, printed.line_count());
    }
}

#[test]
fn the_keys_of_a_count_are_listed_when_somebody_asks_for_them() {
    let mut line = Line::of(&Design::default());
    let template = "Transform: AWS::Serverless-2016-10-31\nResources:\n  Table: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST}}\n  F: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.12, Handler: a.b, CodeUri: ., Events: {E: {Type: Api, Properties: {Path: /, Method: get}}}}}\n";
    let bytes = template.as_bytes().to_vec();
    line.engine.receive("template.yaml".into(), bytes, true);
    let mut drawn = |keys: &str| line.import_view("keys", keys);
    let closed = drawn("");
    assert!(closed.contains("keys kept as they are") && !closed.contains("Resources ›"));
    let kept = drawn("kept");
    assert!(
        kept.contains("Resources › Table") && kept.contains("line 3, column 3"),
        "{kept}"
    );
    assert!(!kept.contains("Events"), "{kept}");
    let said = drawn("represented");
    assert!(
        said.contains("Resources › F › Properties › Events"),
        "{said}"
    );
}

#[test]
fn of_many_routes_the_first_are_shown_and_more_when_somebody_asks() {
    let mut line = Line::of(&Design::default());
    let head = "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: python3.12\n      Handler: a.b\n      CodeUri: .\n      Events:\n".to_owned();
    let event = |number| {
        format!(
            "        E{number}: {{Type: Api, Properties: {{Path: /item{number}, Method: get}}}}\n"
        )
    };
    let template = (0..150).map(event).fold(head, |text, event| text + &event);
    line.engine
        .receive("template.yaml".into(), template.into_bytes(), true);
    let mut drawn = |rows: &str| line.import_view("rows", rows);
    let rows = |body: &str| body.matches("\"/item").count();
    let first = drawn("");
    assert_eq!(rows(&first), 100);
    assert!(first.contains("Show more (50 left)") && first.contains(r#"\"rows\":\"400\""#));
    let more = drawn("400");
    assert_eq!(rows(&more), 150);
    assert!(!more.contains("Show more"));
}

#[test]
fn a_kept_version_is_fetched_and_compared_with_the_design_as_it_is() {
    let design = (PRESETS[0].design)();
    let mut line = Line::of(&design);
    let id = "open".to_owned();
    line.ask(&Ask::Keep(KeepAsk {
        id: id.clone(),
        ..KeepAsk::default()
    }));
    line.ask(&Ask::Sheet(SheetAsk {
        place: 0,
        name: "compare".into(),
        names: vec!["with".into()],
        values: vec!["version 7".into()],
        ..SheetAsk::default()
    }));
    let mut ordered = Vec::new();
    while let Some(done) = line.engine.work() {
        if let Done::Order(order) = done {
            ordered.push(order);
        }
    }
    let order = Order::Compare(id, 7);
    assert_eq!(ordered, std::slice::from_ref(&order));
    let mut old = design;
    old.name = "of old".into();
    let text = model::write(&old);
    let told = Told::Text(order, Version::default(), text);
    assert_eq!(line.engine.told(told), None);
    let mut bodies = line.told().into_iter().filter_map(|tell| match tell {
        Tell::Sheet(sheet) => Some(sheet.body),
        _ => None,
    });
    let body = bodies.next_back().expect("the sheet is drawn again");
    assert!(body.contains("of old"), "{body}");
    // What was chosen is there when the sheet is opened anew, and the text is not fetched again.
    line.ask(&Ask::Close(0));
    line.ask(&Ask::Sheet(SheetAsk {
        place: 1,
        name: "compare".into(),
        ..SheetAsk::default()
    }));
    let told = line.told();
    let again = |tell: &Tell| matches!(tell, Tell::Sheet(sheet) if sheet.body.contains("of old"));
    assert!(told.iter().any(again));
}
