//! Settings for many routes at once: what is left alone, and what all their methods get.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::piece::{Act, Piece, button, el, many};
use super::{Drawn, Look, Word};
use crate::model::{
    Authorization, Design, HttpProxy, Integration, Method, MethodCache, Refusal, RouteCors,
    Throttle, patch, tree,
};
use crate::words;
use crate::words::Language;

words! {
    title: "Set many routes at once", "複数のルートをまとめて設定";
    chosen(count): "Selected routes: {count}", "選択中のルート: {count}";
    and_more(count): "and {count} more", "ほか{count}件";
    none_chosen: "No route is selected. Select routes in the tree first.", "ルートが選択されていません。先にツリーで選択してください。";
    leave: "Leave as it is", "変更しない";
    as_api: "As the API says", "API の設定に従う";
    as_stage: "As each stage says", "各ステージの設定に従う";
    authorization: "Authorization", "認可";
    nobody: "None: anybody may call", "なし(誰でも呼び出せる)";
    key: "API key", "API キー";
    required: "Required", "必須";
    not_required: "Not required", "不要";
    cors: "CORS", "CORS";
    off: "Off", "オフ";
    cache: "Cache", "キャッシュ";
    throttle: "Throttling", "スロットリング";
    own_limits: "Limits of their own", "独自の制限";
    rate: "Requests per second", "1秒あたりのリクエスト数";
    burst: "Burst", "バースト";
    bad_limits: "The limits are two numbers, the second a whole one.", "制限は2つの数値で、2つ目は整数です。";
    backend: "Answered by", "応答するもの";
    server: "Another server (HTTP)", "別のサーバー(HTTP)";
    address: "Address", "アドレス";
    address_help: "{id} stands for the path parameter of that name.", "{id} には同名のパスパラメータが入ります。";
    move_to: "Move below", "移動先";
    move_help: "A path such as /v2; what is below the routes moves with them. Empty leaves them where they are.", "/v2 などのパス。下のルートも一緒に移動します。空なら移動しません。";
    no_greedy: "Nothing can follow a greedy part such as {proxy+}.", "{proxy+} のようにすべてを受ける部分の下には置けません。";
    no_inside: "A route cannot go below itself.", "ルートを自身の下には移動できません。";
    taken: "Another route has that path already.", "そのパスは別のルートで使われています。";
    no_move: "The root cannot move.", "ルート(/)は移動できません。";
    apply(count): "Change {count} routes", "{count}件のルートを変更";
    apply_one: "Change 1 route", "1件のルートを変更";
    nothing: "Nothing changes yet", "まだ変更はありません";
    step(count): "Set {count} routes", "{count}件のルートを設定";
    step_one: "Set 1 route", "1件のルートを設定";
}

/// Paths that are listed; the rest is counted.
const MOST: usize = 12;

pub(super) fn draw(look: &Look) -> Drawn {
    let (t, design) = (look.t, look.design);
    let routes = chosen_routes(look);
    if routes.is_empty() {
        return Drawn::new(title(t), el("p.empty").child(none_chosen(t)));
    }
    let (changed, wrong) = match changed(look, &routes) {
        Ok(changed) => (changed, None),
        Err(wrong) => (design.clone(), Some(wrong)),
    };
    let pairs = design.routes.iter().zip(&changed.routes);
    let count = pairs.filter(|(old, new)| old != new).count();
    let body = el("div")
        .child(paths(look, &routes))
        .child(form(look))
        .child(wrong.map(|why| {
            // What nobody typed yet is not wrong.
            let is_bare = look.arg("rate").is_empty() && look.arg("burst").is_empty();
            let is_asked = is_bare && look.arg("throttle") == "own";
            el(if is_asked { "p.help" } else { "p.bad" }).child(why(t))
        }))
        .child(el("p.actions").child(apply_button(t, count)));
    let drawn = Drawn::new(title(t), body);
    if look.order == "apply" && count > 0 {
        let patch = patch::difference(design, &changed).unwrap_or_default();
        let step = if count == 1 {
            step_one(t).to_owned()
        } else {
            step(t, count)
        };
        return drawn.act(Act::default().patch(&patch, &step).close());
    }
    drawn
}

