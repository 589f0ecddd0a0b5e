//! A picture of the gateway: the way of a request from the caller to what answers it.

use super::piece::{Act, Piece, button, el};
use super::{Drawn, Look};
use crate::model::{
    Authorization, Design, Dns, Integration, LogLevel, MessageBackend, ResourcePolicy,
    ServiceAction, StageWebAcl,
};
use crate::words;
use crate::words::Language;
use std::collections::BTreeMap;

words! {
    title: "Picture", "構成図";
    lead: "The way of a request, from top to bottom. A box leads to its form.", "リクエストの流れを上から下に示します。枠を選ぶとフォームに移動します。";
    save_svg: "Save as SVG", "SVG で保存";
    save_png: "Save as PNG", "PNG で保存";
    callers: "Callers", "呼び出し元";
    browsers: "Browsers, programs", "ブラウザ、プログラム";
    dns_name: "DNS", "DNS";
    certificate: "Certificate", "証明書";
    looked_up: "looked up", "検索";
    requested: "requested", "申請";
    domain: "Custom domain", "カスタムドメイン";
    default_url: "Default URL", "デフォルト URL";
    default_off: "switched off", "無効";
    root_path: "(root)", "(ドメイン直下)";
    stage: "Stage", "ステージ";
    no_stage: "no stage yet", "ステージなし";
    protection: "Protection", "保護";
    web_acl: "Web ACL", "Web ACL";
    policy: "Resource policy", "リソースポリシー";
    throttled: "throttle", "スロットリング";
    cached: "cache", "キャッシュ";
    canary: "canary", "カナリア";
    authorizer: "Authorizer", "オーソライザー";
    keys(keys, plans): "API keys: {keys}, plans: {plans}", "API キー {keys}、使用量プラン {plans}";
    routes: "Routes", "ルート";
    messages: "Message routes", "メッセージルート";
    more(count): "and {count} more", "ほか{count}件";
    backend: "Answers", "応答";
    access_log: "access log", "アクセスログ";
    execution_log: "execution log", "実行ログ";
    tracing: "X-Ray", "X-Ray";
    fixed_answer: "Fixed answer", "固定の応答";
    open_to_all: "open to everybody", "誰でも呼び出し可";
    by_iam: "IAM signature", "IAM 署名";
    described(name): "Picture of the gateway {name}", "ゲートウェイ {name} の構成図";
}

/// A box: what it is, its lines, and the field to which it leads.
struct Box {
    kind: &'static str,
    lines: Vec<String>,
    at: String,
}

/// Lines that one box shows, and boxes of one kind; the rest is counted.
const MOST: usize = 6;
/// Pixels: of the picture, of a box, between boxes, between bands, of its first line, of a further line.
const ALL: usize = 640;
const WIDTH: usize = 200;
const GAP: usize = 20;
const DOWN: usize = 34;
const HEAD: usize = 24;
const LINE: usize = 18;
/// Boxes side by side.
const BESIDE: usize = 3;
/// Characters of a line that fit into a box.
const FIT: usize = 25;

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let svg = svg(look.design, t);
    let name = format!("{}.svg", look.design.file_stem());
    let file = Act::default().save(&name, "image/svg+xml", &standalone(&svg));
    // A script of the page draws it.
    let image = el("button")
        .attr("type", "button")
        .attr("data-png", name.replace(".svg", ".png"))
        .attr("data-svg", standalone(&svg))
        .child(save_png(t));
    let actions = el("p.actions")
        .child(button("", &file).child(save_svg(t)))
        .child(image);
    let body = el("div")
        .child(el("p.help").child(lead(t)))
        .child(actions)
        .child(svg);
    Drawn::new(title(t), body)
}

/// The picture as a file of its own, in the colours of the light theme.
fn standalone(svg: &Piece) -> String {
    const STYLE: &str = "svg{background:#fff;font-family:sans-serif}.pic rect{fill:#f5f6f8;stroke:#7d8998}\
        .pic-kind{font-size:11px;font-weight:600;fill:#084f56}.pic-line{font-size:12px;font-family:monospace;fill:#16202c}\
        .pic-way{stroke:#7d8998;fill:none;stroke-width:1.5}";
    let svg = svg.clone().attr("xmlns", "http://www.w3.org/2000/svg");
    svg.markup(STYLE)
}

fn svg(d: &Design, t: Language) -> Piece {
    let mut drawn = Vec::new();
    let mut top = 1;
    let bands = bands(d, t);
    let last = bands.len().saturating_sub(1);
    for (place, band) in bands.into_iter().enumerate() {
        for row in band.chunks(BESIDE) {
            let width = row.len() * WIDTH + (row.len() - 1) * GAP;
            let left = (ALL - width) / 2;
            let height = row.iter().map(Box::height).max().unwrap_or_default();
            let boxes = row.iter().enumerate();
            drawn.extend(
                boxes.map(|(index, one)| one.draw(left + index * (WIDTH + GAP), top, height)),
            );
            top += height + GAP / 2;
        }
        top -= GAP / 2;
        if place < last {
            let (middle, end) = (ALL / 2, top + DOWN);
            let arrow = format!("M{middle} {}V{}m-5 -6l5 6l5 -6", top + 5, end - 5);
            drawn.push(el("path.pic-way").attr("d", arrow));
            top = end;
        }
    }
    el("svg.picture")
        .attr("viewBox", format!("0 0 {ALL} {}", top + 2))
        .attr("width", ALL)
        .attr("height", top + 2)
        .attr("role", "group")
        .attr("aria-label", described(t, &d.name))
        .children(drawn)
}

