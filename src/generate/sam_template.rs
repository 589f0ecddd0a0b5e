//! `template.yaml`: the whole gateway as one SAM stack.

mod access;
mod api;
pub(super) mod definition;
mod domain;
mod function;
pub(super) mod http;
pub(super) mod integration;
mod monitoring;
pub(super) mod parameter;
pub(super) mod request;
mod security;
mod stage;
mod websocket;

use super::name::{self, LogicalIds};
use super::{Generator, Target, always, cors};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::model::{Api, Design, Dns, IpAddressType, Record, Stage};
use crate::sentence;
use crate::text::Document;
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

pub(super) const GENERATOR: Generator = Generator {
    path: "sam/template.yaml",
    target: Target::Sam,
    executable: false,
    applies: always,
    print,
    lost,
};

/// The logical ids of everything that other resources refer to.
struct Ids {
    api: String,
    functions: Vec<String>,
    stages: Vec<String>,
    log_groups: Vec<(String, String)>,
    domain: String,
    all: LogicalIds,
}

impl Ids {
    fn new(design: &Design) -> Self {
        let mut all = LogicalIds::default();
        let api = all.make("", &design.name, "Api");
        let stages = design
            .stages
            .iter()
            .map(|stage| {
                // SAM's own name of the API's stage: so a stage keeps its id whichever of them is the API's.
                if name::is_plain(&stage.name) {
                    all.make(&format!("{api}{}", stage.name), "", "Stage")
                } else {
                    all.make(&format!("{api}Stage"), &stage.name, "")
                }
            })
            .collect();
        let functions = design
            .functions
            .iter()
            .map(|function| all.make("", &function.name, "Function"))
            .collect();
        let mut log_groups: Vec<(String, String)> = Vec::new();
        for stage in &design.stages {
            let Some(log) = &stage.access_log else {
                continue;
            };
            let group = log.group(&design.name, &stage.name);
            if log_groups.iter().all(|(other, _)| *other != group) {
                // A group that stages share must not change its id with their order.
                let own = log.log_group.is_empty();
                let id = all.make("", if own { &stage.name } else { &group }, "AccessLog");
                log_groups.push((group, id));
            }
        }
        let domain = all.make("CustomDomain", "", "");
        Self {
            api,
            functions,
            stages,
            log_groups,
            domain,
            all,
        }
    }

    /// What refers to a stage: SAM's own name of the API's stage, or the stage beside it.
    fn stage(&self, design: &Design, name: &str) -> Option<String> {
        let index = design.stages.iter().position(|stage| stage.name == name)?;
        if design.websocket().is_none() && name::primary_stage(design) == Some(index) {
            Some(format!("{}.Stage", self.api))
        } else {
            Some(self.stages[index].clone())
        }
    }
}

/// Whether API Gateway writes any log, which needs a role of the account.
///
/// An HTTP API's access log is delivered by `CloudWatch` Logs and needs none.
fn has_logs(design: &Design) -> bool {
    design.http().is_none() && design.stages.iter().any(Stage::writes_logs)
}