/// Places of the routes, as the page named them.
fn chosen_routes(look: &Look) -> Vec<usize> {
    let places = look.arg("routes").split(',');
    let places = places.filter_map(|place| place.parse().ok());
    places
        .filter(|place| *place < look.design.routes.len())
        .collect()
}

fn paths(look: &Look, routes: &[usize]) -> Piece {
    let t = look.t;
    let some = routes.iter().take(MOST);
    let tags = some
        .map(|route| el("li").child(el("code").child(look.design.routes[*route].path.as_str())));
    let rest = routes.len().saturating_sub(MOST);
    let more = (rest > 0).then(|| el("li").child(and_more(t, rest)));
    let held = el("input")
        .attr("type", "hidden")
        .attr("name", "routes")
        .attr("value", look.arg("routes"));
    many([
        el("p.lead").child(chosen(t, routes.len())),
        el("ul.tags").children(tags).child(more),
        held,
    ])
}

fn apply_button(t: Language, count: usize) -> Piece {
    let text = match count {
        0 => nothing(t).to_owned(),
        1 => apply_one(t).to_owned(),
        _ => apply(t, count),
    };
    button("primary", &Act::default().order("apply"))
        .flag("disabled", count == 0)
        .child(text)
}

/// A label and a choice below it; the first choice leaves things alone.
fn select(look: &Look, name: &str, label: Word, options: &[(String, String)]) -> Piece {
    let first = (String::new(), leave(look.t).to_owned());
    let options = [first].into_iter().chain(options.iter().cloned());
    let options = options.map(|(value, text)| {
        el("option")
            .attr("value", &value)
            .flag("selected", look.arg(name) == value)
            .child(text)
    });
    let id = format!("bulk-{name}");
    el("div.field")
        .child(el("label").attr("for", &id).child(label(look.t)))
        .child(
            el("select.input")
                .attr("id", &id)
                .attr("name", name)
                .children(options),
        )
}

/// A label and an input below it.
fn input(look: &Look, name: &str, label: Word, help: Option<Word>) -> Piece {
    let id = format!("bulk-{name}");
    el("div.field")
        .child(el("label").attr("for", &id).child(label(look.t)))
        .child(
            el("input.input.code")
                .attr("type", "text")
                .attr("id", &id)
                .attr("name", name)
                .attr("value", look.arg(name))
                .attr("spellcheck", false),
        )
        .child(help.map(|help| el("p.help").child(help(look.t))))
}

fn form(look: &Look) -> Piece {
    let (t, design) = (look.t, look.design);
    let option = |value: &str, text: &str| (value.to_owned(), text.to_owned());
    let mut guards = vec![
        option("api", as_api(t)),
        option("none", nobody(t)),
        option("iam", "AWS_IAM"),
    ];
    let authorizers = design.access.authorizers.iter();
    guards.extend(authorizers.map(|found| option(&format!("={}", found.name), &found.name)));
    let keys = [
        option("api", as_api(t)),
        option("true", required(t)),
        option("false", not_required(t)),
    ];
    let cross = [option("api", as_api(t)), option("off", off(t))];
    let caches = [option("stage", as_stage(t)), option("off", off(t))];
    let limits = [option("stage", as_stage(t)), option("own", own_limits(t))];
    let functions = design.functions.iter();
    let mut backends: Vec<_> = functions
        .map(|found| option(&format!("={}", found.name), &found.name))
        .collect();
    backends.push(option("http", server(t)));
    let rest = design.rest().is_some();
    let own = look.arg("throttle") == "own";
    let elsewhere = look.arg("backend") == "http";
    el("div.bulk")
        .child(select(look, "authorization", authorization, &guards))
        .child(
            design
                .http()
                .is_none()
                .then(|| select(look, "key", key, &keys)),
        )
        .child(rest.then(|| select(look, "cors", cors, &cross)))
        .child(rest.then(|| select(look, "cache", cache, &caches)))
        .child(select(look, "throttle", throttle, &limits))
        .child(own.then(|| input(look, "rate", rate, None)))
        .child(own.then(|| input(look, "burst", burst, None)))
        .child(select(look, "backend", backend, &backends))
        .child(elsewhere.then(|| input(look, "uri", address, Some(address_help))))
        .child(input(look, "move", move_to, Some(move_help)))
}

