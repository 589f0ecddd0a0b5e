//! The way in by the default URL, whose path begins with the stage.

use super::endpoint::INFIX;
use super::{Entered, inside, unknown};
use crate::diagnostic::Pointer;
use crate::model::{DEFAULT_STAGE, Design, RestApi};
use crate::sentence;
use crate::simulate::{Answer, Part, Reason, Request, Walk, Way};

/// Finds the stage that the path names.
pub(super) fn enter(
    design: &Design,
    request: &Request,
    entered: Entered,
    walk: &mut Walk,
) -> Way<Entered> {
    let host = &entered.host;
    let region = host.split(INFIX).nth(1);
    let region = region.and_then(|rest| rest.split('.').next());
    if region.is_some_and(|region| region != design.region && !design.region.is_empty()) {
        return other_region(design, walk);
    }
    let is_private = design.rest().is_some_and(RestApi::is_private);
    if is_private && request.vpc_endpoint.is_empty() {
        return private_api(design, request, walk);
    }
    if !is_private && !request.vpc_endpoint.is_empty() {
        return public_api(design, &request.vpc_endpoint, walk);
    }
    if design.api.closes_default_url() {
        return closed(design, walk);
    }
    walk.passed(
        Part::Address,
        Pointer::root().join("region"),
        sentence!(
            "`{host}` is the API's default host",
            "`{host}` は API の既定のホストです"
        ),
    );
    stage_of_path(design, entered, walk)
}

/// The stage that the first part of a path names, or the one without a part.
fn stage_of_path(design: &Design, entered: Entered, walk: &mut Walk) -> Way<Entered> {
    let first = entered.path.split('/').nth(1);
    let first = first.unwrap_or_default().to_owned();
    let place = |name: &str| design.stages.iter().position(|stage| stage.name == name);
    let at = |stage: usize| Pointer::root().join("stages").join(stage).join("name");
    if let Some(stage) = place(&first).filter(|_| first != DEFAULT_STAGE) {
        let mount = format!("/{first}");
        let inner = inside(&entered.path, &mount);
        walk.passed(
            Part::Stage,
            at(stage),
            sentence!(
                "`{mount}` is the stage `{first}`, routes are looked for in `{inner}`",
                "`{mount}` はステージ `{first}` で、ルートは `{inner}` から探します"
            ),
        );
        return Ok(Entered {
            stage,
            mount,
            inner,
            ..entered
        });
    }
    if let (Some(stage), true) = (place(DEFAULT_STAGE), design.http().is_some()) {
        let inner = entered.path.clone();
        walk.passed(
            Part::Stage,
            at(stage),
            sentence!(
                "`$default` has no part in the path, routes are looked for in `{inner}`",
                "`$default` はパスに現れないため、ルートは `{inner}` から探します"
            ),
        );
        return Ok(Entered {
            stage,
            inner,
            ..entered
        });
    }
    no_stage(design, (&entered.host, &first), walk)
}

fn other_region<T>(design: &Design, walk: &mut Walk) -> Way<T> {
    let region = &design.region;
    let answer = Answer::none(
        sentence!(
            "no API has that name there",
            "その名前の API はそこにありません"
        ),
        sentence!(
            "use the host of `{region}`",
            "`{region}` のホストを使ってください"
        ),
    );
    walk.stop(
        Part::Address,
        Pointer::root().join("region"),
        sentence!(
            "the API is in `{region}`, this host is in another region",
            "API は `{region}` にありますが、このホストは別のリージョンです"
        ),
        answer,
    )
}

fn private_api<T>(design: &Design, request: &Request, walk: &mut Walk) -> Way<T> {
    let api = Pointer::root().join("api").join(design.api.key());
    if !request.vpc.is_empty() {
        return without_endpoint(&request.vpc, api.join("vpc_endpoint_ids"), walk);
    }
    let answer = Answer::none(
        sentence!(
            "from the internet the name of a private API does not lead to it",
            "インターネットからはプライベート API に到達できません"
        ),
        sentence!(
            "ask from inside the VPC, or make the endpoint regional",
            "VPC の中からアクセスするか、エンドポイントを REGIONAL にしてください"
        ),
    );
    walk.stop(
        Part::Address,
        api.join("endpoint"),
        sentence!(
            "the API is private: its name leads to it inside a VPC with an endpoint alone",
            "API はプライベートです。名前解決できるのはエンドポイントのある VPC の中だけです"
        ),
        answer,
    )
}

