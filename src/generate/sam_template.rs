//! `template.yaml`: the whole gateway as one SAM stack.

mod access;
mod api;
pub(super) mod definition;
pub(super) mod domain;
mod function;
pub(super) mod http;
mod implicit;
pub(super) mod integration;
mod limit;
mod link;
pub(super) mod merge;
mod metadata;
mod method_settings;
mod monitoring;
pub(super) mod parameter;
pub(super) mod request;
mod security;
pub(super) mod stacks;
mod stage;
mod web_acl;
mod websocket;

use std::collections::{BTreeSet, HashMap};

use super::kept::Whole;
use super::name::{self, LogicalIds};
use super::{Generator, Target, always, kept};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::model::{Api, Design, Dns, IpAddressType, Record, Stage};
use crate::sentence;
use crate::text::Document;
use crate::text::yaml::tree::{Growth, Node, Only, grow_one};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;
use stacks::Elsewhere;

pub(crate) use metadata::OWN;

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
    /// The gateway's role.
    role: String,
    links: Vec<String>,
    /// Those that came with an imported template, by what has them.
    given: HashMap<String, String>,
    all: LogicalIds,
    /// Whether the account needs a role for logs.
    has_logs: bool,
    /// Whether the REST API has a definition of its own, which takes no authorization from events.
    is_defined: bool,
    /// What stacks that are deployed before this one make.
    elsewhere: Elsewhere,
    calls: function::Calls,
}

impl Ids {
    fn new(design: &Design, elsewhere: Elsewhere) -> Self {
        let is_defined = definition::applies(design);
        // SAM's own name of an API is no name for another one.
        let replaced = implicit::is_wanted(design) && !implicit::applies(design, is_defined);
        let reserved = if replaced { &implicit::IDS[..] } else { &[] };
        let taken = kept::resources(design).chain(reserved.iter().copied());
        let mut all = LogicalIds::without(taken);
        let given = given(design);
        let known = |of: &str| given.get(of).map(String::as_str);
        let api = all.given(known("api"), "", &design.name, "Api");
        let stages = design
            .stages
            .iter()
            .map(|stage| {
                if let Some(id) = known(&format!("stage {}", stage.name)) {
                    return all.given(Some(id), "", "", "");
                }
                // SAM's own name of the API's stage: so a stage keeps its id whichever of them is the API's.
                if stacks::are_per_stage(design) {
                    all.make(&api, "", "Stage")
                } else if name::is_plain(&stage.name) {
                    all.make(&format!("{api}{}", stage.name), "", "Stage")
                } else {
                    all.make(&format!("{api}Stage"), &stage.name, "")
                }
            })
            .collect();
        let functions = design
            .functions
            .iter()
            .map(|function| {
                let given = known(&format!("function {}", function.name));
                all.given(given, "", &function.name, "Function")
            })
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
                let of = if own {
                    stacks::part_of_id(design, &stage.name)
                } else {
                    &group
                };
                let given = known(&format!("log_group {group}"));
                let id = all.given(given, "", of, "AccessLog");
                log_groups.push((group, id));
            }
        }
        let domain = all.given(known("domain"), "CustomDomain", "", "");
        let role = all.make("GatewayRole", "", "");
        let links = design.vpc_links.iter();
        let links = links
            .map(|link| {
                let given = known(&format!("link {}", link.name));
                // Another load balancer is another link, and SAM deploys what is written otherwise alone: the id of the
                // link is all that the API says of it.
                let target = match link.target_arn.as_str() {
                    "" => String::new(),
                    target => format!("{:08x}", name::hash(target) >> 32),
                };
                all.given(given, "", &link.name, &format!("VpcLink{target}"))
            })
            .collect();
        Self {
            api,
            functions,
            stages,
            log_groups,
            domain,
            role,
            links,
            given,
            all,
            has_logs: has_logs(design) || elsewhere.logs,
            is_defined,
            elsewhere,
            calls: function::Calls::new(design),
        }
    }

    /// The id that an imported template gave something, or one that is made.
    fn given(&mut self, of: &str, (before, text, after): (&str, &str, &str)) -> String {
        let given = self.given.get(of).map(String::as_str);
        self.all.given(given, before, text, after)
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

/// The ids that came with an imported template, by what has them; the first one counts.
fn given(design: &Design) -> HashMap<String, String> {
    let ids = design.output.sam_ids.iter();
    let ids = ids.filter(|one| !one.id.is_empty()).rev();
    ids.map(|one| (one.of.clone(), one.id.clone())).collect()
}

/// Whether API Gateway writes any log, which needs a role of the account.
///
/// An HTTP API's access log is delivered by `CloudWatch` Logs and needs none.
fn has_logs(design: &Design) -> bool {
    design.http().is_none() && design.stages.iter().any(Stage::writes_logs)
}

fn print(design: &Design) -> Document {
    if kept::has_template(design) {
        let mut nodes = nodes(design);
        kept::overlay(&mut nodes, design);
        Yaml::document(|yaml| yaml.tree(&nodes))
    } else if stacks::are_per_stage(design) {
        stacks::print(design)
    } else {
        Yaml::document(|yaml| print_stack(yaml, design, Elsewhere::default()))
    }
}

/// The template as a tree, without what is kept for it.
fn nodes(design: &Design) -> Vec<Node> {
    nodes_of(design, Only::Whole)
}

fn nodes_of(design: &Design, only: Only) -> Vec<Node> {
    if stacks::are_per_stage(design) {
        stacks::nodes(design)
    } else {
        let growth = Growth {
            only,
            ..Growth::default()
        };
        let mut nodes = grow_one(growth, |yaml| {
            print_stack(yaml, design, Elsewhere::default());
        });
        implicit::settle(&mut nodes, design);
        nodes
    }
}

/// A template without what is kept for it.
pub struct Generated {
    nodes: Vec<Node>,
}

impl Generated {
    pub(super) fn new(design: &Design) -> Self {
        let nodes = nodes_of(design, Only::Plain);
        Self { nodes }
    }

    /// What it says, texts as they are printed.
    pub fn raw(&self) -> Whole<'_> {
        Whole::new(&self.nodes)
    }

    /// The same template with texts such as `${Pool.Arn}` that name something of `names` as references to it; `None` where there
    /// are none.
    #[must_use]
    pub fn referring(&self, names: &BTreeSet<String>) -> Option<Self> {
        let nodes = kept::referring(&self.nodes, names)?;
        Some(Self { nodes })
    }
}