/// The picture in words: what each thing that a request passes is, and its lines.
pub(super) fn in_words(d: &Design, t: Language) -> Vec<(&'static str, Vec<String>)> {
    let boxes = bands(d, t).into_iter().flatten();
    boxes.map(|one| (one.kind, one.lines)).collect()
}

/// What a request passes, from the caller down; each band is a list of boxes.
fn bands(d: &Design, t: Language) -> Vec<Vec<Box>> {
    let callers = Box::new(
        callers(t),
        "/access/authorization",
        vec![browsers(t).into()],
    );
    let bands = [
        vec![callers],
        entrance(d, t),
        stages(d, t),
        guards(d, t),
        vec![paths(d, t)],
        backends(d, t),
        logs(d, t),
    ];
    bands.into_iter().filter(|band| !band.is_empty()).collect()
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
        HEAD + self.lines.len() * LINE + 8
    }

    /// What is seen, and behind it in full what did not fit.
    fn label(&self) -> String {
        let seen: Vec<String> = self.lines.iter().map(|line| fitting(line)).collect();
        let cut = self.lines.iter().filter(|line| fitting(line) != **line);
        let cut: Vec<&str> = cut.map(String::as_str).collect();
        let label = format!("{}: {}", fitting(self.kind), seen.join(", "));
        if cut.is_empty() {
            label
        } else {
            format!("{label} ({})", cut.join(", "))
        }
    }

    fn draw(&self, x: usize, y: usize, height: usize) -> Piece {
        let text = |class: &str, line: &str, down: usize| {
            el(class)
                .attr("x", x + 12)
                .attr("y", y + down)
                .child(fitting(line))
        };
        let lines = self.lines.iter().zip(1..);
        let lines = lines.flat_map(|(line, place)| {
            let line = text("text.pic-line", line, HEAD + place * LINE - 4);
            // So that what is seen and what is said are the same words.
            [Piece::from(" "), line]
        });
        let frame = el("rect")
            .attr("x", x)
            .attr("y", y)
            .attr("width", WIDTH)
            .attr("height", height)
            .attr("rx", 6);
        el("g.pic")
            .attr("role", "button")
            .attr("tabindex", 0)
            .attr("aria-label", self.label())
            .acts(&Act::default().go(&self.at))
            .child(frame)
            .child(text("text.pic-kind", self.kind, 18))
            .children(lines)
    }
}

