//! Web apps whose images and fonts arrive damaged.

use serde_json::json;

use super::{Finding, Rule, method::has_own_code};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{App, Design, Integration};
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

fn check(design: &Design) -> Vec<Finding> {
    let Some(_) = design.rest().filter(|rest| rest.binary_media_types.is_empty()) else {
        return Vec::new();
    };
    let serves_pages = matches!(design.app, App::Dash(_) | App::Django(_));
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    let answers = |integration: &Integration| matches!(integration, Integration::LambdaProxy { .. });
    if !serves_pages || has_own_code(design) || !methods.any(|method| answers(&method.integration)) {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join("rest").join("binary_media_types");
    let framework = design.app.framework();
    let message = sentence!(
        "without binary media types the images, fonts and compressed pages of a {framework} app arrive damaged",
        "バイナリメディアタイプがないため、{framework} アプリの画像、フォント、圧縮されたページが壊れて届きます",
    );
    vec![Finding::at(at, message).set(json!(["*/*"])).help(sentence!(
        "add `*/*`, which lets every answer through as it is",
        "すべての応答をそのまま通す `*/*` を追加してください",
    ))]
}
