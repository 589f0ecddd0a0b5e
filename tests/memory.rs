//! What the engine holds of a large design. Memory of WebAssembly never shrinks, so the most that was ever held at
//! once is what counts.
//!
//! Bytes are counted as they are asked for on this machine, where the design itself takes twice of what it takes in
//! WebAssembly; `tests/e2e/timings.mjs` measures the page.

#![expect(clippy::print_stdout, reason = "what is measured is printed")]

use std::sync::Arc;

use gateway_studio::engine::{Ask, Difference, Done, Engine, KeepAsk, Look};
use gateway_studio::generate::GENERATORS;
use gateway_studio::model::{Api, Design, Method, Route, Verb, patch, preset::PRESETS};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The design that the page's times are measured with.
fn large(routes: usize) -> Design {
    let mut design = (PRESETS[0].design)();
    let method = |verb| Method {
        verb,
        ..design.routes[0].methods[0].clone()
    };
    let more = (design.routes.len()..routes).map(|number| Route {
        path: format!("/group{}/item{number}", number / 40),
        methods: vec![method(Verb::Get), method(Verb::Post)],
        ..Route::default()
    });
    let more: Vec<Arc<Route>> = more.map(Arc::new).collect();
    design.routes.extend(more);
    design
}

/// The messages of a page that opens a design, looks at its template, and edits it, with pauses; an empty one is a pause.
struct Messages {
    known: Design,
    texts: Vec<String>,
}

impl Messages {
    /// The first preset, as the page begins.
    fn begin() -> Self {
        let mut messages = Self {
            known: Design::default(),
            texts: Vec::new(),
        };
        messages.change((PRESETS[0].design)(), false);
        messages
    }

    fn ask(&mut self, ask: &Ask) {
        self.texts.push(ask.write());
    }

    fn change(&mut self, design: Design, keep: bool) {
        let patch = patch::difference(&self.known, &design).expect("something changed");
        self.known = design;
        self.ask(&Ask::Change(Difference {
            keep,
            patch,
            ..Difference::default()
        }));
        self.texts.push(String::new());
    }

    /// A letter more in the description.
    fn key(&mut self, keep: bool) {
        let mut design = self.known.clone();
        if let Api::Rest(rest) = &mut design.api {
            rest.description.push('x');
        }
        self.change(design, keep);
    }

    fn look(&mut self, path: &str, first: u32) {
        let file = GENERATORS.iter().position(|one| one.path == path);
        let file = u32::try_from(file.expect("it is a file")).expect("there are few files");
        self.ask(&Ask::Look(Look {
            file,
            first,
            count: 60,
            ..Look::default()
        }));
        self.texts.push(String::new());
    }

    fn keep(&mut self) {
        self.ask(&Ask::Keep(KeepAsk {
            id: "one".into(),
            ..KeepAsk::default()
        }));
    }
}

/// What an engine holds at most, and at the end.
fn held(texts: &[String]) -> (usize, usize) {
    let before = MEMORY.current_usage();
    let (mut engine, mut most) = (Engine::default(), 0);
    let mut note = |what: &str| {
        let peak = MEMORY.peak_usage() - before;
        if peak > most + most / 50 {
            println!("{peak:>10} bytes at once: {what}");
            most = peak;
        }
        MEMORY.reset_peak_usage();
    };
    MEMORY.reset_peak_usage();
    for (number, text) in texts.iter().enumerate() {
        if text.is_empty() {
            engine.rest();
        } else {
            // It comes in as a text of the engine's own.
            let text = text.clone();
            assert!(engine.hear(Ask::read(&text).expect("it is a message")));
        }
        note(&format!("message {number}"));
        while let Some(done) = engine.work() {
            // It goes out as a text.
            let text = match &done {
                Done::Tell(tell) => tell.write(),
                _ => String::new(),
            };
            note(text.get(..10).unwrap_or_default());
        }
    }
    let now = MEMORY.current_usage() - before;
    println!("{now:>10} bytes at the end");
    (most, now)
}

#[test]
fn a_large_design_takes_little_more_than_it_is_and_edits_take_nothing() {
    let mut messages = Messages::begin();
    messages.look("README.md", 0);
    messages.change(large(5_000), true);
    messages.keep();
    messages.look("sam/template.yaml", 0);
    messages.key(true);
    messages.key(false);
    let mut design = messages.known.clone();
    Arc::make_mut(&mut design.routes[2_500]).path.push('x');
    messages.change(design, true);
    messages.look("sam/template.yaml", 100_000);
    messages.known = Design::default();
    let (most, now) = held(&messages.texts);
    assert!(most < 16_000_000, "{most} bytes at once");
    assert!(now < 9_500_000, "{now} bytes");

    let after = |edits: usize| {
        let mut messages = Messages::begin();
        messages.change(large(40), true);
        messages.look("sam/template.yaml", 0);
        (0..edits).for_each(|edit| messages.key(edit % 20 == 0));
        held(&messages.texts)
    };
    let ((few, few_now), (many, many_now)) = (after(5), after(45));
    // The description is longer by so many letters, wherever it stands.
    assert!(many < few + 20_000, "{few} bytes at once became {many}");
    assert!(
        many_now < few_now + 10_000,
        "{few_now} bytes became {many_now}"
    );
}