fn print(design: &Design) -> Document {
    let language = design.output.language;
    let mut ids = Ids::new(design);
    Yaml::document(|yaml| {
        yaml.comment(words::sam_purpose(language));
        let open = parameter::open(design);
        if !open.is_empty() {
            yaml.comment(&words::sam_open(language, open.join(", ")));
        }
        yaml.entry("AWSTemplateFormatVersion", "2010-09-09");
        yaml.entry("Transform", "AWS::Serverless-2016-10-31");
        let description = design.api.description();
        if !description.is_empty() {
            let at = Pointer::root().join("api").join(design.api.key());
            yaml.entry_at(at.join("description"), "Description", limited(description));
        }
        parameter::print(yaml, design);
        yaml.blank();
        yaml.map("Resources", |yaml| {
            match design.api {
                Api::Rest(_) => {
                    api::print(yaml, design, &ids);
                    stage::print_others(yaml, design, &ids);
                }
                Api::Http(_) => {
                    http::print(yaml, design, &ids);
                    http::print_others(yaml, design, &ids);
                }
                Api::Websocket(_) => websocket::print(yaml, design, &mut ids),
            }
            for (index, function) in design.functions.iter().enumerate() {
                let at = Pointer::root().join("functions").join(index);
                yaml.at(at, |yaml| {
                    if function.exists() {
                        function::print_permission(yaml, design, &mut ids, index)
                    } else {
                        function::print(yaml, design, &mut ids, index, function)
                    }
                });
            }
            if design.websocket().is_some() {
                websocket::print_permissions(yaml, design, &mut ids);
            }
            security::print_permissions(yaml, design, &mut ids);
            stage::print_logs(yaml, design, &ids);
            if design.rest().is_some() {
                stage::print_web_acls(yaml, design, &mut ids);
            }
            if design.http().is_none() {
                access::print(yaml, design, &mut ids);
            }
            domain::print(yaml, design, &mut ids);
            monitoring::print(yaml, design, &mut ids);
        });
        yaml.blank();
        print_outputs(yaml, design, &ids);
    })
}

