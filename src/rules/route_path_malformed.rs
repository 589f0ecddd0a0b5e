//! Paths that API Gateway cannot make resources of.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Sentence, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-path-malformed",
    severity: Severity::Error,
    docs: "A path starts with `/`; each part is letters, digits and `._:-`, or `{name}`, or at \
           the end `{name+}` (AWS: API Gateway API Reference, CreateResource: \"Resource's path \
           part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at \
           the beginning and the end\"). An HTTP API has a route `$default`, too.",
    bad: r#"{"routes": [{"path": "/items/"}]}"#,
    good: r#"{"routes": [{"path": "/"}, {"path": "/v1/items:batch/{item-id}/{rest+}"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let routes = design.routes.iter().enumerate();
    let is_http = design.http().is_some();
    routes
        .filter(|(_, route)| !(is_http && route.is_default()))
        .filter_map(|(index, route)| {
            let (message, help) = fault(&route.path)?;
            let at = Pointer::root().join("routes").join(index).join("path");
            let parts = route.path.split('/').map(str::trim);
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            let plain = Some(format!("/{}", parts.join("/"))).filter(|path| {
                let mut routes = design.routes.iter();
                fault(path).is_none() && routes.all(|route| route.path != *path)
            });
            Some(Finding::at(at, message).rename(design, plain, |design, path| design.rename_path(index, path)).help(help))
        })
        .collect()
}

/// What is wrong with a path, and what to do.
fn fault(path: &str) -> Option<(Sentence, Sentence)> {
    let Some(rest) = path.strip_prefix('/') else {
        let is_empty = path.trim().is_empty();
        let what = if is_empty {
            sentence!("the path is empty", "パスが空です")
        } else {
            sentence!(
                "the path `{path}` does not start with `/`",
                "パス `{path}` が `/` で始まっていません"
            )
        };
        return Some((
            what,
            sentence!(
                "write the path from the root, for instance `/items/{{id}}`",
                "`/items/{{id}}` のように `/` から書いてください"
            ),
        ));
    };
    if rest.is_empty() || is_plain(rest) {
        return None;
    }
    let (before, last) = rest.rsplit_once('/').unwrap_or(("", rest));
    let before = before.split('/').filter(|_| last.len() < rest.len());
    let mut faults = before.map(|part| part_fault(part, false));
    faults
        .find_map(|fault| fault)
        .or_else(|| part_fault(last, true))
}

/// Whether nothing can be wrong with what stands behind the first slash, as with most paths.
fn is_plain(rest: &str) -> bool {
    let mut behind_slash = true;
    let fits = rest.bytes().all(|byte| {
        let is_slash = byte == b'/';
        let fits = !(is_slash && behind_slash)
            && (is_slash || byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-'));
        behind_slash = is_slash;
        fits
    });
    fits && !behind_slash
}

fn part_fault(part: &str, is_last: bool) -> Option<(Sentence, Sentence)> {
    if part.is_empty() {
        return Some((
            sentence!(
                "the path has an empty part between or after its slashes",
                "パスのスラッシュの間または末尾に空の部分があります"
            ),
            sentence!(
                "write one `/` between parts and none at the end",
                "区切りの `/` は1つだけにし、末尾の `/` は取ってください"
            ),
        ));
    }
    let word = |text: &str, extra: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
    };
    let Some(inner) = part
        .strip_prefix('{')
        .and_then(|part| part.strip_suffix('}'))
    else {
        if word(part, "._:-") {
            return None;
        }
        return Some((
            sentence!(
                "the part `{part}` of the path holds a character that API Gateway refuses",
                "パスの部分 `{part}` に API Gateway で使えない文字があります",
            ),
            sentence!(
                "use letters, digits, `.`, `_`, `:` and `-`, or braces around a whole part such as `{{id}}`",
                "英数字と `.`、`_`、`:`、`-` を使うか、`{{id}}` のように部分全体を波かっこで囲んでください",
            ),
        ));
    };
    let name = inner.strip_suffix('+').unwrap_or(inner);
    if !word(name, "._-") {
        return Some((
            sentence!(
                "`{part}` is not a path parameter",
                "`{part}` はパスパラメータにできません"
            ),
            sentence!(
                "name the parameter with letters, digits, `.`, `_` and `-`, for instance `{{id}}` or `{{proxy+}}`",
                "`{{id}}` や `{{proxy+}}` のように、英数字と `.`、`_`、`-` で名前を付けてください"
            ),
        ));
    }
    (name != inner && !is_last).then(|| {
        (
            sentence!(
                "the greedy part `{part}` is not the last one of its path",
                "すべてに一致する `{part}` がパスの最後にありません"
            ),
            sentence!(
                "move it to the end of the path, or take the `+` away",
                "パスの最後に置くか、`+` を取ってください"
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn a_path_is_judged_part_by_part() {
        let good = ["/", "/a", "/{a}", "/a.b_c-d:e", "/{a}/b/{c+}", "/{proxy+}"];
        assert!(good.iter().all(|path| fault(path).is_none()));
        let bad = [
            "", "a", "//", "/a/", "/a//b", "/{}", "/{+}", "/{a+}/b", "/a{b}", "/{a}b", "/a b",
            "/é", "/*", "/{a b}", "/{{a}}", "/a?b", "/{", "/}",
        ];
        assert!(bad.iter().all(|path| fault(path).is_some()));
    }
}
