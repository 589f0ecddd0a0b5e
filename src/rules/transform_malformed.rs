//! Changes on the way through that API Gateway refuses.

use super::transform::{Side, is_reserved};
use super::{Finding, Rule, method::methods, token::is_token};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{ChangeAction, ChangePlace, Design, Variable, change, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "transform-malformed",
    severity: Severity::Error,
    docs: "An HTTP API changes headers and the query string (`append:`, `overwrite:`, `remove:`), the path of a request \
           (`overwrite:path`) and the status of an answer (`overwrite:statuscode`), of answers by their status from 200 \
           to 599. A value is text, `$request.header.x`, `$context.x`, `$stageVariables.x` and the like, several of them \
           in `${…}`; some headers are reserved (AWS: API Gateway developer guide, \"Transform API requests and \
           responses for HTTP APIs in API Gateway\").",
    bad: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"transform": {"request": [{"name": "append:header.Authorization", "value": "x"}]}}]}]}"#,
    good: r#"{"api": {"http": {}}, "routes": [{"path": "/", "methods": [{"transform": {"request": [{"name": "append:header.X-Id", "value": "$context.requestId"}]}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.http().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, route, method) in methods(design) {
        let at = at.join("transform");
        let parameters = tree::parameters(&route.path);
        of_list(
            &method.transform.request,
            at.join("request"),
            Side::Request(&parameters),
            &mut found,
        );
        let responses = &method.transform.responses;
        for (index, response) in responses.iter().enumerate() {
            let at = at.join("responses").join(index);
            let status = response.status;
            let again = responses[..index].iter().any(|one| one.status == status);
            if again || !(200..=599).contains(&status) {
                let message = sentence!(
                    "`{status}` is no status of an answer, or stands there twice",
                    "`{status}` は応答のステータスではないか、重複しています"
                );
                found.push(Finding::at(at.join("status"), message).help(sentence!(
                    "use a number from 200 to 599, each once",
                    "200 から 599 までの数値を重複なく指定してください",
                )));
            }
            of_list(&response.changes, at.join("changes"), Side::Response, &mut found);
        }
    }
    found
}

fn of_list(list: &[Variable], at: Pointer, side: Side<'_>, found: &mut Vec<Finding>) {
    for (index, one) in list.iter().enumerate() {
        let (at, name, value) = (at.join(index), &one.name, &one.value);
        let Some((action, place)) = change(name).filter(|(_, place)| side.has(*place) && is_named(*place))
        else {
            let message = sentence!("`{name}` is no change that an HTTP API makes here", "`{name}` は HTTP API がここで行える変更ではありません");
            found.push(Finding::at(at.join("name"), message).help(match side {
                Side::Request(_) => sentence!(
                    "write `append:`, `overwrite:` or `remove:` before `header.NAME` or `querystring.NAME`, or `overwrite:path`",
                    "`header.名前` か `querystring.名前` の前に `append:`、`overwrite:`、`remove:` を付けるか、`overwrite:path` を指定してください",
                ),
                Side::Response => sentence!(
                    "write `append:`, `overwrite:` or `remove:` before `header.NAME`, or `overwrite:statuscode`",
                    "`header.名前` の前に `append:`、`overwrite:`、`remove:` を付けるか、`overwrite:statuscode` を指定してください",
                ),
            }));
            continue;
        };
        if let ChangePlace::Header(header) = place
            && is_reserved(header)
        {
            let message = sentence!(
                "API Gateway keeps the header `{header}` to itself",
                "ヘッダー `{header}` は API Gateway が予約しています"
            );
            found.push(Finding::at(at.join("name"), message).help(sentence!(
                "use another header, or set it in the function or the server",
                "別のヘッダーを使うか、関数やサーバーで設定してください",
            )));
        }
        if list[..index].iter().any(|other| other.name == *name) {
            let message = sentence!("`{name}` stands there twice", "`{name}` が重複しています");
            found.push(Finding::at(at.join("name"), message).help(sentence!(
                "keep one; a value holds several with `${{…}} ${{…}}`",
                "1つにまとめてください。値には `${{…}} ${{…}}` のように複数書けます",
            )));
        }
        let fits = match (action, place) {
            (ChangeAction::Remove, _) => true,
            (_, ChangePlace::Status) => is_status(value) || (value.contains('$') && side.knows(value)),
            _ => side.knows(value),
        };
        if !fits {
            let message = sentence!("`{value}` is no value that `{name}` can take", "`{value}` は `{name}` に使える値ではありません");
            found.push(Finding::at(at.join("value"), message).help(match side {
                Side::Request(_) => sentence!(
                    "write text, `$request.header.NAME`, `$request.path.NAME` of the route, `$context.requestId`, or several in `${{…}}`",
                    "文字列、`$request.header.名前`、ルートの `$request.path.名前`、`$context.requestId`、または `${{…}}` の組み合わせを指定してください",
                ),
                Side::Response => sentence!(
                    "write text, `$response.header.NAME`, `$context.requestId`, several in `${{…}}`, or a status from 200 to 599",
                    "文字列、`$response.header.名前`、`$context.requestId`、`${{…}}` の組み合わせ、またはステータス(200～599)を指定してください",
                ),
            }));
        }
    }
}

/// Whether a header is one.
fn is_named(place: ChangePlace<'_>) -> bool {
    match place {
        ChangePlace::Header(name) => is_token(name),
        _ => true,
    }
}

fn is_status(value: &str) -> bool {
    value.parse().is_ok_and(|status: u32| (200..=599).contains(&status))
}