/// Names, certificate, mappings.
fn entrance(d: &Design, t: Language) -> Vec<Box> {
    let url = if d.api.closes_default_url() {
        default_off(t).to_owned()
    } else {
        format!("…execute-api.{}", d.region)
    };
    let default = Box::new(default_url(t), "/api", vec![url]);
    let Some(domain) = &d.domain else {
        return vec![default];
    };
    let record = match &domain.dns {
        Dns::Elsewhere(zone) => zone.zone_name.clone(),
        Dns::Route53(zone) => format!("Route 53 {}", zone.zone_name),
    };
    let of_certificate = if !domain.certificate_arn.is_empty() {
        tail(&domain.certificate_arn)
    } else if domain.requests_certificate() {
        requested(t).to_owned()
    } else {
        looked_up(t).to_owned()
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
        Box::new(
            certificate(t),
            "/domain/certificate_arn",
            vec![of_certificate],
        ),
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
            let facts = facts
                .into_iter()
                .filter(|(on, _)| *on)
                .map(|(_, fact)| fact);
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
    if let Some(rest) = d.rest().filter(|rest| rest.policy != ResourcePolicy::None) {
        let kind = match rest.policy {
            ResourcePolicy::None => return boxes,
            ResourcePolicy::VpcEndpoints => "aws:SourceVpce",
            ResourcePolicy::SourceRanges { .. } => "aws:SourceIp",
            ResourcePolicy::Vpcs { .. } => "aws:SourceVpc",
            ResourcePolicy::Accounts { .. } => "AWS account",
            ResourcePolicy::Combined(_) => "Condition",
        };
        boxes.push(Box::new(policy(t), "/api/rest/policy", vec![kind.into()]));
    }
    if let Some(acl) = d.own_web_acl() {
        let groups = acl.managed_rule_groups.iter();
        let groups = groups.map(|group| group.as_str().to_owned());
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
        let keys = api.routes.iter().map(|route| route.key.clone());
        return Box::new(messages(t), "/api/websocket/routes", keys.collect()).short(t);
    }
    let paths = d.routes.iter().map(|route| route.path.clone());
    Box::new(routes(t), "/routes/0", paths.collect()).short(t)
}

/// What answers, each thing once.
fn backends(d: &Design, t: Language) -> Vec<Box> {
    let mut found: BTreeMap<(&'static str, String), String> = BTreeMap::new();
    if let Some(api) = d.websocket() {
        for route in &api.routes {
            if let Some(function) = route.called() {
                let at = of_function(d, function);
                found.insert(("Lambda", function.to_owned()), at);
            } else {
                let at = "/api/websocket/routes".to_owned();
                found.insert(of_message(&route.backend, &route.key, t), at);
            }
        }
    } else {
        for (route, index) in d.routes.iter().zip(0..) {
            for (method, place) in route.methods.iter().zip(0..) {
                let (kind, name) = answer(&method.integration, &route.path, t);
                let at = match method.function() {
                    Some(function) => of_function(d, function),
                    None => format!("/routes/{index}/methods/{place}/integration"),
                };
                found.entry((kind, name)).or_insert(at);
            }
        }
    }
    let rest = found.len().saturating_sub(MOST);
    let found = found.into_iter().take(MOST);
    let mut boxes: Vec<_> = found
        .map(|((kind, name), at)| Box::new(kind, at, vec![name]))
        .collect();
    if rest > 0 {
        boxes.push(Box::new(backend(t), "/routes/0", vec![more(t, rest)]));
    }
    boxes
}

/// Where the function of that name stands.
fn of_function(d: &Design, name: &str) -> String {
    let found = d.function(name);
    found.map_or_else(
        || "/functions".into(),
        |(index, _)| format!("/functions/{index}/name"),
    )
}

/// The same of a message route that leads to no function.
fn of_message(backend: &MessageBackend, key: &str, t: Language) -> (&'static str, String) {
    match backend {
        MessageBackend::HttpProxy(server) => ("HTTP", server.uri.clone()),
        MessageBackend::Http(server) => ("HTTP", server.uri.clone()),
        MessageBackend::Service(service) => ("AWS", service.uri.clone()),
        MessageBackend::Mock(_) | MessageBackend::Function | MessageBackend::Lambda(_) => {
            (fixed_answer(t), key.to_owned())
        }
    }
}

/// What kind of thing answers, and which one.
fn answer(integration: &Integration, path: &str, t: Language) -> (&'static str, String) {
    match integration {
        Integration::LambdaProxy { function } | Integration::Lambda { function, .. } => {
            ("Lambda", function.clone())
        }
        Integration::HttpProxy(http) => ("HTTP", http.uri.clone()),
        Integration::Http(http) => ("HTTP", http.uri.clone()),
        Integration::Mock(_) => (fixed_answer(t), path.to_owned()),
        Integration::AwsService(service) => match &service.action {
            ServiceAction::SqsSendMessage(queue) => ("Amazon SQS", tail(&queue.queue_arn)),
            ServiceAction::StatesStartExecution { state_machine_arn }
            | ServiceAction::StatesStartSyncExecution { state_machine_arn } => {
                ("Step Functions", tail(state_machine_arn))
            }
            ServiceAction::S3GetObject(object) | ServiceAction::S3PutObject(object) => {
                ("Amazon S3", format!("{}/{}", object.bucket, object.key))
            }
            ServiceAction::Subtype(action) => ("AWS", action.name.clone()),
            ServiceAction::Other(service) => ("AWS", service.uri.clone()),
        },
    }
}

/// Where it is written down what happened.
fn logs(d: &Design, t: Language) -> Vec<Box> {
    let stages = || d.stages.iter().enumerate();
    let mut boxes = Vec::new();
    let names = |on: fn(&crate::model::Stage) -> bool| {
        let with = stages().filter(move |(_, stage)| on(stage));
        with.map(|(index, stage)| (index, stage.name.clone()))
            .collect::<Vec<_>>()
    };
    let kinds = [
        (
            access_log(t),
            "access_log",
            names(|stage| stage.access_log.is_some()),
        ),
        (tracing(t), "tracing", names(|stage| stage.tracing)),
        (
            execution_log(t),
            "execution_log",
            names(|stage| stage.execution_log != LogLevel::Off),
        ),
    ];
    for (kind, key, names) in kinds {
        if let Some((first, _)) = names.first() {
            let at = format!("/stages/{first}/{key}");
            let names = names.iter().map(|(_, name)| name.clone()).collect();
            boxes.push(Box::new(kind, at, names).short(t));
        }
    }
    boxes
}

/// A line that is no wider than a box; what is wide in Japanese counts twice.
fn fitting(line: &str) -> String {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    let all: usize = line.chars().map(width).sum();
    if all <= FIT {
        return line.to_owned();
    }
    let mut used = 0;
    let kept = line.chars().take_while(|c| {
        used += width(*c);
        used < FIT
    });
    format!("{}…", kept.collect::<String>())
}

/// The end of an ARN.
fn tail(arn: &str) -> String {
    arn.rsplit(['/', ':']).next().unwrap_or(arn).to_owned()
}
