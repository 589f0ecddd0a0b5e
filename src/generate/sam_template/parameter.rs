//! Values that the stack takes when it is made, because the design leaves them open.

use super::{domain, has_logs};
use crate::diagnostic::Pointer;
use crate::model::{Design, Record};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

/// A parameter of the template.
pub(in crate::generate) struct Parameter {
    /// Its logical name.
    pub(in crate::generate) name: &'static str,
    /// The field that it stands for.
    pub(in crate::generate) at: Pointer,
    /// What it is, in the design's language.
    pub(in crate::generate) description: String,
    /// What a value looks like.
    pub(in crate::generate) example: &'static str,
    kind: &'static str,
    pattern: &'static str,
    /// The only values, the default first; none when any value will do.
    choices: &'static [&'static str],
}

impl Parameter {
    /// The value that is taken when nobody gives one.
    pub(in crate::generate) fn default(&self) -> Option<&'static str> {
        self.choices.first().copied()
    }
}

/// The first field that lets API Gateway write a log; all stages where another stack's stage has it.
pub(super) fn logs_at(design: &Design) -> Pointer {
    let stages = Pointer::root().join("stages");
    let logs = design.stages.iter().enumerate();
    let mut logs = logs.filter_map(|(index, stage)| Some((index, stage.logs_by()?)));
    let first = logs.next();
    first.map_or(stages, |(index, field)| stages.join(index).join(field))
}

/// The template's parameters, in its order.
pub(in crate::generate) fn parameters(design: &Design) -> Vec<Parameter> {
    let language = design.output.language;
    let at = Pointer::root().join("domain");
    let mut parameters = Vec::new();
    if let Some(domain) = domain::open_certificate(design) {
        let region = domain.certificate_region(&design.region);
        parameters.push(Parameter {
            name: "CertificateArn",
            at: at.join("certificate_arn"),
            description: words::sam_certificate(language, &domain.name, region),
            example: "ARN",
            kind: "String",
            pattern: r"^arn:aws[a-zA-Z-]*:acm:[a-z0-9-]+:\d{12}:certificate/.+$",
            choices: &[],
        });
    }
    if domain::open_zone(design) {
        parameters.push(Parameter {
            name: "HostedZoneId",
            at: at.join("dns"),
            description: if domain::asks_endpoint(design).is_some() {
                words::sam_private_zone(language).to_owned()
            } else {
                words::sam_zone(language).to_owned()
            },
            example: "ID",
            kind: "AWS::Route53::HostedZone::Id",
            pattern: "",
            choices: &[],
        });
    }
    if let Some(record) = domain::asks_endpoint(design) {
        parameters.push(Parameter {
            name: domain::ENDPOINT_NAME,
            at: at.join("endpoint"),
            description: words::sam_endpoint_name(language).to_owned(),
            example: "NAME",
            kind: "String",
            pattern: r"^vpce-[a-z0-9.-]+\.amazonaws\.com(\.cn)?$",
            choices: &[],
        });
        if record.record == Record::Alias {
            parameters.push(Parameter {
                name: domain::ENDPOINT_ZONE,
                at: at.join("endpoint"),
                description: words::sam_endpoint_zone(language).to_owned(),
                example: "ZONE",
                kind: "String",
                pattern: "^Z[A-Z0-9]+$",
                choices: &[],
            });
        }
    }
    if has_logs(design) {
        parameters.push(Parameter {
            name: "AccountLogRole",
            at: logs_at(design),
            description: words::sam_log_role(language).to_owned(),
            example: "keep",
            kind: "String",
            pattern: "",
            choices: &["keep", "create"],
        });
    }
    parameters
}

/// Names of the parameters that have no default: without them nothing is deployed.
pub(in crate::generate) fn open(design: &Design) -> Vec<&'static str> {
    let open = |parameter: &Parameter| parameter.default().is_none();
    let parameters = parameters(design).into_iter();
    parameters.filter(open).map(|open| open.name).collect()
}

/// The sections `Parameters` and `Conditions`.
pub(super) fn print(yaml: &mut Yaml, design: &Design) {
    let parameters = parameters(design);
    let Some(first) = parameters.first() else {
        return;
    };
    yaml.blank();
    yaml.at(first.at, |yaml| {
        yaml.map("Parameters", |yaml| {
            for parameter in &parameters {
                yaml.at(parameter.at, |yaml| {
                    yaml.map(parameter.name, |yaml| print_parameter(yaml, parameter));
                });
            }
        });
    });
    if has_logs(design) {
        yaml.blank();
        yaml.at(logs_at(design), |yaml| {
            yaml.map("Conditions", |yaml| {
                yaml.tagged_list("CreateLogRole", "!Equals", |yaml| {
                    yaml.item(yaml::reference("AccountLogRole"));
                    yaml.item("create");
                });
            });
        });
    }
}

fn print_parameter(yaml: &mut Yaml, parameter: &Parameter) {
    yaml.entry("Type", parameter.kind);
    yaml.entry("Description", &parameter.description);
    if !parameter.pattern.is_empty() {
        yaml.entry("AllowedPattern", parameter.pattern);
    }
    if let Some(default) = parameter.default() {
        yaml.list("AllowedValues", |yaml| {
            parameter
                .choices
                .iter()
                .for_each(|choice| yaml.item(*choice));
        });
        yaml.entry("Default", default);
    }
}