/// CloudFormation's limit of a description, in bytes.
fn limited(text: &str) -> &str {
    let mut end = text.len().min(1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn print_outputs(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let language = design.output.language;
    let mut names = LogicalIds::default();
    let has_domain = design.domain.is_some();
    let stages = if name::has_default_urls(design) {
        &design.stages[..]
    } else {
        &[]
    };
    if stages.is_empty() && !has_domain {
        return;
    }
    yaml.map("Outputs", |yaml| {
        for (index, stage) in stages.iter().enumerate() {
            let at = Pointer::root().join("stages").join(index).join("name");
            let id = names.make("", &stage.name, "Url");
            yaml.at(at, |yaml| {
                if design.websocket().is_some() {
                    return websocket::print_urls(yaml, design, ids, &stage.name, &id);
                }
                yaml.map(&id, |yaml| {
                    yaml.entry("Description", words::sam_stage_url(language));
                    let url = format!(
                        "https://${{{}}}{}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}{}",
                        ids.api,
                        yaml::literal(&name::host_part(design)),
                        yaml::literal(&name::default_path(design, &stage.name)),
                    );
                    yaml.entry("Value", yaml::sub(&url));
                });
            });
        }
        if has_domain {
            let id = names.make("DomainTarget", "", "");
            yaml.at(Pointer::root().join("domain"), |yaml| {
                yaml.map(&id, |yaml| {
                    yaml.entry("Description", words::sam_domain_target(language));
                    let target = format!("{}.{}", ids.domain, domain::target_attribute(design));
                    yaml.entry("Value", yaml::get_att(&target));
                });
            });
        }
    });
}

/// Resources of a stack; more are refused (AWS: "CloudFormation quotas").
const MAX_RESOURCES: usize = 500;

/// How many resources SAM makes of the template: a role for each function and a
/// permission for each method come on top of what stands in it.
fn expanded_resources(design: &Design) -> usize {
    let access = &design.access;
    let paths = design.routes.iter().flat_map(|route| {
        let methods = route.methods.iter();
        methods.map(|method| 1 + usize::from(cors::needs_open_preflight(design, route, method)))
    });
    let methods = match design.api {
        Api::Websocket(_) => websocket::resources(design),
        Api::Rest(_) | Api::Http(_) => paths.sum(),
    };
    let made = design
        .functions
        .iter()
        .filter(|function| !function.exists());
    // Each with its role, and a version behind an alias.
    let made = made.map(|function| if function.alias.is_empty() { 2 } else { 4 });
    let made: usize = made.sum();
    let logs = design
        .stages
        .iter()
        .filter(|stage| stage.access_log.is_some())
        .count();
    let web_acls = design
        .stages
        .iter()
        .filter(|stage| design.rest().is_some() && !stage.web_acl_arn.is_empty())
        .count();
    let links: usize = access
        .usage_plans
        .iter()
        .map(|plan| plan.api_keys.len())
        .sum();
    // What only a REST API has.
    let of_rest = web_acls + access.api_keys.len() + access.usage_plans.len() + links;
    let of_rest = if design.http().is_none() { of_rest } else { 0 };
    let domain = domain::resources(design);
    // The API, its deployment (none of an HTTP API), and the log role with its account setting.
    let deployment = usize::from(design.http().is_none());
    let fixed = 1 + deployment + if has_logs(design) { 2 } else { 0 };
    fixed
        + methods
        + design.stages.len()
        + made
        + function::called_elsewhere(design).len()
        + logs
        + security::asked(design).len()
        + of_rest
        + domain
        + monitoring::resources(design)
}

fn lost(design: &Design) -> Vec<Diagnostic> {
    let mut lost = Vec::new();
    let resources = expanded_resources(design);
    if resources > MAX_RESOURCES {
        let at = Pointer::root().join("routes");
        lost.push(
            Diagnostic::new("sam/too-many-resources", Severity::Warning, at, sentence!(
                "SAM makes about {resources} resources of this design, a stack takes {MAX_RESOURCES}",
                "SAM はこの設計から約 {resources} 個のリソースを作りますが、スタックの上限は {MAX_RESOURCES} です",
            ))
            .help(sentence!(
                "let one `/{{proxy+}}` take the place of many routes, or deploy with the CLI script",
                "多数のルートを `/{{proxy+}}` にまとめるか、CLI スクリプトでデプロイしてください",
            )),
        );
    }
    let primary = name::primary_stage(design).filter(|_| design.websocket().is_none());
    if let Some(index) = primary {
        let stage = &design.stages[index];
        if !name::is_plain(&stage.name) && design.stages.len() > 1 {
            let at = Pointer::root().join("stages");
            lost.push(
                Diagnostic::new("sam/stage-order", Severity::Info, at, sentence!(
                    "SAM names its API's stage `{name}` by a hash, so another first stage cannot take its place later",
                    "SAM は API のステージ `{name}` にハッシュの名前を付けるため、後から先頭のステージを変えられません",
                    name = stage.name,
                ))
                .help(sentence!(
                    "keep the order of the stages, or give one of them a name of letters and digits",
                    "ステージの順序を変えないか、いずれかのステージを英数字だけの名前にしてください",
                )),
            );
        }
        if !stage.description.is_empty() {
            let at = Pointer::root()
                .join("stages")
                .join(index)
                .join("description");
            lost.push(Diagnostic::new(
                "sam/not-expressible",
                Severity::Info,
                at,
                sentence!(
                    "SAM cannot describe the stage `{name}` that belongs to its API",
                    "SAM の API に付くステージ `{name}` には説明を設定できません",
                    name = stage.name,
                ),
            ));
        }
    }
    function::lost(design, &mut lost);
    if let Some(http) = design.http()
        && http.ip_address_type == IpAddressType::Dualstack
    {
        let at = Pointer::root().join("api").join("http");
        let message = sentence!(
            "SAM's HTTP APIs answer on IPv4 alone",
            "SAM の HTTP API が応答するのは IPv4 だけです"
        );
        lost.push(
            Diagnostic::new(
                "sam/not-expressible",
                Severity::Warning,
                at.join("ip_address_type"),
                message,
            )
            .help(sentence!(
                "run the README's commands after the first `sam deploy`, or deploy with the CLI script",
                "最初の `sam deploy` の後に README のコマンドを実行するか、CLI スクリプトを使ってください",
            )),
        );
    }
    domain::lost(design, &mut lost);
    if let Some(domain) = &design.domain
        && let Dns::Route53(record) = &domain.dns
        && record.record == Record::Alias
        && !record.target.is_empty()
    {
        let at = Pointer::root()
            .join("domain")
            .join("dns")
            .join("route53")
            .join("target");
        lost.push(Diagnostic::new(
            "sam/not-expressible",
            Severity::Info,
            at,
            sentence!(
                "the template takes the target from the domain it makes, not from this field",
                "テンプレートは作成するドメインの値を使い、この欄は使いません",
            ),
        ));
    }
    lost
}
