//! What a text says: the parts of an ARN, what a path matches.

use gateway_studio::model::tree;

use crate::dom::{El, Node, el, many};
use crate::session::tongue;
use crate::words::{self as w, Word};

/// The parts of an ARN as labelled chips; nothing while it is none.
pub(super) fn arn_parts(text: &str) -> Node {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [scheme, _, service, region, account, resource] = parts[..] else {
        return Node::from(None::<El>);
    };
    if scheme != "arn" {
        return Node::from(None::<El>);
    }
    let t = tongue();
    let labelled: [(Word, &str); 4] = [
        (w::arn_service, service),
        (w::arn_region, region),
        (w::arn_account, account),
        (w::arn_resource, resource),
    ];
    let known = labelled.into_iter().filter(|(_, part)| !part.is_empty());
    let chips = known.map(|(label, part)| {
        el("span.part")
            .child(el("span").child(label.get(t)))
            .child(el("code").child(part.to_owned()))
    });
    chips.collect()
}

/// What a path matches, in words and with examples.
pub(super) fn path_matches(path: &str) -> Node {
    let t = tongue();
    let parts = tree::parts(path);
    let head = |count: usize| format!("/{}", parts[..count].join("/"));
    let greedy = parts.last().is_some_and(|part| tree::is_greedy(part));
    let parameters: Vec<&str> = parts
        .iter()
        .filter_map(|part| tree::parameter(part))
        .collect();
    let before = if greedy {
        head(parts.len() - 1)
    } else {
        head(parts.len())
    };
    let text = match (parts.is_empty(), greedy) {
        (true, _) => w::matches_root.get(t).to_owned(),
        (_, true) if before == "/" => w::matches_everything.get(t).to_owned(),
        (_, true) => w::matches_below(t, &before),
        (_, false) if parameters.is_empty() => w::matches_exactly(t, &before),
        (_, false) => w::matches_parameters(t, parameters.join(", ")),
    };
    let filled = |deep: bool| {
        let sample = parts.iter().map(|part| match tree::parameter(part) {
            Some(_) if tree::is_greedy(part) => {
                if deep {
                    "a/b/c"
                } else {
                    "a"
                }
            }
            Some(_) => "42",
            None => part,
        });
        format!("/{}", sample.collect::<Vec<_>>().join("/"))
    };
    let yes = if greedy {
        format!("{}  {}", filled(false), filled(true))
    } else {
        filled(false)
    };
    let no = if greedy {
        before
    } else {
        format!("{}/more", filled(false).trim_end_matches('/'))
    };
    let examples = el("p.examples")
        .child(el("span").child(w::matched.get(t)))
        .child(el("code").child(yes))
        .child(el("span").child(w::not_matched.get(t)))
        .child(el("code").child(no));
    many([el("p.matches").child(text).into(), examples.into()])
}
