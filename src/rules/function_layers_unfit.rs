//! Layers that a function cannot take.

use serde_json::json;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-layers-unfit",
    severity: Severity::Error,
    docs: "A function takes five layers at most, and an image none: what they would bring belongs into the image \
           (AWS: Lambda developer guide, \"Managing Lambda dependencies with layers\").",
    bad: r#"{"functions": [{"name": "app", "package": {"image": {"uri": ""}}, "layers": ["arn:aws:lambda:ap-northeast-1:123456789012:layer:pandas:7"]}]}"#,
    good: r#"{"functions": [{"name": "app", "package": "zip", "layers": ["arn:aws:lambda:ap-northeast-1:123456789012:layer:pandas:7"]}]}"#,
    check,
};

const MAX: usize = 5;

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    let made = functions.filter(|(_, function)| !function.exists() && !function.layers.is_empty());
    made.filter_map(|(index, function)| {
        let at = Pointer::root().join("functions").join(index).join("layers");
        let count = function.layers.len();
        if function.image().is_some() {
            let message = sentence!(
                "a function that runs an image takes no layers",
                "コンテナイメージの関数ではレイヤーを使えません"
            );
            Some(Finding::at(at, message).set(json!([])).help(sentence!(
                "install what they bring in the image, or package the function as a ZIP file",
                "レイヤーの内容をイメージにインストールするか、パッケージを ZIP に変更してください",
            )))
        } else if count > MAX {
            let message = sentence!(
                "the function has {count} layers, Lambda takes {MAX}",
                "レイヤーが{count}個あります(上限は{MAX}個)",
            );
            Some(Finding::at(at, message).help(sentence!(
                "merge some of them into one layer",
                "複数のレイヤーを1つにまとめてください",
            )))
        } else {
            None
        }
    })
    .collect()
}
