//! Caches that give one path the answer of another.

use super::mend::written;
use super::{Finding, Rule, method::{Place, StageCache, cache_off, methods}};
use crate::diagnostic::{Edit, Sentence, Severity};
use crate::model::{Design, Method, Parameter, ParameterPlace, Route, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-cache-across-paths",
    severity: Severity::Warning,
    docs: "A cache tells requests of a method apart by those parameters alone that are declared \
           as cache keys; path, query and headers are none unless declared. So every path below `/{proxy+}` gets the answer that was kept first \
           (AWS: API Gateway developer guide, \"Use method or integration parameters as cache \
           keys to index cached responses\"). The mend makes the path's parameters keys; behind `{proxy+}`, where no keys are \
           declared, it turns the cache off for the method.",
    bad: r#"{"routes": [{"path": "/{proxy+}", "methods": [{"verb": "GET"}]}, {"path": "/items/{id}", "methods": [{"verb": "GET"}]}], "stages": [{"name": "dev", "cache": {}}]}"#,
    good: r#"{"routes": [{"path": "/prices", "methods": [{"verb": "GET"}]}, {"path": "/{id}", "methods": [{"verb": "GET", "cache": "off"}, {"verb": "POST"}]}], "stages": [{"name": "dev", "cache": {}}, {"name": "prod"}]}"#,
    check,
};

/// Parameters of the path that are no cache keys.
fn no_keys<'a>(route: &'a Route, method: &Method) -> Vec<&'a str> {
    let keys = method.request.cache_keys();
    let mut names = tree::parameters(&route.path);
    names.retain(|name| !keys.contains(&format!("method.request.path.{name}")));
    names
}

/// Whether an app stands behind the method that does its own routing, which nobody thought of caching by keys.
fn is_app(route: &Route, method: &Method) -> bool {
    tree::parts(&route.path).last().is_some_and(|part| tree::is_greedy(part))
        && method.request.cache_keys().is_empty()
}

/// How a method's answers are told apart, or no longer kept.
fn apart(caches: &[StageCache], at: Place, route: &Route, method: &Method) -> Vec<Edit> {
    if is_app(route, method) {
        return cache_off(caches, at, route, method);
    }
    let mut request = method.request.clone();
    for name in no_keys(route, method) {
        let mut declared = request.parameters.iter_mut();
        let is_it = |one: &&mut Parameter| one.place == ParameterPlace::Path && one.name == name;
        match declared.find(is_it) {
            Some(parameter) => parameter.cache_key = true,
            None => request.parameters.push(Parameter {
                place: ParameterPlace::Path,
                name: name.to_owned(),
                required: true,
                cache_key: true,
            }),
        }
    }
    let parameters = request.parameters.iter().map(|one| written(one)).collect();
    let at = at.join("request").join("parameters");
    vec![Edit::Set(at, parameters)]
}

fn title(apps: usize, all: usize) -> Sentence {
    if apps == all {
        sentence!("turn the cache off behind `{{proxy+}}`", "`{{proxy+}}` の背後だけキャッシュを無効にする")
    } else if apps == 0 {
        sentence!("make the path’s parameters cache keys", "パスパラメータをキャッシュキーにする")
    } else {
        sentence!(
            "make the paths’ parameters cache keys, and turn the cache off behind `{{proxy+}}`",
            "パスパラメータをキャッシュキーにし、`{{proxy+}}` の背後はキャッシュを無効にする"
        )
    }
}

fn check(design: &Design) -> Vec<Finding> {
    let caches = StageCache::all(design);
    if caches.is_empty() {
        return Vec::new();
    }
    let shared = methods(design).filter(|(_, route, method)| {
        route.path.contains('{')
            && caches.iter().any(|cache| cache.keeps(route, method))
            && !no_keys(route, method).is_empty()
    });
    let shared: Vec<_> = shared.collect();
    let apps = shared.iter().filter(|(_, route, method)| is_app(route, method)).count();
    let edits = shared.iter().flat_map(|(at, route, method)| apart(&caches, *at, route, method));
    let edits: Vec<Edit> = edits.collect();
    let found = caches.iter().filter_map(|cache| {
        let mut shared = shared.iter();
        let (_, route, method) = shared.find(|(_, route, method)| cache.keeps(route, method))?;
        let name = &design.stages[cache.stage].name;
        Some(Finding::at(cache.at(), message(name, route, method)).help(help(route, method)))
    });
    found
        .map(|found| found.mend(title(apps, shared.len()), edits.clone()))
        .collect()
}

