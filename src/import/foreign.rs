//! Files of other tools, which the studio does not read: what they are, and how their gateway can be had in a format that
//! it reads.

use super::finding::Finding;
use super::node::{Node, Place};
use crate::diagnostic::{Sentence, Severity};
use crate::sentence;

/// How much of a text shows what it is.
const HEAD: usize = 20_000;

/// A text of another tool that is no text of values, told by its first lines.
pub(super) fn text(text: &str, at: Place) -> Option<Finding> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    let first = head.trim_start();
    if first.starts_with('<') {
        let is = |start: &str| {
            let begins = first.get(..start.len());
            begins.is_some_and(|begins| begins.eq_ignore_ascii_case(start))
        };
        let (what, help) = if is("<!doctype html") || is("<html") {
            page()
        } else if is("<?xml") {
            (sentence!("XML", "XML"), collect())
        } else {
            return None;
        };
        return Some(say(at, what, help));
    }
    let mut lines = head.lines().map(str::trim_start);
    let is_block = |line: &str| {
        let blocks = [
            "resource \"",
            "provider \"",
            "module \"",
            "variable \"",
            "data \"",
        ];
        let is_named = blocks.iter().any(|block| line.starts_with(block));
        line == "terraform {" || (is_named && line.trim_end().ends_with('{'))
    };
    if lines.clone().any(is_block) {
        return Some(say(
            at,
            sentence!("Terraform", "Terraform の設定"),
            collect(),
        ));
    }
    let is_import = |line: &str| {
        let begins = ["import ", "const ", "export "];
        let is_script = begins.iter().any(|start| line.starts_with(start));
        is_script && line.contains("aws-cdk")
    };
    let is_cdk = |line: &str| {
        is_import(line) || line.starts_with("from aws_cdk") || line.starts_with("import aws_cdk")
    };
    lines.any(is_cdk).then(|| {
        say(
            at,
            sentence!("a program of the AWS CDK", "AWS CDK のプログラム"),
            synth(),
        )
    })
}

/// A document of another tool, or any that is of no format.
pub(super) fn document(root: &Node) -> Finding {
    let has = |keys: &[&str]| keys.iter().all(|key| root.get(key).is_some());
    let known: [(bool, Sentence, Sentence); 7] = [
        (
            has(&["service", "provider"]) || has(&["provider", "functions"]),
            sentence!(
                "a file of the Serverless Framework",
                "Serverless Framework の設定"
            ),
            sentence!(
                "run `serverless package` and open the template that it makes, `.serverless/cloudformation-template-update-stack.json`",
                "`serverless package` を実行し、生成された `.serverless/cloudformation-template-update-stack.json` を開いてください"
            ),
        ),
        (
            has(&["app_name", "stages"]) || has(&["app_name", "version"]),
            sentence!("settings of AWS Chalice", "AWS Chalice の設定"),
            sentence!(
                "run `chalice package out` and open `out/sam.json`",
                "`chalice package out` を実行し、`out/sam.json` を開いてください"
            ),
        ),
        (
            has(&["app", "context"]) || has(&["app", "watch"]),
            sentence!("settings of the AWS CDK", "AWS CDK の設定"),
            synth(),
        ),
        (
            has(&["terraform_version", "resources"]) || has(&["format_version", "planned_values"]),
            sentence!(
                "a state or a plan of Terraform",
                "Terraform のステートまたはプラン"
            ),
            collect(),
        ),
        (
            has(&["default", "version"]) && root.find(&["default", "deploy"]).is_some(),
            sentence!("`samconfig.toml`", "`samconfig.toml`"),
            sentence!(
                "open the template beside it, `template.yaml`",
                "同じフォルダーの `template.yaml` を開いてください"
            ),
        ),
        (
            has(&["services"])
                && root.find(&["services"]).is_some_and(|services| {
                    let mut services = services.entries().iter();
                    services.any(|one| {
                        ["image", "build"]
                            .iter()
                            .any(|key| one.value.get(key).is_some())
                    })
                }),
            sentence!("a file of Docker Compose", "Docker Compose の設定"),
            files(),
        ),
        (
            has(&["Statement"]) || has(&["PolicyDocument"]),
            sentence!("an IAM policy", "IAM ポリシー"),
            sentence!(
                "choose a resource policy in the studio, or open the template or the definition that holds this one",
                "リソースポリシーはスタジオで選ぶか、これを含むテンプレートや定義を開いてください"
            ),
        ),
    ];
    let found = known.into_iter().find(|(is, ..)| *is);
    found.map_or_else(
        || unknown(root.at),
        |(_, what, help)| say(root.at, what, help),
    )
}

/// An answer of a web server, such as a sign-in page in place of a file.
fn page() -> (Sentence, Sentence) {
    (
        sentence!("a web page", "ウェブページ"),
        sentence!(
            "a download that needed a sign-in, or failed, leaves a page in place of the file: fetch the file again",
            "ログインが必要なダウンロードや失敗したダウンロードでは、ファイルの代わりにページが保存されます。ファイルを取得し直してください"
        ),
    )
}

fn collect() -> Sentence {
    sentence!(
        "when the API is deployed, collect it from AWS with the command for a live API",
        "API がデプロイ済みなら、「稼働中の API」のコマンドで AWS から取得してください"
    )
}

fn synth() -> Sentence {
    sentence!(
        "run `cdk synth` and open the template that it prints",
        "`cdk synth` を実行し、出力されたテンプレートを開いてください"
    )
}

fn say(at: Place, what: Sentence, help: Sentence) -> Finding {
    let (en, ja) = (what.en, what.ja);
    let message = sentence!(
        "this is {en}, which the studio does not read",
        "{ja}です。スタジオでは読み込めません"
    );
    Finding::new("format-foreign", Severity::Error, at, message).help(help)
}

fn unknown(at: Place) -> Finding {
    let message = sentence!(
        "it is readable, but of no format that the studio knows",
        "読み取れましたが、スタジオの知らない形式です"
    );
    Finding::new("format-unknown", Severity::Error, at, message).help(files())
}

/// What the studio reads.
pub(super) fn files() -> Sentence {
    sentence!(
        "open a Zappa settings file, a SAM or CloudFormation template, an OpenAPI file, or a design of the studio",
        "Zappa の設定、SAM または CloudFormation のテンプレート、OpenAPI、スタジオの設計のいずれかを開いてください",
    )
}
