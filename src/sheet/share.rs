//! A link that holds the design, without what is nobody else's business.

use super::piece::{Act, Piece, button, el};
use super::{Drawn, Look};
use crate::model::{self, Design};
use crate::share::private::{self, Found, Kind};
use crate::share::{self, LONGEST_LINK};
use crate::words;
use crate::words::Language;

words! {
    title: "Share this design", "この設計を共有";
    lead: "The link holds the whole design. What stands behind # is read by the browser alone and reaches no server; whoever has the link can open it.", "リンクには設計全体が入ります。「#」より後ろはブラウザだけが読み、どのサーバーにも送られません。リンクを持つ人は誰でも開けます。";
    replace: "Private in this design: put placeholders in their place", "この設計に含まれる非公開の値: 例示用の値に置き換える";
    nothing_private: "No account IDs, ARNs, keys, passwords, variable values or e-mail addresses were found in this design.", "アカウント ID、ARN、キー、パスワード、変数の値、メールアドレスはこの設計に見つかりませんでした。";
    accounts: "Account IDs", "アカウント ID";
    arns: "ARNs", "ARN";
    keys: "Keys", "キー";
    secrets: "Passwords and tokens", "パスワードとトークン";
    variables: "Values of environment and stage variables", "環境変数とステージ変数の値";
    emails: "E-mail addresses", "メールアドレス";
    and_more(count): "and {count} more", "ほか{count}件";
    reveals(kinds): "Whoever opens the link will read: {kinds}.", "リンクを開いた人に見えるもの: {kinds}";
    separator: ", ", "、";
    still_yours: "Your own design keeps its values.", "手元の設計の値は変わりません。";
    the_link(count): "Link ({count} characters)", "リンク({count}文字)";
    too_long(count, most): "The link would have {count} characters. Chats and mail programs cut links of more than {most}, so send the file instead: it is opened with “Open file…” or by dropping it onto the page.", "リンクが{count}文字になります。{most}文字を超えるリンクはチャットやメールで切れることがあるため、ファイルを送ってください。「ファイルを開く…」か、ページへのドロップで開けます。";
    copy: "Copy the link", "リンクをコピー";
    copied: "The link is copied.", "リンクをコピーしました。";
    save: "Save as file", "ファイルに保存";
}

/// Values of one kind that are shown; the rest is counted.
const MOST: usize = 3;
/// Letters of a value that are shown.
const LETTERS: usize = 48;

const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Account => "account",
        Kind::Arn => "arn",
        Kind::Key => "key",
        Kind::Secret => "secret",
        Kind::Variable => "variable",
        Kind::Email => "email",
    }
}

fn label(kind: Kind, t: Language) -> &'static str {
    match kind {
        Kind::Account => accounts(t),
        Kind::Arn => arns(t),
        Kind::Key => keys(t),
        Kind::Secret => secrets(t),
        Kind::Variable => variables(t),
        Kind::Email => emails(t),
    }
}

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let found = private::find(look.design);
    let is_kept = |found: &&Found| look.arg(name(found.kind)) == "false";
    let replaced: Vec<_> = found.iter().filter(|found| !is_kept(found)).collect();
    let replaced: Vec<_> = replaced.iter().map(|found| found.kind).collect();
    let kept: Vec<_> = found.iter().filter(is_kept).collect();
    let design = private::replace(look.design, &replaced);
    let body = el("div").child(el("p.lead").child(lead(t)));
    let body = if found.is_empty() {
        body.child(el("p.help").child(nothing_private(t)))
    } else {
        body.child(ticks(&found, look))
    };
    let body = body.child((!kept.is_empty()).then(|| {
        let kinds: Vec<_> = kept.iter().map(|found| label(found.kind, t)).collect();
        el("p.bad").child(reveals(t, kinds.join(separator(t))))
    }));
    let done = if look.order == "copied" {
        copied(t)
    } else {
        ""
    };
    let done = el("p.help").attr("role", "status").child(done);
    Drawn::new(title(t), body.child(taken(&design, look)).child(done))
}

