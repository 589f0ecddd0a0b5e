//! What the archive of all files holds that opens doors, before somebody takes it.

use super::piece::{Act, Piece, button, el};
use super::share::named;
use super::{Drawn, Look};
use crate::model::Design;
use crate::share::private::{self, Found, SECRETS};
use crate::words;
use crate::words::Language;

words! {
    title: "The archive holds secrets", "zip には秘密の値が入ります";
    lead: "The files are made to be deployed, so these values stand in them as they are. Whoever gets the archive can read them.", "ファイルはデプロイ用なので、次の値がそのまま入ります。zip を受け取った人は誰でも読めます。";
    advice: "Kept in Secrets Manager or Parameter Store, and named in the variable, a secret stands in no file.", "Secrets Manager や Parameter Store に保存し、変数にその名前だけを書けば、秘密の値はどのファイルにも入りません。";
    none: "The design holds no passwords, tokens or keys.", "この設計にパスワード、トークン、キーは含まれていません。";
    whole: "Download as it is", "そのままダウンロード";
    placeholders: "Download with placeholders", "例示用の値に置き換えてダウンロード";
    placeholders_help: "With placeholders the files are for reading: deployed, they would set the placeholders.", "置き換えたファイルは人に見せるためのものです。デプロイすると例示用の値が設定されます。";
    held: "The files hold secrets as they are:", "ファイルには次の秘密の値がそのまま入ります:";
}

/// What the design holds that lets somebody in who knows it.
pub(crate) fn secrets(design: &Design) -> Vec<Found> {
    let found = private::find(design).into_iter();
    found
        .filter(|found| SECRETS.contains(&found.kind))
        .collect()
}

/// The design with placeholders in the place of these.
pub(crate) fn without_secrets(design: &Design) -> Design {
    private::replace(design, &SECRETS)
}

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let found = secrets(look.design);
    let download = |classes, contents, label| {
        button(classes, &Act::default().close().archive(contents)).child(label)
    };
    let actions = el("p.actions").child(download("primary", "whole", whole(t)));
    let body = el("div");
    let body = if found.is_empty() {
        body.child(el("p.lead").child(none(t))).child(actions)
    } else {
        let other = download("", "placeholders", placeholders(t));
        body.child(el("p.lead").child(lead(t)))
            .child(list(&found, t))
            .child(el("p.help").child(advice(t)))
            .child(actions.child(other))
            .child(el("p.help").child(placeholders_help(t)))
    };
    Drawn::new(title(t), body)
}

/// The same in a sheet that offers the files in another way; nothing where there are no secrets.
pub(super) fn warning(design: &Design, t: Language) -> Option<Piece> {
    let found = secrets(design);
    (!found.is_empty()).then(|| {
        el("div")
            .child(el("p.bad").child(held(t)))
            .child(list(&found, t))
    })
}

fn list(found: &[Found], t: Language) -> Piece {
    let items = found.iter().map(|found| el("li").child(named(found, t)));
    el("ul").children(items)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::keep::Shelf;
    use crate::model::preset::PRESETS;
    use crate::model::{Function, Variable};

    fn drawn(sheet: &str, design: &Design) -> String {
        let (_, body, _) = super::super::draw(
            sheet,
            [design, design],
            (&Shelf::default(), &crate::sheet::Incoming::default()),
            Language::En,
            &BTreeMap::new(),
            "",
        )
        .expect("the sheet is known");
        body
    }

    fn with(name: &str, value: &str) -> Design {
        let function = Function {
            environment: vec![Variable {
                name: name.into(),
                value: value.into(),
            }],
            ..Function::default()
        };
        Design {
            functions: vec![function],
            ..Design::default()
        }
    }

    #[test]
    fn secrets_are_named_before_the_files_are_taken_and_both_ways_are_offered() {
        let design = with("DB_PASSWORD", "hunter2-secret");
        let body = drawn("archive", &design);
        assert!(body.contains("Passwords and tokens (1)") && body.contains("hunter2-secret"));
        let [whole, placeholders] = ["whole", "placeholders"].map(|contents| {
            let act = Act::default().close().archive(contents).text();
            body.find(&serde_json::json!(act).to_string())
        });
        assert!(whole.is_some() && whole < placeholders, "{body}");
        assert!(drawn("take", &design).contains("hunter2-secret"));
        let clean = without_secrets(&design);
        assert_eq!(clean.functions[0].environment[0].value, "EXAMPLE-VALUE");
        assert!(!drawn("archive", &clean).contains("placeholders"));
        assert!(!drawn("take", &clean).contains("The files hold secrets"));
    }

    #[test]
    fn what_opens_no_door_is_no_secret() {
        let design = with("TABLE", "orders-987654321098");
        assert_eq!(secrets(&design), []);
        assert_eq!(without_secrets(&design), design);
        for preset in PRESETS {
            assert_eq!(secrets(&(preset.design)()), [], "{}", preset.name);
        }
    }
}