/// The design with what was chosen, or why it cannot be.
fn changed(look: &Look, routes: &[usize]) -> Result<Design, Word> {
    let mut design = look.design.clone();
    let limits = match look.arg("throttle") {
        "own" => Some(Some(own_throttle(look).ok_or(bad_limits as Word)?)),
        "stage" => Some(None),
        _ => None,
    };
    for index in routes {
        let Some(route) = design.routes.get_mut(*index) else {
            continue;
        };
        let mut new = (**route).clone();
        match look.arg("cors") {
            "api" => new.cors = RouteCors::Api,
            "off" => new.cors = RouteCors::Off,
            _ => {}
        }
        for method in &mut new.methods {
            set(method, look);
            if let Some(limits) = limits {
                method.throttle = limits;
            }
        }
        // Routes that stay as they are stay shared.
        if **route != new {
            *route = Arc::new(new);
        }
    }
    let target = look.arg("move").trim();
    if !target.is_empty() {
        move_all(&mut design, routes, target)?;
    }
    Ok(design)
}

fn own_throttle(look: &Look) -> Option<Throttle> {
    let rate_limit: f64 = look.arg("rate").trim().parse().ok()?;
    let burst_limit = look.arg("burst").trim().parse().ok()?;
    let throttle = Throttle {
        rate_limit,
        burst_limit,
    };
    (rate_limit.is_finite() && rate_limit >= 0.0).then_some(throttle)
}

fn set(method: &mut Method, look: &Look) {
    let own = match look.arg("authorization") {
        "" => None,
        "api" => Some(None),
        "none" => Some(Some(Authorization::None)),
        "iam" => Some(Some(Authorization::Iam)),
        name => name
            .strip_prefix('=')
            .map(|name| Some(Authorization::Authorizer(name.to_owned()))),
    };
    if let Some(own) = own
        && method.authorization != own
    {
        method.authorization = own;
        // They are scopes of the authorizer that was.
        method.authorization_scopes.clear();
    }
    match look.arg("key") {
        "api" => method.api_key_required = None,
        "true" => method.api_key_required = Some(true),
        "false" => method.api_key_required = Some(false),
        _ => {}
    }
    match look.arg("cache") {
        "stage" => method.cache = MethodCache::Stage,
        "off" => method.cache = MethodCache::Off,
        _ => {}
    }
    match look.arg("backend") {
        "http" if !look.arg("uri").is_empty() => {
            method.integration = Integration::HttpProxy(HttpProxy {
                uri: look.arg("uri").trim().to_owned(),
                ..HttpProxy::default()
            });
        }
        name => {
            if let Some(name) = name.strip_prefix('=') {
                match method.function_mut() {
                    // A mapping that was written for it stays.
                    Some(function) => name.clone_into(function),
                    None => {
                        method.integration = Integration::LambdaProxy {
                            function: name.to_owned(),
                        }
                    }
                }
            }
        }
    }
}

