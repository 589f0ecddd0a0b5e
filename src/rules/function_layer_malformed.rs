//! ARNs that are not those of layer versions.

use super::arn::{self, Arn};
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-layer-malformed",
    severity: Severity::Error,
    docs: "A layer is named by the ARN of one of its versions, \
           `arn:PARTITION:lambda:REGION:ACCOUNT:layer:NAME:VERSION`, in the function's region (AWS: Lambda API \
           Reference, CreateFunction, `Layers`).",
    bad: r#"{"functions": [{"name": "app", "layers": ["arn:aws:lambda:ap-northeast-1:123456789012:layer:pandas"]}]}"#,
    good: r#"{"region": "ap-northeast-1", "functions": [{"name": "app", "layers": ["arn:aws:lambda:ap-northeast-1:123456789012:layer:pandas:7"]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    let made = functions.filter(|(_, function)| !function.exists());
    let layers = made.flat_map(|(index, function)| {
        let at = Pointer::root().join("functions").join(index).join("layers");
        let layers = function.layers.iter().enumerate();
        layers.map(move |(number, arn)| (at.join(number), arn))
    });
    layers
        .filter_map(|(at, text)| {
            let Some(arn) = arn::parse(text).filter(is_layer) else {
                let message = sentence!(
                    "`{text}` is not the ARN of a layer's version",
                    "`{text}` はレイヤーバージョンの ARN ではありません",
                );
                return Some(Finding::at(at, message).help(sentence!(
                    "copy the version's ARN, which ends in a number, from the layer's page in the console",
                    "コンソールのレイヤーのページから、番号で終わるバージョンの ARN をコピーしてください",
                )));
            };
            let (region, elsewhere) = (design.region.as_str(), arn.region);
            if region.is_empty() || elsewhere == region {
                return None;
            }
            let message = sentence!(
                "the layer is in `{elsewhere}`, the function in `{region}`",
                "レイヤーは `{elsewhere}`、関数は `{region}` にあります",
            );
            Some(Finding::at(at, message).help(sentence!(
                "publish the layer in the function's region and use that ARN",
                "関数と同じリージョンでレイヤーを公開し、その ARN を指定してください",
            )))
        })
        .collect()
}

fn is_layer(arn: &Arn<'_>) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let parts: Vec<&str> = arn.resource.split(':').collect();
    match parts[..] {
        ["layer", name, version] => {
            arn.service == "lambda"
                && !name.is_empty()
                && name.chars().all(word)
                && !version.is_empty()
                && version.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    }
}