/// Inside a VPC, too, only a VPC endpoint for `execute-api` leads to what is private.
pub(super) fn without_endpoint<T>(vpc: &str, at: Pointer, walk: &mut Walk) -> Way<T> {
    let answer = Answer::none(
        sentence!(
            "a VPC reaches private APIs and domains through a VPC endpoint for `execute-api` alone, and the request comes through none",
            "VPC からプライベート API やドメインに届くのは `execute-api` の VPC エンドポイント経由だけで、このリクエストはエンドポイントを通っていません"
        ),
        sentence!(
            "say through which VPC endpoint it comes; where the VPC has none, make one with private DNS",
            "どの VPC エンドポイントを通るかを指定してください。VPC にない場合は、プライベート DNS を有効にして作成してください"
        ),
    );
    let message = sentence!(
        "it comes out of `{vpc}`, but through no VPC endpoint",
        "`{vpc}` からのリクエストですが、VPC エンドポイントを通っていません"
    );
    walk.stop(Part::Address, at, message, answer)
}

/// With private DNS an endpoint for `execute-api` takes the names of all APIs (AWS: re:Post, "Why do I get an HTTP 403
/// Forbidden error when I connect to my API Gateway APIs from a VPC?").
fn public_api<T>(design: &Design, endpoint: &str, walk: &mut Walk) -> Way<T> {
    let api = Pointer::root().join("api").join(design.api.key());
    let answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "with private DNS the endpoint takes the default URLs of all APIs, and knows private ones alone",
            "プライベート DNS を有効にしたエンドポイントは、すべての API のデフォルト URL を受け取りますが、プライベート API しか扱えません"
        ),
        sentence!(
            "call a custom domain from there, or turn off the endpoint's private DNS",
            "VPC からはカスタムドメインを呼び出すか、エンドポイントのプライベート DNS を無効にしてください"
        ),
    );
    let message = sentence!(
        "the name leads to the VPC endpoint `{endpoint}`, and this API is not private",
        "名前は VPC エンドポイント `{endpoint}` に解決されますが、この API はプライベートではありません"
    );
    let at = if design.rest().is_some() {
        api.join("endpoint")
    } else {
        api
    };
    walk.stop(
        Part::Address,
        at,
        message,
        answer.because(Reason::NotPrivate),
    )
}

fn closed<T>(design: &Design, walk: &mut Walk) -> Way<T> {
    let api = Pointer::root().join("api").join(design.api.key());
    let (status, word) = unknown(design);
    let answer = Answer::refused(
        status,
        word,
        sentence!(
            "the API answers through its custom domain alone",
            "API が応答するのはカスタムドメインだけです"
        ),
        sentence!(
            "use the custom domain, or turn the default URL on",
            "カスタムドメインを使うか、デフォルト URL を有効にしてください"
        ),
    )
    .because(Reason::DefaultUrlOff);
    walk.stop(
        Part::Address,
        api.join("disable_execute_api_endpoint"),
        sentence!("the default URL is turned off", "デフォルト URL は無効です"),
        answer,
    )
}

fn no_stage<T>(design: &Design, (host, first): (&str, &str), walk: &mut Walk) -> Way<T> {
    let mut stages = design.stages.iter();
    let near = stages
        .clone()
        .find(|stage| stage.name.eq_ignore_ascii_case(first));
    let mend = match (near, stages.next()) {
        (Some(near), _) => {
            let name = &near.name;
            sentence!(
                "write `/{name}`: stage names tell upper from lower case",
                "`/{name}` と書いてください。ステージ名は大文字と小文字を区別します"
            )
        }
        (None, Some(stage)) if design.websocket().is_some() => {
            let name = &stage.name;
            sentence!(
                "connect to a stage, for instance `wss://{host}/{name}`",
                "`wss://{host}/{name}` のように、ステージに接続してください"
            )
        }
        (None, Some(stage)) => {
            let name = &stage.name;
            sentence!(
                "begin the path with a stage, for instance `/{name}/`; where a page links its styles and scripts without it, the app was not told its prefix: the generated handler tells it, a Dash app of your own must be given `/{name}/`",
                "パスを `/{name}/` のようにステージから始めてください。ページのスタイルやスクリプトのリンクにステージがない場合、アプリにプレフィックスが伝わっていません。生成されるハンドラーは自動で伝えますが、独自の Dash アプリでは `/{name}/` を指定してください"
            )
        }
        (None, None) => sentence!("add a stage", "ステージを追加してください"),
    };
    let (status, word) = unknown(design);
    let cause = sentence!(
        "the first part of the path names no stage",
        "パスの先頭がどのステージの名前でもありません"
    );
    let message = if first.is_empty() {
        sentence!(
            "the path names no stage",
            "パスにステージの名前がありません"
        )
    } else {
        sentence!(
            "no stage is called `{first}`",
            "`{first}` というステージはありません"
        )
    };
    walk.stop(
        Part::Stage,
        Pointer::root().join("stages"),
        message,
        Answer::refused(status, word, cause, mend).because(Reason::NoStage),
    )
}
