//! What Zappa cannot express of routes and methods.

use super::loss;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::model::{Design, MethodCache, RouteCors, Verb, tree};
use crate::sentence;

/// Zappa always makes `ANY /` and `ANY /{proxy+}` to one function.
pub(super) fn of_routes(design: &Design, lost: &mut Vec<Diagnostic>) {
    for (index, route) in design.routes.iter().enumerate() {
        let at = Pointer::root().join("routes").join(index);
        let covered = matches!(tree::parts(&route.path)[..], [] | ["{proxy+}"])
            && route.methods.iter().all(|method| method.verb == Verb::Any);
        if !covered {
            let path = &route.path;
            lost.push(loss(
                at,
                sentence!("Zappa makes only `ANY /` and `ANY /{{proxy+}}`; `{path}` is not set apart", "Zappa が作るのは `ANY /` と `ANY /{{proxy+}}` だけで、`{path}` は区別されません"),
                sentence!("requests still reach the app; for gateway settings of its own deploy with SAM or the CLI script", "リクエストはアプリに届きます。個別の設定には SAM か CLI スクリプトを使ってください"),
            ));
        }
        for (number, method) in route.methods.iter().enumerate() {
            let at = at.join("methods").join(number);
            let own = method
                .authorization
                .as_ref()
                .is_some_and(|own| *own != design.access.authorization)
                || method
                    .api_key_required
                    .is_some_and(|own| own != design.access.api_key_required);
            if own {
                lost.push(loss(
                    at,
                    sentence!(
                        "Zappa has one authorization for all methods",
                        "Zappa のオーソライザーは全メソッド共通の1つです"
                    ),
                    sentence!(
                        "deploy with SAM or the CLI script to protect single methods",
                        "メソッドごとの保護には SAM か CLI スクリプトを使ってください"
                    ),
                ));
            }
        }
    }
    for (path, parts) in [("/", &[][..]), ("/{proxy+}", &["{proxy+}"])] {
        let made = design.routes.iter().any(|route| {
            tree::parts(&route.path) == parts
                && route.methods.iter().any(|method| method.verb == Verb::Any)
        });
        if !made {
            lost.push(loss(
                Pointer::root().join("routes"),
                sentence!("Zappa makes `ANY {path}` as well, which the design does not have", "Zappa は設計にない `ANY {path}` も作ります"),
                sentence!("the app answers there, too; deploy with SAM or the CLI script to keep these paths closed", "そこでもアプリが応答します。閉じておくには SAM か CLI スクリプトを使ってください"),
            ));
        }
    }
}

/// Zappa sends every request to its one function, and lets the gateway wait as long as it can.
pub(super) fn of_backends(design: &Design, lost: &mut Vec<Diagnostic>) {
    for (index, route) in design.routes.iter().enumerate() {
        let at = Pointer::root().join("routes").join(index);
        for (number, method) in route.methods.iter().enumerate() {
            let at = at.join("methods").join(number);
            let (verb, path) = (method.verb.as_str(), &route.path);
            if !method.integration.is_lambda_proxy() {
                lost.push(loss(
                    at.join("integration"),
                    sentence!(
                        "Zappa has no other backend than its function: the app gets `{verb} {path}`, too",
                        "Zappa のバックエンドは関数だけで、`{verb} {path}` もアプリに届きます"
                    ),
                    sentence!(
                        "let the app answer it, or deploy with SAM or the CLI script",
                        "アプリで応答するか、SAM か CLI スクリプトでデプロイしてください"
                    ),
                ));
            }
            if method.timeout_ms.is_some() {
                lost.push(loss(
                    at.join("timeout_ms"),
                    sentence!(
                        "Zappa's gateway waits for `{verb} {path}` as long as for everything",
                        "Zappa のゲートウェイが `{verb} {path}` を待つ時間は変えられません"
                    ),
                    sentence!(
                        "shorten the function's timeout, or deploy with SAM or the CLI script",
                        "関数のタイムアウトを短くするか、SAM か CLI スクリプトでデプロイしてください"
                    ),
                ));
            }
        }
    }
}

/// Zappa's stages know all methods or none.
pub(super) fn of_methods(design: &Design, lost: &mut Vec<Diagnostic>) {
    let help = || {
        sentence!(
            "deploy with SAM or the CLI script where single methods differ",
            "メソッドごとに変えるには SAM か CLI スクリプトを使ってください"
        )
    };
    for (index, route) in design.routes.iter().enumerate() {
        let at = Pointer::root().join("routes").join(index);
        if design.rest().is_some() && route.cors != RouteCors::Api {
            let path = &route.path;
            let message = sentence!(
                "Zappa's preflight is the same for all routes, `{path}` has none of its own",
                "Zappa のプリフライトは全ルート共通で、`{path}` だけの設定はできません"
            );
            lost.push(loss(at.join("cors"), message, help()));
        }
        let at = at.join("methods");
        for (number, method) in route.methods.iter().enumerate() {
            let at = at.join(number);
            let (verb, path) = (method.verb.as_str(), &route.path);
            if design.rest().is_some() && !method.request.is_empty() {
                let message = sentence!(
                    "Zappa declares and checks nothing of requests of `{verb} {path}`",
                    "Zappa は `{verb} {path}` のリクエストを定義も検証もしません"
                );
                lost.push(loss(at.join("request"), message, help()));
            }
            if design.http().is_some() && method.transformed().is_some() {
                let message = sentence!(
                    "Zappa changes nothing of requests and answers of `{verb} {path}`",
                    "Zappa は `{verb} {path}` のリクエストと応答を変更しません"
                );
                lost.push(loss(at.join("transform"), message, help()));
            }
            if method.throttle.is_some() {
                let message = sentence!(
                    "Zappa sets no throttle for `{verb} {path}`",
                    "Zappa は `{verb} {path}` のスロットリングを設定しません"
                );
                lost.push(loss(at.join("throttle"), message, help()));
            }
            if design.rest().is_some() && method.cache != MethodCache::Stage {
                let message = sentence!(
                    "Zappa sets no caching for `{verb} {path}`",
                    "Zappa は `{verb} {path}` のキャッシュを設定しません"
                );
                lost.push(loss(at.join("cache"), message, help()));
            }
        }
    }
}

/// Whether the design has just what Zappa makes: everything, under one authorization.
pub(in crate::generate::zappa_settings) fn is_whole(design: &Design) -> bool {
    let mut routes = Vec::new();
    of_routes(design, &mut routes);
    of_backends(design, &mut routes);
    routes.is_empty()
}
