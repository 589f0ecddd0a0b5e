//! What is done about a finding: its mend, or silence with a reason; and everything that is silenced.

use std::collections::BTreeSet;

use super::piece::{Act, Piece, button, el, prose};
use super::{Drawn, Look};
use crate::diagnostic::Diagnostic;
use crate::judge;
use crate::model::{Design, Silenced, patch};
use crate::rules;
use crate::words;
use crate::words::Language;

words! {
    title: "Silenced problems", "抑制した問題";
    lead: "A problem that is silenced is not told any more, here and in gateway-studio check. An error stays as a warning.", "抑制した問題は、この画面と gateway-studio check で報告されなくなります。エラーは警告として残ります。";
    reason: "Why it may stay", "残してよい理由";
    silence: "Silence it", "抑制する";
    need_reason: "It needs a reason, which stays in the design.", "理由が必要です。理由は設計に保存されます。";
    cancel: "Cancel", "キャンセル";
    silenced_step(code): "Silenced {code}", "{code} を抑制";
    told_step(code): "Told {code} again", "{code} の抑制を解除";
    fixed_step(code): "Fixed {code}", "{code} を修正";
    none: "Nothing is silenced.", "抑制した問題はありません。";
    again: "Tell it again", "抑制を解除";
    gone: "The problem is gone. The entry only keeps quiet what comes back.", "この問題はもうありません。残しておくと、再発したときに見逃します。";
    take_out: "Take it out", "項目を削除";
    all_gone(count): "Take out all {count} whose problem is gone", "問題がなくなった{count}件をすべて削除";
    gone_step(count): "Took out {count} silenced problems that are gone", "なくなった問題の抑制を{count}件削除";
}

/// The control that holds which finding is meant: its code and its pointer.
const FINDING: &str = "finding";
/// The order to take out what silences nothing any more.
const TIDY: &str = "tidy";

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let wanted = look.arg(FINDING);
    let found = finding(look.design, wanted);
    let drawn = Drawn::new(title(t), body(look, wanted, found.as_ref()));
    let Some((design, step)) = changed(look, found) else {
        return drawn;
    };
    let patch = patch::difference(look.design, &design).unwrap_or_default();
    let act = Act::default().patch(&patch, &step);
    // The list of what is silenced stays open for the next one.
    let is_list = look.order.starts_with("tell") || look.order == TIDY;
    drawn.act(if is_list { act } else { act.close() })
}

/// The finding that `wanted` names.
fn finding(design: &Design, wanted: &str) -> Option<Diagnostic> {
    let (code, at) = wanted.split_once(' ')?;
    judge::finding(design, code, at)
}

/// The places of the entries whose problem is gone.
fn without_cause(design: &Design) -> BTreeSet<usize> {
    if design.silenced.is_empty() {
        return BTreeSet::new();
    }
    let open = judge::judge(design, None).open.into_iter();
    let gone = open.filter(|found| found.code == rules::CAUSE_GONE);
    gone.filter_map(|found| found.at.as_str().rsplit('/').next()?.parse().ok())
        .collect()
}

/// The design as the order makes it, and the name of the step.
fn changed(look: &Look, found: Option<Diagnostic>) -> Option<(Design, String)> {
    let (t, mut design) = (look.t, look.design.clone());
    if let Some(place) = look.order.strip_prefix("tell ") {
        let place: usize = place.parse().ok()?;
        if place >= design.silenced.len() {
            return None;
        }
        let gone = design.silenced.remove(place);
        return Some((design, told_step(t, &gone.code)));
    }
    if look.order == TIDY {
        let gone = without_cause(&design);
        let mut place = 0;
        design.silenced.retain(|_| {
            place += 1;
            !gone.contains(&(place - 1))
        });
        return (!gone.is_empty()).then(|| (design, gone_step(t, gone.len())));
    }
    let found = found?;
    if look.order == "fix" {
        design.mend(&found.fix?);
        return Some((design, fixed_step(t, &found.code)));
    }
    let reason = look.arg("reason").trim();
    if look.order != "silence" || reason.is_empty() {
        return None;
    }
    let entry = Silenced {
        code: found.code.to_string(),
        place: design.place_of(&found.at),
        reason: reason.to_owned(),
    };
    let is_same = |other: &Silenced| other.code == entry.code && other.place == entry.place;
    design.silenced.retain(|other| !is_same(other));
    design.silenced.push(entry);
    Some((design, silenced_step(t, &found.code)))
}

fn body(look: &Look, wanted: &str, found: Option<&Diagnostic>) -> Piece {
    let t = look.t;
    // The value goes along when the sheet is drawn again.
    let keep = el("input")
        .attr("type", "hidden")
        .attr("name", FINDING)
        .attr("value", wanted);
    let asked = found.map(|found| form(look, found));
    el("div")
        .child(keep)
        .child(el("p.lead").child(lead(t)))
        .child(asked)
        .child(list(look.design, t))
}