/// What is private, by kind, each with a box that is ticked at first.
fn ticks(found: &[Found], look: &Look) -> Piece {
    let t = look.t;
    let ticks = found.iter().map(|found| {
        let input = el("input")
            .attr("type", "checkbox")
            .attr("name", name(found.kind))
            .flag("checked", look.arg(name(found.kind)) != "false");
        el("label.tick").child(input).child(named(found, t))
    });
    let legend = el("legend").child(replace(t));
    el("fieldset.ticks.one")
        .child(legend)
        .children(ticks)
        .child(el("p.help").child(still_yours(t)))
}

/// A kind with its values, of which a few are shown.
pub(super) fn named(found: &Found, t: Language) -> Piece {
    let rest = found.values.len().saturating_sub(MOST);
    let values = found.values.iter().take(MOST).map(|value| {
        let mut shown: String = value.chars().take(LETTERS).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        el("code").child(shown)
    });
    let values = el("span.values")
        .children(values)
        .child((rest > 0).then(|| el("span").child(and_more(t, rest))));
    el("span.tick-text")
        .child(format!("{} ({})", label(found.kind, t), found.values.len()))
        .child(values)
}

/// The link, or the file where that is too long.
fn taken(design: &Design, look: &Look) -> Piece {
    let t = look.t;
    let link = format!("{}#{}", look.arg("address"), share::link(design));
    let save_it = Act::default().save(
        &model::file_name(&design.name),
        "application/json",
        &model::write(design),
    );
    if link.len() > LONGEST_LINK {
        let why = too_long(t, link.len(), LONGEST_LINK);
        let file = button("primary", &save_it).child(save(t));
        return el("div.taken")
            .child(el("p.bad").child(why))
            .child(el("p.actions").child(file));
    }
    let copy_it = Act::default().copy(&link).order("copied");
    let actions = el("p.actions")
        .child(button("primary", &copy_it).child(copy(t)))
        .child(button("", &save_it).child(save(t)));
    let text = el("textarea.input.share-link")
        .attr("id", "share-link")
        .attr("readonly", "")
        .attr("rows", 4)
        .attr("spellcheck", "false")
        .child(link.as_str());
    let caption = el("label")
        .attr("for", "share-link")
        .child(the_link(t, link.len()));
    el("div.taken").child(caption).child(text).child(actions)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::keep::Shelf;
    use crate::model::Function;

    fn drawn(design: &Design, args: &[(&str, &str)]) -> String {
        let args = args.iter();
        let args: BTreeMap<_, _> = args.map(|(k, v)| ((*k).into(), (*v).into())).collect();
        let (_, body, _) = super::super::draw(
            "share",
            [design, design],
            (&Shelf::default(), &crate::sheet::Incoming::default()),
            Language::En,
            &args,
            "",
        )
        .expect("the sheet is known");
        body
    }

    #[test]
    fn what_is_private_is_named_and_left_out_until_somebody_wants_it_in() {
        let design = Design {
            account_id: "987654321098".into(),
            ..Design::default()
        };
        let link = |body: &str| {
            let link = body.split("http://x/#").nth(1).expect("there is a link");
            let link = link.split(['"', '\\']).next().unwrap_or_default();
            share::follow(link).expect("it opens").0.account_id
        };
        let body = drawn(&design, &[("address", "http://x/")]);
        assert!(body.contains("987654321098") && body.contains("Account IDs (1)"));
        assert_eq!(link(&body), "111122223333");
        let body = drawn(&design, &[("address", "http://x/"), ("account", "false")]);
        assert_eq!(link(&body), "987654321098");
        assert!(body.contains("Whoever opens the link will read: Account IDs."));
    }

    #[test]
    fn a_link_that_would_be_cut_is_not_offered() {
        let noise = |number: u32| {
            let scattered = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            Function {
                name: format!("{scattered:x}"),
                ..Function::default()
            }
        };
        let design = Design {
            functions: (0..2_000).map(noise).collect(),
            ..Design::default()
        };
        let body = drawn(&design, &[]);
        assert!(!body.contains("Copy the link") && body.contains("Save as file"));
    }
}
