//! Web apps whose images and fonts arrive damaged.

use serde_json::json;

use super::method::{has_own_code, methods};
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{App, Design, Method, Route, Verb};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "binary-types-missing-for-assets",
    severity: Severity::Warning,
    docs: "A REST API hands on what a function answers as text in UTF-8, also when it is marked as Base64, unless its binary \
           media types fit: images, fonts and compressed pages of a web app arrive damaged (AWS: API Gateway developer \
           guide, \"Return binary media from a Lambda proxy integration in API Gateway\").",
    bad: r#"{"app": {"dash": {}}, "api": {"rest": {"binary_media_types": []}}, "functions": [{"name": "f"}], "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    good: r#"{"app": {"dash": {}}, "api": {"rest": {"binary_media_types": ["*/*"]}}, "functions": [{"name": "f"}], "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    check,
};

/// What such an app serves that is no text: its icon, pictures and fonts beside its pages.
const ASSETS: [&str; 5] = ["image/png", "image/x-icon", "image/gif", "image/jpeg", "font/woff2"];

/// The first kind of file that no binary media type fits.
fn missing(types: &[String]) -> Option<&'static str> {
    let fits = |kind: &str, asset: &str| {
        let any = kind.strip_suffix("/*");
        kind == "*/*" || kind.eq_ignore_ascii_case(asset) || any.is_some_and(|any| asset.split('/').next() == Some(any))
    };
    let mut assets = ASSETS.into_iter();
    assets.find(|asset| !types.iter().any(|kind| fits(kind, asset)))
}

fn check(design: &Design) -> Vec<Finding> {
    let short = design.rest().and_then(|rest| missing(&rest.binary_media_types));
    let Some(missing) = short else {
        return Vec::new();
    };
    // Of code that came with a template only its routes tell whether it may be a whole app.
    let is_own = has_own_code(design);
    let serves_pages = matches!(design.app, App::Dash(_) | App::Django(_));
    let answers = |route: &Route, method: &Method| {
        let is_whole = method.verb == Verb::Any && (route.path == "/" || route.path.ends_with("+}"));
        method.integration.is_lambda_proxy() && (is_whole || !is_own)
    };
    if !serves_pages || !methods(design).any(|(_, route, method)| answers(route, method)) {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join("rest").join("binary_media_types");
    let framework = if is_own { "web" } else { design.app.framework() };
    let is_empty = design.rest().is_some_and(|rest| rest.binary_media_types.is_empty());
    let message = if is_empty { sentence!(
        "without binary media types the images, fonts and compressed pages of a {framework} app arrive damaged",
        "バイナリメディアタイプがないため、{framework} アプリの画像、フォント、圧縮されたページが壊れて届きます",
    ) } else { sentence!(
        "`{missing}` is not among the binary media types, so such files of a {framework} app arrive damaged",
        "バイナリメディアタイプに `{missing}` がないため、{framework} アプリのその種類のファイルが壊れて届きます",
    ) };
    vec![Finding::at(at, message).set(json!(["*/*"])).help(sentence!(
        "add `*/*`, which lets every answer through as it is",
        "すべての応答をそのまま通す `*/*` を追加してください",
    ))]
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn a_list_is_enough_when_it_holds_all_that_is_served() {
        for (types, wanted) in [
            (&["*/*"][..], None),
            (&["image/*", "font/*"], None),
            (&["image/png", "image/x-icon", "image/gif", "image/jpeg", "font/woff2", "font/woff"], None),
            (&["image/png"], Some("image/x-icon")),
            (&["image/*"], Some("font/woff2")),
            (&["application/pdf"], Some("image/png")),
            (&[], Some("image/png")),
        ] {
            let types: Vec<String> = types.iter().map(|&kind| kind.to_owned()).collect();
            assert_eq!(missing(&types), wanted, "{types:?}");
        }
    }
}