fn form(look: &Look, found: &Diagnostic) -> Piece {
    let t = look.t;
    let text = el("textarea.input")
        .attr("name", "reason")
        .attr("rows", 3)
        .attr("aria-describedby", "advice-need")
        .child(look.arg("reason"));
    let label = el("label.labelled")
        .child(el("span").child(reason(t)))
        .child(text);
    let is_ready = !look.arg("reason").trim().is_empty();
    let silence_it = button("primary", &Act::default().order("silence"))
        .flag("disabled", !is_ready)
        .child(silence(t));
    let cancel_it = button("", &Act::default().close()).child(cancel(t));
    el("div.card")
        .child(el("p").child(prose(&found.message, t)))
        .child(el("p.help").child(el("code").child(found.code.to_string())))
        .child(label)
        .child(el("p.help").attr("id", "advice-need").child(need_reason(t)))
        .child(el("p.actions").child(silence_it).child(cancel_it))
}

fn list(design: &Design, t: Language) -> Piece {
    if design.silenced.is_empty() {
        return el("p.help").child(none(t));
    }
    let gone_places = without_cause(design);
    let rows = design.silenced.iter().enumerate().map(|(place, entry)| {
        let tell = Act::default().order(&format!("tell {place}"));
        let is_gone = gone_places.contains(&place);
        let label = if is_gone { take_out(t) } else { again(t) };
        el("li.card")
            .child(
                el("p")
                    .child(el("code").child(entry.code.as_str()))
                    .child(" ")
                    .child(el("code").child(entry.place.as_str())),
            )
            .child(el("p").child(entry.reason.as_str()))
            .child(is_gone.then(|| el("p.help").child(gone(t))))
            .child(el("p.actions").child(button("", &tell).child(label)))
    });
    let rows = el("ul.bare").children(rows);
    if gone_places.len() < 2 {
        return rows;
    }
    let tidy = button("", &Act::default().order(TIDY)).child(all_gone(t, gone_places.len()));
    el("div").child(el("p.actions").child(tidy)).child(rows)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::keep::Shelf;
    use crate::model::read;
    use crate::sheet::{Incoming, draw};

    /// The design that an order makes.
    fn ordered(design: &Design, finding: &str, reason: &str, order: &str) -> Option<Design> {
        let args = [("finding", finding), ("reason", reason)];
        let args = args.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let (_, _, act) = draw(
            "advice",
            [design, design],
            (&Shelf::default(), &Incoming::default()),
            Language::En,
            &BTreeMap::from(args),
            order,
        )?;
        let act: serde_json::Value = serde_json::from_str(&act).ok()?;
        let mut design = design.clone();
        patch::apply(&mut design, act["patch"][0].as_str()?).then_some(design)
    }

    #[test]
    fn a_finding_is_mended_silenced_and_told_again() {
        let text = r#"{"name": "a", "region": "us-east-1", "stages": [{"name": "dev", "data_trace": true}]}"#;
        let design = read(text).design.expect("it is a design");
        let finding = "stage-data-trace-without-log /stages/0/data_trace";
        let fixed = ordered(&design, finding, "", "fix").expect("it is mended");
        assert!(!fixed.stages[0].data_trace);
        assert_eq!(ordered(&design, finding, " ", "silence"), None);
        let silenced = ordered(&design, finding, "a trial", "silence").expect("it is silenced");
        assert_eq!(silenced.silenced[0].place, "/stages/dev/data_trace");
        assert_eq!(silenced.silenced[0].reason, "a trial");
        let told = ordered(&silenced, "", "", "tell 0").expect("it is told again");
        assert_eq!(told, design);
        assert_eq!(ordered(&design, finding, "", ""), None);
    }

    #[test]
    fn what_silences_nothing_any_more_is_told_where_it_stands_and_taken_out() {
        let text = r#"{"name": "a", "region": "us-east-1", "stages": [{"name": "dev", "data_trace": true}], "silenced": [
            {"code": "region-unknown", "place": "/region", "reason": "one"},
            {"code": "stage-data-trace-without-log", "place": "/stages/dev/data_trace", "reason": "two"},
            {"code": "sam/no-such", "place": "/api", "reason": "three"}]}"#;
        let design = read(text).design.expect("it is a design");
        assert_eq!(without_cause(&design), BTreeSet::from([0, 2]));
        let left = ordered(&design, "", "", TIDY).expect("two are taken out");
        assert_eq!(left.silenced.len(), 1);
        assert_eq!(left.silenced[0].reason, "two");
        assert_eq!(ordered(&left, "", "", TIDY), None);
        let shelves = (&Shelf::default(), &Incoming::default());
        let args = BTreeMap::new();
        let shown = draw(
            "advice",
            [&design, &design],
            shelves,
            Language::En,
            &args,
            "",
        );
        let (_, body, _) = shown.expect("there is such a sheet");
        assert_eq!(body.matches(gone(Language::En)).count(), 2, "{body}");
    }
}
