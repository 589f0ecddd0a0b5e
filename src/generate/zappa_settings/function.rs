//! The one function that Zappa makes for each stage.

use super::authorizer;
use super::lost::loss;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::generate::name;
use crate::model::{Design, Function};
use crate::sentence;
use crate::text::json::Json;

/// What few functions have.
pub(super) fn print(json: &mut Json, function: &Function, at: Pointer) {
    if !function.layers.is_empty() && function.image().is_none() {
        json.at(at.join("layers"), |json| {
            list(json, "layers", &function.layers);
        });
    }
    if let Some(size) = function.ephemeral_storage_mib {
        json.object("ephemeral_storage", |json| {
            json.field_at(at.join("ephemeral_storage_mib"), "Size", size);
        });
    }
    if let Some(vpc) = &function.vpc {
        json.at(at.join("vpc"), |json| {
            json.object("vpc_config", |json| {
                list(json, "SubnetIds", &vpc.subnet_ids);
                list(json, "SecurityGroupIds", &vpc.security_group_ids);
            });
        });
    }
    if let Some(count) = function.reserved_concurrency {
        let at = at.join("reserved_concurrency");
        json.field_at(at, "lambda_concurrency", count);
    }
    if !function.alias.is_empty() {
        let at = at.join("alias");
        json.field_at(at, "apigateway_lambda_qualifier", &function.alias);
    }
}

fn list(json: &mut Json, key: &'static str, items: &[String]) {
    json.list(key, |json| items.iter().for_each(|item| json.item(item)));
}

/// Zappa deploys the first function only.
pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    if let Some(function) = design
        .functions
        .first()
        .filter(|function| function.exists())
    {
        lost.push(loss(
            Pointer::root().join("functions").join(0).join("arn"),
            sentence!(
                "Zappa makes a function of its own for each stage and does not call `{name}`",
                "Zappa はステージごとに自身の関数を作り、`{name}` は呼び出しません",
                name = function.name,
            ),
            sentence!(
                "deploy with SAM or the CLI script to call a function that exists",
                "既存の関数を呼び出すには SAM か CLI スクリプトでデプロイしてください"
            ),
        ));
    }
    for (index, function) in design.functions.iter().enumerate().skip(1) {
        let name = &function.name;
        if authorizer::is_covered(design, name) {
            continue;
        }
        lost.push(loss(
            Pointer::root().join("functions").join(index),
            sentence!(
                "Zappa deploys one function; `{name}` is left out",
                "Zappa がデプロイする関数は1つで、`{name}` は含まれません"
            ),
            sentence!("deploy it with SAM", "SAM でデプロイしてください"),
        ));
    }
    if let Some(function) = design.functions.first() {
        lost_of_settings(design, function, lost);
    }
}

/// What Zappa does not make of its one function.
fn lost_of_settings(design: &Design, function: &Function, lost: &mut Vec<Diagnostic>) {
    if function.exists() {
        return;
    }
    let at = Pointer::root().join("functions").join(0);
    if function.image().is_some() {
        lost.push(loss(
            at.join("package"),
            sentence!(
                "Zappa uploads a ZIP file of the app; its images are none of Lambda's own kind",
                "Zappa はアプリの ZIP ファイルをアップロードします。Zappa 用のイメージは通常の Lambda のものとは異なります"
            ),
            sentence!(
                "deploy with SAM or the CLI script, or build an image with `zappa save-python-settings-file` and pass it to `zappa deploy --docker-image-uri`",
                "SAM か CLI スクリプトでデプロイするか、`zappa save-python-settings-file` を使って作ったイメージを `zappa deploy --docker-image-uri` に渡してください"
            ),
        ));
    }
    if !function.alias.is_empty() {
        let stage = design.stages.first().map_or("STAGE", |stage| &stage.name);
        let name = name::zappa_deployed(design, stage);
        let alias = &function.alias;
        lost.push(loss(
            at.join("alias"),
            sentence!(
                "Zappa's API calls the alias `{alias}`, which Zappa neither makes nor moves: until it is there every request fails",
                "Zappa の API はエイリアス `{alias}` を呼び出しますが、Zappa はその作成も移動もしません。作るまで全リクエストが失敗します"
            ),
            sentence!(
                "run `aws lambda create-alias --function-name {name}` after `zappa deploy`, and `update-alias` after each `zappa update`, for each stage's function",
                "ステージの関数ごとに、`zappa deploy` の後で `aws lambda create-alias --function-name {name}` を、`zappa update` のたびに `update-alias` を実行してください"
            ),
        ));
    }
}