/// Moves the routes with what is below them; one that lies below another one of them goes with it.
fn move_all(design: &mut Design, routes: &[usize], target: &str) -> Result<(), Word> {
    // In the order of the tree, where what is below a node follows it.
    let paths: BTreeMap<Vec<String>, usize> = routes
        .iter()
        .map(|route| {
            let parts = tree::parts(&design.routes[*route].path).into_iter();
            (parts.map(str::to_owned).collect(), *route)
        })
        .collect();
    let paths: Vec<(String, usize)> = paths
        .into_iter()
        .map(|(parts, route)| (tree::joined("/", &parts), route))
        .collect();
    if paths.iter().any(|(path, _)| path == "/") {
        return Err(no_move);
    }
    let nodes: Vec<_> = paths
        .iter()
        .map(|(path, route)| (&**path, Some(*route)))
        .collect();
    design.move_nodes(&nodes, target).map_or_else(
        |why| {
            Err(match why {
                Refusal::Greedy(_) => no_greedy,
                Refusal::Inside(_) => no_inside,
                Refusal::Taken(_) | Refusal::Nothing => taken,
            })
        },
        |_| Ok(()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Route;
    use crate::model::preset::PRESETS;

    fn look_at(design: &Design, args: &[(&str, &str)], order: &str) -> String {
        let args = args.iter();
        let args: BTreeMap<String, String> = args
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let shelf = crate::keep::Shelf::default();
        let drawn = crate::sheet::draw(
            "routes",
            [design, design],
            (&shelf, &crate::sheet::Incoming::default()),
            Language::En,
            &args,
            order,
        );
        drawn.expect("there is such a sheet").2
    }

    fn applied(design: &Design, args: &[(&str, &str)]) -> Option<Design> {
        let act = look_at(design, args, "apply");
        let act: serde_json::Value = serde_json::from_str(&act).ok()?;
        let mut changed = design.clone();
        patch::apply(&mut changed, act["patch"][0].as_str()?).then_some(changed)
    }

    fn design() -> Design {
        let mut design = (PRESETS[0].design)();
        for path in ["/a", "/a/{id}", "/b"] {
            design.routes.push(Arc::new(Route {
                path: path.into(),
                ..(*design.routes[0]).clone()
            }));
        }
        design
    }

    #[test]
    fn chosen_routes_get_what_was_chosen_and_others_stay() {
        let design = design();
        let args = [
            ("routes", "2,3"),
            ("authorization", "iam"),
            ("key", "true"),
            ("cors", "off"),
            ("cache", "off"),
            ("throttle", "own"),
            ("rate", "2.5"),
            ("burst", "4"),
            ("backend", "http"),
            ("uri", "https://a.example/x"),
            ("move", "/v2"),
        ];
        let changed = applied(&design, &args).expect("something changes");
        for index in [0, 1, 4] {
            assert_eq!(changed.routes[index], design.routes[index]);
        }
        let paths: Vec<_> = changed.routes.iter().map(|route| &*route.path).collect();
        assert_eq!(paths[2..], ["/v2/a", "/v2/a/{id}", "/b"]);
        for route in &changed.routes[2..4] {
            assert_eq!(route.cors, RouteCors::Off);
            for method in &route.methods {
                assert_eq!(method.authorization, Some(Authorization::Iam));
                assert_eq!(method.api_key_required, Some(true));
                assert_eq!(method.cache, MethodCache::Off);
                assert_eq!(method.throttle.map(|own| own.burst_limit), Some(4));
                assert_eq!(method.integration.key(), "http_proxy");
            }
        }
    }

    #[test]
    fn what_cannot_be_changes_nothing() {
        let design = design();
        for args in [
            &[("routes", "2")][..],
            &[("routes", "99"), ("key", "true")],
            &[("routes", "2"), ("throttle", "own"), ("rate", "x")],
            &[("routes", "2"), ("key", "true"), ("move", "/a/{id}")],
            &[("routes", "2"), ("move", "/{proxy+}")],
            &[("routes", "0"), ("move", "/b")],
        ] {
            assert_eq!(applied(&design, args), None, "{args:?}");
        }
    }
}
