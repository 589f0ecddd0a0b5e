//! What a design says in fewer words than a template: a web ACL, alarms, the gateway's role, a certificate, a table of
//! connections. Each is tried, and stands when the resources that are generated of it are those of the template.

use std::sync::Arc;

use serde_json::Value;

use super::Template;
use super::keep::{Telling, is_same};
use crate::aws;
use crate::generate;
use crate::import::node::Node;
use crate::model::{
    Alarms, Api, Certificate, Design, Integration, ManagedRuleGroup, MessageBackend, ServiceAction,
    StageWebAcl, SubtypeAction, Variable, WebAcl,
};

/// A way to say something of a template; `None` where there is nothing of the kind.
type Try = fn(&Design, &Template<'_>) -> Option<Design>;

const TRIES: [Try; 5] = [role, web_acl, monitoring, certificate, connection_table];

/// Says what can be said in fewer words.
pub(super) fn refine(design: &mut Design, template: &Template<'_>) {
    let mut alike = None;
    for tried in TRIES {
        let Some(shorter) = tried(design, template) else {
            continue;
        };
        let before = *alike.get_or_insert_with(|| count(design, template));
        let after = count(&shorter, template);
        if after > before {
            *design = shorter;
            alike = Some(after);
        }
    }
}

/// How many resources of the template are generated as they are.
fn count(design: &Design, template: &Template<'_>) -> usize {
    let telling = Telling::new(generate::template(design), template.root);
    let told = telling.told();
    let resources = template.resources.iter().filter(|resource| {
        let made = told.resource(resource.id);
        made.is_some_and(|made| is_same(&resource.entry.value, made))
    });
    resources.count()
}

/// The logical id in a reference such as `${WebAcl.Arn}`.
fn id_in(text: &str) -> Option<&str> {
    let name = text.strip_prefix("${")?.strip_suffix('}')?;
    name.split('.').next()
}

/// The role that is made with the rights that the design's actions need.
fn role(design: &Design, template: &Template<'_>) -> Option<Design> {
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    let services = methods.filter_map(|method| method.integration.service());
    let messages = design.websocket().into_iter().flat_map(|api| &api.routes);
    let messages = messages.filter_map(|route| match &route.backend {
        MessageBackend::Service(service) => Some(&service.role_arn),
        _ => None,
    });
    let mut roles = services.map(|one| &one.role_arn).chain(messages);
    let role_arn = roles.find(|arn| arn.starts_with("${"))?;
    let role = template.resource(id_in(role_arn)?)?;
    if role.kind != "AWS::IAM::Role" {
        return None;
    }
    let policies = role.properties?.get("Policies")?.to_json();
    let statements = policies.as_array()?.iter().flat_map(|policy| {
        let statements = policy.pointer("/PolicyDocument/Statement");
        statements.and_then(Value::as_array).into_iter().flatten()
    });
    let texts = |value: Option<&Value>| -> Vec<String> {
        let values = value.and_then(Value::as_array).into_iter().flatten();
        values
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    };
    let all: Vec<(Vec<String>, Vec<String>)> = statements
        .map(|one| (texts(one.get("Action")), texts(one.get("Resource"))))
        .collect();
    // Rights of the worked actions follow from these; what is left is what others were given, one after the other.
    let mut given = all.clone();
    given.retain(|(actions, _)| !actions.iter().all(|action| is_worked(action)));
    given.reverse();
    // Rights that several need stand there once.
    let mut last = None;
    let mut next = move || {
        last = given.pop().or(last.take());
        last.clone()
    };
    let mut shorter = design.clone();
    let wanted = role_arn.clone();
    if shorter.region.is_empty() {
        shorter.region = near(design, &all).unwrap_or_default();
    }
    let region = shorter.region.clone();
    for route in &mut shorter.routes {
        for method in &mut Arc::make_mut(route).methods {
            let Integration::AwsService(service) = &mut method.integration else {
                continue;
            };
            if service.role_arn != wanted {
                continue;
            }
            service.role_arn.clear();
            match &mut service.action {
                ServiceAction::Other(other) => {
                    if let Some((actions, resources)) = next() {
                        other.actions = actions;
                        other.resources = resources;
                    }
                }
                ServiceAction::Subtype(action) if action.target_arn.is_empty() => {
                    target(action, &all, &region);
                }
                _ => {}
            }
        }
    }
    if let Api::Websocket(api) = &mut shorter.api {
        for route in &mut api.routes {
            if let MessageBackend::Service(service) = &mut route.backend
                && service.role_arn == wanted
            {
                service.role_arn.clear();
                if let Some((actions, resources)) = next() {
                    service.actions = actions;
                    service.resources = resources;
                }
            }
        }
    }
    Some(shorter)
}

/// The API's region, by the rights of an action that names no other one.
fn near(design: &Design, rights: &[(Vec<String>, Vec<String>)]) -> Option<String> {
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    let services = methods.filter_map(|method| method.integration.service());
    let mut actions = services.filter_map(|service| match &service.action {
        ServiceAction::Subtype(action) => Some(action),
        _ => None,
    });
    actions.find_map(|action| {
        let right = aws::subtype(&action.name)?.right;
        if action.parameters.iter().any(|one| one.name == "Region") {
            return None;
        }
        let granted = rights.iter();
        let mut granted = granted.filter(|(actions, _)| actions.iter().any(|one| one == right));
        let arn = granted.find_map(|(_, resources)| resources.first())?;
        let region = arn.split(':').nth(3)?;
        aws::region(region).map(|_| region.to_owned())
    })
}

/// What an action is done to, where its parameters do not say the whole address and the role's rights do.
fn target(action: &mut SubtypeAction, rights: &[(Vec<String>, Vec<String>)], region: &str) {
    let Some(known) = aws::subtype(&action.name) else {
        return;
    };
    let rights = rights.iter();
    let granted = rights.filter(|(actions, _)| actions.iter().any(|one| one == known.right));
    for (_, resources) in granted {
        for arn in configuration(resources)
            .into_iter()
            .chain(resources.iter().cloned())
        {
            let derived = known.of_target(&arn, region);
            let is_told = |(name, value): &(&str, String)| {
                let mut parameters = action.parameters.iter();
                parameters.any(|one| one.name == *name && one.value == *value)
            };
            let is_open = derived.len() < known.target.len();
            if is_open || !derived.iter().all(is_told) {
                continue;
            }
            let is_derived = |one: &Variable| derived.iter().any(|(name, _)| one.name == *name);
            action.parameters.retain(|one| !is_derived(one));
            action.target_arn = arn;
            return;
        }
    }
}

/// The ARN of a configuration of `AppConfig`, of which rights name the parts.
fn configuration(resources: &[String]) -> Option<String> {
    let part = |word: &str| {
        let word = format!("/{word}/");
        let mut parts = resources.iter();
        parts.find_map(|one| Some(one.split_once(&word)?.1))
    };
    let is_application = |one: &&String| one.matches('/').count() == 1;
    let application = resources.iter().find(is_application)?;
    let (environment, configuration) = (part("environment")?, part("configurationprofile")?);
    Some(format!(
        "{application}/environment/{environment}/configuration/{configuration}"
    ))
}

fn is_worked(action: &str) -> bool {
    matches!(
        action,
        "s3:GetObject"
            | "s3:PutObject"
            | "sqs:SendMessage"
            | "states:StartExecution"
            | "states:StartSyncExecution"
    )
}

fn web_acl(design: &Design, template: &Template<'_>) -> Option<Design> {
    let mut stages = design.stages.iter();
    let arn = stages.find_map(|stage| match &stage.web_acl {
        StageWebAcl::Existing { arn } => Some(arn.clone()),
        _ => None,
    })?;
    let acl = template.resource(id_in(&arn)?)?;
    if acl.kind != "AWS::WAFv2::WebACL" {
        return None;
    }
    let mut read = WebAcl {
        managed_rule_groups: Vec::new(),
        rate_limit: None,
        allow_large_bodies: false,
        count_only: false,
    };
    for rule in acl.properties?.get("Rules")?.items() {
        let rated = ["Statement", "RateBasedStatement", "Limit"];
        if let Some(limit) = rule.find(&rated).and_then(Node::as_u32) {
            read.rate_limit = Some(limit);
            read.count_only |= rule.find(&["Action", "Count"]).is_some();
            continue;
        }
        let group = rule.find(&["Statement", "ManagedRuleGroupStatement"])?;
        let name = group.get("Name").and_then(Node::as_str)?;
        let mut known = ManagedRuleGroup::ALL.into_iter();
        let known = known.find(|one| one.as_str() == name)?;
        read.managed_rule_groups.push(known);
        read.allow_large_bodies |= group.get("RuleActionOverrides").is_some();
        read.count_only |= rule.find(&["OverrideAction", "Count"]).is_some();
    }
    if !read.managed_rule_groups.contains(&ManagedRuleGroup::Common) {
        read.allow_large_bodies = WebAcl::default().allow_large_bodies;
    }
    let mut shorter = design.clone();
    for stage in &mut shorter.stages {
        if matches!(&stage.web_acl, StageWebAcl::Existing { arn: own } if *own == arn) {
            stage.web_acl = StageWebAcl::Own;
        }
    }
    shorter.web_acl = Some(read);
    Some(shorter)
}

fn monitoring(design: &Design, template: &Template<'_>) -> Option<Design> {
    let mut shorter = design.clone();
    let mut dashboards = template.of_kind("AWS::CloudWatch::Dashboard");
    shorter.monitoring.dashboard = dashboards.next().is_some();
    let alarms: Vec<&Node> = template
        .of_kind("AWS::CloudWatch::Alarm")
        .filter_map(|alarm| alarm.properties)
        .collect();
    if !alarms.is_empty() {
        let mut topics = template.of_kind("AWS::SNS::Topic");
        let email = topics.find_map(|topic| {
            let first = topic.properties?.get("Subscription")?.items().first()?;
            first.get("Endpoint")?.as_str()
        })?;
        let threshold = |names: &[&str]| {
            let mut alarms = alarms.iter();
            let named = alarms.find(|alarm| {
                let name = alarm.get("MetricName").and_then(Node::as_str);
                name.is_some_and(|name| names.contains(&name))
            });
            named?.get("Threshold")?.as_f64()
        };
        // A share of the requests there, percent here; tenths of thousandths are more than anybody says.
        let percent = |share: f64| (share * 1e6).round() / 1e4;
        let latency = threshold(&["Latency", "IntegrationLatency"])?;
        shorter.monitoring.alarms = Some(Alarms {
            email: email.to_owned(),
            error_rate_5xx: percent(threshold(&["5XXError", "5xx", "ExecutionError"])?),
            error_rate_4xx: percent(threshold(&["4XXError", "4xx", "ClientError"])?),
            latency_p95_ms: format!("{latency}").parse().ok()?,
            throttles: threshold(&["Throttles"]).is_some(),
        });
    }
    shorter.monitoring.is_on().then_some(shorter)
}

/// A certificate that the template requests.
fn certificate(design: &Design, template: &Template<'_>) -> Option<Design> {
    let domain = design.domain.as_ref()?;
    let made = template.resource(id_in(&domain.certificate_arn)?)?;
    if made.kind != "AWS::CertificateManager::Certificate" {
        return None;
    }
    let mut shorter = design.clone();
    let domain = shorter.domain.as_mut()?;
    domain.certificate = Certificate::Requested;
    domain.certificate_arn.clear();
    Some(shorter)
}

/// The table in which a WebSocket API keeps who is connected.
fn connection_table(design: &Design, template: &Template<'_>) -> Option<Design> {
    let mut shorter = design.clone();
    let Api::Websocket(api) = &mut shorter.api else {
        return None;
    };
    let table = template.resource("ConnectionTable")?;
    let name = table.properties?.get("TableName")?.as_str()?;
    name.clone_into(&mut api.connection_table);
    Some(shorter)
}