fn message(stage: &str, route: &Route, method: &Method) -> Sentence {
    let (verb, path) = (method.verb.as_str(), &route.path);
    sentence!(
        "the cache of stage `{stage}` gives every path of `{verb} {path}` the same answer",
        "ステージ `{stage}` のキャッシュは `{verb} {path}` のどのパスにも同じ応答を返します",
    )
}

fn help(route: &Route, method: &Method) -> Sentence {
    if is_app(route, method) {
        return sentence!(
            "turn the cache off for this method: an app behind `{{proxy+}}` breaks with it; cache assets in CloudFront or in the browser",
            "このメソッドのキャッシュを無効にしてください。`{{proxy+}}` の背後のアプリは正しく動作しません。アセットは CloudFront やブラウザでキャッシュできます",
        );
    }
    let names = no_keys(route, method).join("`, `");
    sentence!(
        "make `{names}` of the path a cache key of the method, or turn the cache off for it",
        "パスの `{names}` をこのメソッドのキャッシュキーにするか、このメソッドのキャッシュを無効にしてください",
    )
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, MethodCache, read};
    use crate::rules;

    #[test]
    fn the_mend_leaves_the_cache_and_the_keys_of_others() {
        let text = r#"{"name": "shop", "region": "us-east-1", "stages": [{"name": "dev", "cache": {}}, {"name": "prod", "cache": {}}], "routes": [
            {"path": "/{id}", "methods": [{"verb": "GET", "request": {"parameters": [{"place": "path", "name": "id"}]}}]},
            {"path": "/all", "methods": [{"verb": "GET", "request": {"parameters": [{"name": "page", "cache_key": true}]}}]},
            {"path": "/shops/{shop}/{item}", "methods": [{"verb": "GET"}]},
            {"path": "/web/{proxy+}", "methods": [{"verb": "ANY", "cache": {"own": {"ttl_seconds": 60}}}]},
            {"path": "/files/{path+}", "methods": [{"verb": "GET", "request": {"parameters": [{"name": "v", "cache_key": true}]}}]}]}"#;
        let mut design: Design = read(text).design.expect("it is a design");
        let mended = rules::mend(&mut design);
        let ours = mended.iter().filter(|one| one.finding.code == "stage-cache-across-paths");
        assert_eq!(ours.count(), 1, "one mend serves every stage");
        assert!(design.stages.iter().all(|stage| stage.cache.is_some()));
        let of = |path: &str| {
            let route = design.routes.iter().find(|route| route.path == path);
            let method = &route.expect("no mend takes a route").methods[0];
            (method.request.cache_keys(), method.cache)
        };
        let stage = MethodCache::Stage;
        assert_eq!(of("/{id}"), (vec!["method.request.path.id".to_owned()], stage));
        assert_eq!(of("/all"), (vec!["method.request.querystring.page".to_owned()], stage));
        let shops = ["shop", "item"].map(|name| format!("method.request.path.{name}"));
        assert_eq!(of("/shops/{shop}/{item}"), (shops.to_vec(), stage));
        assert_eq!(of("/web/{proxy+}"), (vec![], MethodCache::Off));
        let files = ["querystring.v", "path.path"].map(|name| format!("method.request.{name}"));
        assert_eq!(of("/files/{path+}"), (files.to_vec(), stage));
    }

    #[test]
    fn a_stage_is_told_of_what_it_keeps_itself_and_its_own_word_is_mended_too() {
        let text = r#"{"name": "shop", "region": "us-east-1", "routes": [{"path": "/{proxy+}", "methods": [{"verb": "ANY"}]}], "stages": [
            {"name": "dev", "cache": {"by_method": true}},
            {"name": "old", "cache": {}, "methods": [{"path": "/{proxy+}", "verb": "ANY", "cache": {"own": {"ttl_seconds": 0}}}]},
            {"name": "prod", "cache": {}, "methods": [{"path": "{proxy+}", "verb": "ANY", "cache": {"own": {"ttl_seconds": 60}}}]}]}"#;
        let mut design: Design = read(text).design.expect("it is a design");
        let told = |design: &Design| {
            let found = rules::check(design).into_iter();
            let ours = found.filter(|one| one.code == "stage-cache-across-paths");
            ours.map(|one| one.at).collect::<Vec<_>>()
        };
        assert_eq!(told(&design), ["/stages/2/cache"]);
        rules::mend(&mut design);
        assert_eq!(told(&design), [""; 0]);
    }
}
