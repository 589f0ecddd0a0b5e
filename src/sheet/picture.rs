//! A picture of the gateway: the way of a request from the caller to what answers it.

use super::piece::{Act, Piece, button, el};
use super::{Drawn, Look};
use crate::model::{Api, Authorization, Design, Dns, Integration, StageWebAcl};
use crate::words;
use crate::words::Language;
use std::collections::BTreeMap;

words! {
    title: "Picture", "構成図";
    lead: "The way of a request, from left to right. A box leads to its form.", "リクエストの流れを左から右に示します。枠を選ぶとフォームに移動します。";
    save: "Save as SVG", "SVGで保存";
    callers: "Callers", "呼び出し元";
    browsers: "Browsers, programs", "ブラウザ、プログラム";
    dns_name: "DNS", "DNS";
    no_record: "no record", "レコードなし";
    certificate: "Certificate", "証明書";
    requested: "looked up or requested", "検索または申請";
    domain: "Custom domain", "カスタムドメイン";
    default_url: "Default URL", "デフォルトURL";
    default_off: "switched off", "無効";
    root_path: "(root)", "（ルート）";
    stage: "Stage", "ステージ";
    no_stage: "no stage yet", "ステージなし";
    protection: "Protection", "保護";
    web_acl: "Web ACL", "Web ACL";
    policy: "Resource policy", "リソースポリシー";
    throttled: "throttle", "スロットリング";
    cached: "cache", "キャッシュ";
    canary: "canary", "カナリア";
    authorizer: "Authorizer", "オーソライザー";
    keys(keys, plans): "API keys: {keys}, plans: {plans}", "APIキー {keys}、使用量プラン {plans}";
    routes: "Routes", "ルート";
    messages: "Message routes", "メッセージルート";
    more(count): "and {count} more", "ほか{count}件";
    backend: "Answers", "応答";
    logs: "Logs and traces", "ログとトレース";
    access_log: "access log", "アクセスログ";
    execution_log: "execution log", "実行ログ";
    tracing: "X-Ray", "X-Ray";
    fixed_answer: "Fixed answer", "固定の応答";
    open_to_all: "open to everybody", "誰でも呼び出し可";
    by_iam: "IAM signature", "IAM署名";
    described(name): "Picture of the gateway {name}", "ゲートウェイ{name}の構成図";
}

/// A box: what it is, its lines, and the field to which it leads.
struct Box {
    kind: &'static str,
    lines: Vec<String>,
    at: String,
}

/// Lines that one box shows; the rest is counted.
const MOST: usize = 6;
const WIDTH: usize = 196;
const GAP: usize = 36;
const HEAD: usize = 26;
const LINE: usize = 18;
const ABOVE: usize = 16;

/// Boxes from left to right, each column from top to bottom.
fn columns(d: &Design, t: Language) -> Vec<Vec<Box>> {
    let callers = Box::new(callers(t), "/access/authorization", vec![browsers(t).into()]);
    let columns = [
        vec![callers],
        entrance(d, t),
        stages(d, t),
        guards(d, t),
        vec![paths(d, t)],
        backends(d, t),
    ];
    columns
        .into_iter()
        .filter(|column| !column.is_empty())
        .collect()
}

impl Box {
    fn new(kind: &'static str, at: impl Into<String>, lines: Vec<String>) -> Self {
        let at = at.into();
        Self { kind, lines, at }
    }

    /// The same with as many lines as a box shows.
    fn short(mut self, t: Language) -> Self {
        let rest = self.lines.len().saturating_sub(MOST);
        if rest > 0 {
            self.lines.truncate(MOST);
            self.lines.push(more(t, rest));
        }
        self
    }

    fn height(&self) -> usize {
        HEAD + self.lines.len() * LINE + 10
    }
}

fn is_off(d: &Design) -> bool {
    match &d.api {
        Api::Rest(api) => api.disable_execute_api_endpoint,
        Api::Http(api) => api.disable_execute_api_endpoint,
        Api::Websocket(api) => api.disable_execute_api_endpoint,
    }
}

/// Names, certificate, mappings.
fn entrance(d: &Design, t: Language) -> Vec<Box> {
    let url = if is_off(d) {
        default_off(t).to_owned()
    } else {
        format!("…execute-api.{}", d.region)
    };
    let default = Box::new(default_url(t), "/api", vec![url]);
    let Some(domain) = &d.domain else {
        return vec![default];
    };
    let record = match &domain.dns {
        Dns::External => no_record(t).to_owned(),
        Dns::Route53(zone) => format!("Route 53 {}", zone.zone_name),
    };
    let of_certificate = if domain.certificate_arn.is_empty() {
        requested(t).to_owned()
    } else {
        tail(&domain.certificate_arn)
    };
    let mappings = domain.mappings.iter().map(|mapping| {
        let path = if mapping.base_path.is_empty() {
            root_path(t)
        } else {
            &mapping.base_path
        };
        format!("{path} → {}", mapping.stage)
    });
    let mut lines = vec![domain.name.clone()];
    lines.extend(mappings);
    vec![
        Box::new(dns_name(t), "/domain/dns", vec![record]),
        Box::new(certificate(t), "/domain/certificate_arn", vec![of_certificate]),
        Box::new(self::domain(t), "/domain/name", lines).short(t),
        default,
    ]
}