/// How many bytes the template has.
fn length(design: &Design) -> usize {
    if stacks::are_per_stage(design) {
        stacks::length(design)
    } else {
        Yaml::length(|yaml| print_stack(yaml, design, Elsewhere::default()))
    }
}

/// One stack with all stages of a design.
fn print_stack(yaml: &mut Yaml, design: &Design, elsewhere: Elsewhere) {
    let language = design.output.language;
    let mut ids = Ids::new(design, elsewhere);
    yaml.comment(if stacks::are_per_stage(design) {
        words::sam_purpose_of_stages(language)
    } else {
        words::sam_purpose(language)
    });
    let open = parameter::open(design);
    if !open.is_empty() {
        let parameters = parameter::parameters(design);
        let mut open_ones = parameters.iter();
        let first = open_ones.find(|one| one.default().is_none());
        let at = first.map_or(Pointer::root(), |first| first.at);
        yaml.at(at, |yaml| {
            yaml.comment(&words::sam_open(language, open.join(", ")))
        });
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
                    function::print(yaml, design, &mut ids, index, function);
                    if ids.calls.is_at_once(&function.name) {
                        function::print_permission(yaml, design, &mut ids, index);
                    }
                }
            });
        }
        if design.websocket().is_some() {
            websocket::print_permissions(yaml, design, &mut ids);
        }
        security::print_permissions(yaml, design, &mut ids);
        link::print(yaml, design, &ids);
        stage::print_logs(yaml, design, &ids);
        if design.rest().is_some() {
            web_acl::print(yaml, design, &mut ids);
        }
        if design.http().is_none() {
            access::print(yaml, design, &mut ids);
        }
        domain::print(yaml, design, &mut ids);
        monitoring::print(yaml, design, &mut ids);
    });
    yaml.blank();
    print_outputs(yaml, design, &ids);
    // What nobody but the studio reads comes last.
    metadata::print(yaml, design);
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
    let has_domain = design.domain.is_some() && !ids.elsewhere.domain;
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
            let id = names.make("", stacks::part_of_id(design, &stage.name), "Url");
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
        if has_domain && !domain::is_inside(design) {
            let id = names.make("DomainTarget", "", "");
            yaml.at(Pointer::root().join("domain"), |yaml| {
                yaml.map(&id, |yaml| {
                    yaml.entry("Description", words::sam_domain_target(language));
                    let target = domain::target(design, &ids.domain);
                    yaml.entry("Value", yaml::get_att(&target));
                });
            });
        }
    });
}

/// SAM moves a stage to each new deployment, and its canary with it, which so has no release of its own.
fn lost_canaries(design: &Design) -> impl Iterator<Item = Diagnostic> {
    let stages = design.stages.iter().enumerate();
    let stages = stages.filter(|(_, stage)| design.rest().is_some() && stage.canary.is_some());
    stages.map(|(index, stage)| {
        let at = Pointer::root().join("stages").join(index).join("canary");
        let name = &stage.name;
        Diagnostic::new("sam/not-expressible", Severity::Warning, at, sentence!(
            "SAM moves stage `{name}` and its canary to each new deployment together: the canary differs in stage variables only",
            "SAM はステージ `{name}` とそのカナリアを同時に新しいデプロイに切り替えるため、カナリアで異なるのはステージ変数だけです",
        ))
        .help(sentence!(
            "release with cli/deploy.sh, or shift traffic between versions of the function instead; a canary that was taken out of the template stays until `aws apigateway update-stage --patch-operations op=remove,path=/canarySettings`",
            "cli/deploy.sh でリリースするか、代わりに関数のバージョン間でトラフィックを移してください。テンプレートから外したカナリアは、`aws apigateway update-stage --patch-operations op=remove,path=/canarySettings` を実行するまで残ります",
        ))
    })
}

fn lost(design: &Design) -> Vec<Diagnostic> {
    let mut lost = Vec::new();
    if kept::has_template(design) {
        kept::lost(design, &mut nodes(design), &mut lost);
    }
    limit::lost(design, &mut lost);
    if stacks::are_per_stage(design) {
        stacks::lost(design, &mut lost);
    } else {
        lost_of_stack(design, &mut lost);
    }
    lost
}

/// What one stack with all stages of a design cannot say.
fn lost_of_stack(design: &Design, lost: &mut Vec<Diagnostic>) {
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
    lost.extend(lost_canaries(design));
    function::lost(design, lost);
    method_settings::lost(design, lost);
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
    domain::lost(design, lost);
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
}
