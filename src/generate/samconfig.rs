//! `samconfig.toml`: what `sam deploy --guided` would ask.

use super::sam_template::parameter::{self, Parameter};
use super::{Generator, Target, always, name};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::model::{Design, Function};
use crate::sentence;
use crate::text::Document;
use crate::text::toml::Toml;
use crate::words::files as words;

pub(super) const GENERATOR: Generator = Generator {
    path: "sam/samconfig.toml",
    target: Target::Sam,
    executable: false,
    applies: always,
    print,
    lost,
};

fn print(design: &Design) -> Document {
    let language = design.output.language;
    let root = Pointer::root();
    let stack = name::slug(&design.name);
    Toml::document(|toml| {
        toml.comment(words::samconfig_purpose(language));
        // The version of the file's format (AWS SAM developer guide, "AWS SAM CLI configuration file").
        toml.entry("version", 0.1);
        toml.table("default.build.parameters");
        toml.comment(words::samconfig_container(language));
        toml.entry("use_container", true);
        toml.table("default.deploy.parameters");
        toml.at(root.join("name"), |toml| toml.entry("stack_name", &stack));
        if !design.region.is_empty() {
            toml.at(root.join("region"), |toml| {
                toml.entry("region", &design.region)
            });
        }
        toml.comment(words::samconfig_bucket(language));
        toml.entry("resolve_s3", true);
        toml.at(root.join("name"), |toml| toml.entry("s3_prefix", &stack));
        if design.functions.iter().any(Function::is_built_image) {
            toml.comment(words::samconfig_repositories(language));
            toml.entry("resolve_image_repos", true);
        }
        toml.comment(words::samconfig_capabilities(language));
        toml.entry("capabilities", "CAPABILITY_IAM");
        toml.comment(words::samconfig_confirm(language));
        toml.entry("confirm_changeset", true);
        print_parameters(toml, design);
    })
}

fn print_parameters(toml: &mut Toml, design: &Design) {
    let parameters = parameter::parameters(design);
    for parameter in &parameters {
        toml.at(parameter.at, |toml| {
            toml.comment(&format!("{}: {}", parameter.name, parameter.description));
        });
    }
    // SAM's own form of the option: NAME="value", one space between them.
    let overrides: Vec<String> = parameters
        .iter()
        .map(|Parameter { name, example, .. }| format!("{name}=\"{example}\""))
        .collect();
    let overrides = overrides.join(" ");
    let Some(first) = parameters.first() else {
        return;
    };
    toml.at(first.at, |toml| {
        if parameter::open(design).is_empty() {
            toml.entry(OVERRIDES, &overrides);
        } else {
            toml.comment(words::samconfig_open(design.output.language));
            toml.disabled(OVERRIDES, &overrides);
        }
    });
}

const OVERRIDES: &str = "parameter_overrides";

fn lost(design: &Design) -> Vec<Diagnostic> {
    let parameters = parameter::parameters(design).into_iter();
    let open = parameters.filter(|parameter| parameter.default().is_none());
    open.map(|parameter| {
        Diagnostic::new(
            "sam/parameter-open",
            Severity::Info,
            parameter.at,
            sentence!(
                "`sam deploy` stops until `{name}` is given",
                "`{name}` を指定するまで `sam deploy` は実行できません",
                name = parameter.name,
            ),
        )
        .help(sentence!(
            "fill in this field, or `parameter_overrides` in `sam/samconfig.toml`",
            "この欄か、`sam/samconfig.toml` の `parameter_overrides` に入力してください",
        ))
    })
    .collect()
}
