//! What stands around a control: label, term, help, findings.

use gateway_studio::diagnostic::{Diagnostic, Pointer, Severity};
use web_sys::Event;

use super::About;
use crate::dom::{El, Node, el, many};
use crate::icon;
use crate::mend::mend;
use crate::place::place;
use crate::prose::finding;
use crate::reactive::{Memo, StoredValue, memo};
use crate::session::{tongue, workspace};
use crate::words::Word;

/// Label, control, help and findings, one below the other.
pub(super) fn frame(about: About, control: impl Into<Node>) -> Node {
    let label = el("label")
        .attr("for", about.id())
        .child(about.label.get(tongue()));
    let head = el("div.field-head").child(label).child(term(about));
    watched(el("div.field"), about)
        .child(head)
        .child(control)
        .child(foot(about))
        .into()
}

/// The same element; the lines that its field made are marked while the focus is inside.
pub(super) fn watched(element: El, about: About) -> El {
    let place = place();
    element.on("focusin", move |_: &Event| {
        place.focused.set(Some(about.at));
    })
}

/// The word of AWS, unless the label is that word.
pub(super) fn term(about: About) -> Node {
    let shown = !about.term.is_empty() && about.label.get(tongue()) != about.term;
    shown.then(|| el("span.term").child(about.term)).into()
}

/// Label and term of a group of controls.
pub(super) fn legend(about: About) -> Node {
    el("legend.field-head")
        .child(el("span.legend").child(about.label.get(tongue())))
        .child(term(about))
        .into()
}

/// Help and findings.
pub(super) fn foot(about: About) -> Node {
    let help = about.help.map(|help| {
        el("p.help")
            .id(format!("{}-help", about.id()))
            .child(help.get(tongue()))
    });
    many([help.into(), messages(about.at)])
}

/// Ids of what describes the control, for screen readers.
pub(super) fn described_by(about: &About) -> String {
    let id = about.id();
    if about.help.is_some() {
        format!("{id}-help {id}-messages")
    } else {
        format!("{id}-messages")
    }
}

/// Whether an error stands at a field.
pub(super) fn is_wrong(at: Pointer) -> Memo<bool> {
    let ws = workspace();
    let id = at.to_string();
    memo(move || {
        ws.findings.with(|found| {
            found
                .problems
                .iter()
                .any(|found| found.severity == Severity::Error && found.at == id)
        })
    })
}

/// Findings about exactly this field. A new one waits until typing pauses, one that is mended goes at once.
pub(crate) fn messages(at: Pointer) -> Node {
    let (ws, place, t) = (workspace(), place(), tongue());
    let id = at.to_string();
    let field = id.clone();
    let before = StoredValue::new(Vec::<Diagnostic>::new());
    let messages = memo(move || {
        let typing = place.typing.get() == Some(at);
        let known = |code: &str| {
            before.with_value(|before| before.iter().any(|message| message.code == code))
        };
        let now: Vec<Diagnostic> = ws.findings.with(|found| {
            let here = found.problems.iter().filter(|found| found.at == field);
            let here = here.filter(|found| !typing || known(&found.code));
            here.cloned().collect()
        });
        before.set_value(now.clone());
        now
    });
    let rows = move || {
        let row = |message: &Diagnostic| {
            let text = el("span.message").child(finding(message, t));
            el("li")
                .class(message.severity.as_str())
                .child(icon::severity(message.severity))
                .child(text.child(mend(message, &message.at)))
        };
        messages.with(|messages| messages.iter().map(row).collect::<Node>())
    };
    el("ul.messages")
        .id(format!("{id}-messages"))
        .live(rows)
        .into()
}

/// Fields that belong together.
pub(crate) fn group(title: Word, lead: Option<Word>) -> El {
    let t = tongue();
    el("section.group")
        .child(el("h3").child(title.get(t)))
        .child(lead.map(|lead| el("p.lead").child(lead.get(t))))
}