fn stages(d: &Design, t: Language) -> Vec<Box> {
    if d.stages.is_empty() {
        return vec![Box::new(stage(t), "/stages", vec![no_stage(t).into()])];
    }
    let all = d.stages.iter().enumerate();
    let mut boxes: Vec<_> = all
        .map(|(index, of)| {
            let facts = [
                (of.throttle.is_some(), throttled(t)),
                (of.cache.is_some(), cached(t)),
                (of.canary.is_some(), canary(t)),
                (of.access_log.is_some(), access_log(t)),
                (of.tracing, tracing(t)),
                (of.web_acl != StageWebAcl::None, web_acl(t)),
            ];
            let facts = facts.into_iter().filter(|(on, _)| *on).map(|(_, fact)| fact);
            let mut lines = vec![of.name.clone()];
            lines.extend(facts.map(str::to_owned));
            Box::new(stage(t), format!("/stages/{index}/name"), lines)
        })
        .collect();
    let rest = boxes.len().saturating_sub(MOST);
    if rest > 0 {
        boxes.truncate(MOST);
        boxes.push(Box::new(stage(t), "/stages", vec![more(t, rest)]));
    }
    boxes
}

/// Policies, web ACL, authorizers, keys.
fn guards(d: &Design, t: Language) -> Vec<Box> {
    let mut boxes = Vec::new();
    if let Some(rest) = d.rest().filter(|rest| rest.policy != crate::model::ResourcePolicy::None) {
        let kind = rest.policy.key();
        boxes.push(Box::new(policy(t), "/api/rest/policy", vec![kind.into()]));
    }
    if let Some(acl) = d.own_web_acl() {
        let groups = acl.managed_groups.iter().map(|group| group.name.clone());
        boxes.push(Box::new(web_acl(t), "/web_acl", groups.collect()).short(t));
    }
    let by_default = match &d.access.authorization {
        Authorization::None => open_to_all(t).to_owned(),
        Authorization::Iam => by_iam(t).to_owned(),
        Authorization::Authorizer(name) => name.clone(),
    };
    let mut lines = vec![by_default];
    let others = d.access.authorizers.iter().map(|one| one.name.clone());
    for name in others {
        if !lines.contains(&name) {
            lines.push(name);
        }
    }
    boxes.push(Box::new(authorizer(t), "/access/authorization", lines).short(t));
    let (keys, plans) = (d.access.api_keys.len(), d.access.usage_plans.len());
    if keys + plans > 0 && !d.is_v2() {
        let line = self::keys(t, keys, plans);
        boxes.push(Box::new(protection(t), "/access/api_keys", vec![line]));
    }
    boxes
}

fn paths(d: &Design, t: Language) -> Box {
    if let Some(api) = d.websocket() {
        let keys = api.routes.iter().map(|route| route.route_key.clone());
        return Box::new(messages(t), "/api/websocket/routes", keys.collect()).short(t);
    }
    let paths = d.routes.iter().map(|route| route.path.clone());
    Box::new(routes(t), "/routes/0", paths.collect()).short(t)
}

/// What answers, each thing once.
fn backends(d: &Design, t: Language) -> Vec<Box> {
    let mut found: BTreeMap<(&'static str, String), String> = BTreeMap::new();
    let mut function = |name: &str| {
        let at = match d.function(name) {
            Some((index, _)) => format!("/functions/{index}/name"),
            None => "/functions".into(),
        };
        found.entry(("Lambda", name.to_owned())).or_insert(at);
    };
    if let Some(api) = d.websocket() {
        api.routes.iter().for_each(|route| function(&route.function));
    } else {
        for (route, index) in d.routes.iter().zip(0..) {
            for (method, place) in route.methods.iter().zip(0..) {
                let at = format!("/routes/{index}/methods/{place}/integration");
                let (kind, name) = match &method.integration {
                    Integration::LambdaProxy { function: name } | Integration::Lambda { function: name, .. } => {
                        let at = match d.function(name) {
                            Some((index, _)) => format!("/functions/{index}/name"),
                            None => "/functions".into(),
                        };
                        found.entry(("Lambda", name.clone())).or_insert(at);
                        continue;
                    }
                    Integration::HttpProxy { uri, .. } | Integration::Http { uri, .. } => ("HTTP", uri.clone()),
                    Integration::Mock { .. } => (fixed_answer(t), route.path.clone()),
                    Integration::AwsService(service) => ("AWS", service.name().to_owned()),
                };
                found.entry((kind, name)).or_insert(at);
            }
        }
    }
    let count = found.len();
    let mut boxes: Vec<_> = found
        .into_iter()
        .take(MOST)
        .map(|((kind, name), at)| Box::new(kind, at, vec![name]))
        .collect();
    if count > MOST {
        boxes.push(Box::new(backend(t), "/routes/0", vec![more(t, count - MOST)]));
    }
    boxes
}

/// The end of an ARN.
fn tail(arn: &str) -> String {
    arn.rsplit(['/', ':']).next().unwrap_or(arn).to_owned()
}
