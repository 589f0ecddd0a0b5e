//! `samconfig.toml`: what `sam deploy --guided` would ask.

use super::sam_template::merge::STAGE_NAME;
use super::sam_template::parameter::{self, Parameter};
use super::sam_template::stacks;
use super::{Generator, Target, always, name};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::model::{Design, Function, Stage};
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
    let per_stage = stacks::are_per_stage(design);
    Toml::document(|toml| {
        if per_stage {
            let at = Pointer::root().join("output").join("sam_stages");
            toml.at(at, |toml| {
                toml.comment(words::samconfig_purpose_of_stages(language));
            });
        } else {
            toml.comment(words::samconfig_purpose(language));
        }
        // The version of the file's format (AWS SAM developer guide, "AWS SAM CLI configuration file").
        toml.entry("version", 0.1);
        toml.table(DEFAULT, "build.parameters");
        toml.at(all_functions(), |toml| {
            if design.is_without_functions() {
                toml.comment(words::samconfig_nothing(language));
                toml.entry("use_container", false);
            } else {
                toml.comment(words::samconfig_container(language));
                toml.entry("use_container", true);
            }
        });
        if per_stage {
            if let Some((index, stage)) = first(design) {
                let at = Pointer::root().join("stages").join(index).join("name");
                toml.at(at, |toml| {
                    print_environment(toml, design, DEFAULT, Some(stage))
                });
            }
            for (index, stage) in design.stages.iter().enumerate() {
                let at = Pointer::root().join("stages").join(index).join("name");
                let name = environment(design, stage);
                // A stage of that name which comes first stands there already: a table may stand once.
                if name != DEFAULT {
                    toml.at(at, |toml| {
                        print_environment(toml, design, &name, Some(stage))
                    });
                }
            }
        } else {
            print_environment(toml, design, DEFAULT, None);
        }
    })
}

fn all_functions() -> Pointer {
    Pointer::root().join("functions")
}

/// The environment that SAM takes when none is named.
const DEFAULT: &str = "default";

/// The stage whose stack is deployed first, with its place.
fn first(design: &Design) -> Option<(usize, &Stage)> {
    let index = *stacks::order(design).first()?;
    Some((index, design.stages.get(index)?))
}

/// Name of a stage's environment.
pub(super) fn environment(design: &Design, stage: &Stage) -> String {
    let name = name::slug(&stage.name);
    let is_first = first(design).is_some_and(|(_, first)| first == stage);
    if name == DEFAULT && !is_first {
        "default-stage".into()
    } else {
        name
    }
}

/// What `sam deploy` is told in one environment, for one stage or for all.
fn print_environment(toml: &mut Toml, design: &Design, name: &str, stage: Option<&Stage>) {
    let language = design.output.language;
    let root = Pointer::root();
    let stack = match stage {
        Some(stage) => stacks::stack_name(design, stage),
        None => name::slug(&design.name),
    };
    toml.table(name, "deploy.parameters");
    if let Some(stage) = stage {
        toml.comment(&words::samconfig_stage(language, &stage.name));
    }
    toml.at(root.join("name"), |toml| toml.entry("stack_name", &stack));
    if !design.region.is_empty() {
        toml.at(root.join("region"), |toml| {
            toml.entry("region", &design.region)
        });
    }
    toml.comment(words::samconfig_bucket(language));
    toml.entry("resolve_s3", true);
    toml.at(root.join("name"), |toml| toml.entry("s3_prefix", &stack));
    let mut functions = design.functions.iter();
    if let Some(index) = functions.position(Function::is_built_image) {
        let at = root.join("functions").join(index).join("package");
        toml.at(at, |toml| {
            toml.comment(words::samconfig_repositories(language));
            toml.entry("resolve_image_repos", true);
        });
    }
    let why = if design.is_without_functions() {
        words::samconfig_gateway_role(language)
    } else {
        words::samconfig_capabilities(language)
    };
    toml.at(all_functions(), |toml| toml.comment(why));
    toml.entry("capabilities", "CAPABILITY_IAM");
    toml.comment(words::samconfig_confirm(language));
    toml.entry("confirm_changeset", true);
    print_parameters(toml, design, stage);
}

fn print_parameters(toml: &mut Toml, design: &Design, stage: Option<&Stage>) {
    let parameters = parameter::parameters(design);
    for parameter in &parameters {
        toml.at(parameter.at, |toml| {
            toml.comment(&format!("{}: {}", parameter.name, parameter.description));
        });
    }
    // SAM's own form of the option: NAME="value", one space between them.
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let own = stage.map(|stage| format!("{STAGE_NAME}=\"{}\"", escaped(&stage.name)));
    let asked = parameters.iter();
    let asked = asked.map(|Parameter { name, example, .. }| format!("{name}=\"{example}\""));
    let overrides: Vec<String> = own.into_iter().chain(asked).collect();
    if overrides.is_empty() {
        return;
    }
    let overrides = overrides.join(" ");
    let at = parameters.first().map(|first| first.at);
    let at = at.unwrap_or(Pointer::root().join("stages"));
    toml.at(at, |toml| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BasePathMapping, CustomDomain, SamStages};

    /// Tables of deployments, and the stage that the one without a name deploys.
    fn environments(stages: &[&str], shown: &str) -> (Vec<String>, String) {
        let named = |name: &&str| Stage {
            name: (*name).into(),
            ..Stage::default()
        };
        let mut design = Design {
            name: "shop".into(),
            stages: stages.iter().map(named).collect(),
            domain: Some(CustomDomain {
                mappings: vec![BasePathMapping {
                    stage: shown.into(),
                    ..BasePathMapping::default()
                }],
                ..CustomDomain::default()
            }),
            ..Design::default()
        };
        design.output.sam_stages = SamStages::StackPerStage;
        let text = print(&design).text();
        let tables = text.lines().filter_map(|line| {
            let table = line.strip_prefix('[')?;
            table.strip_suffix(".deploy.parameters]")
        });
        let (_, after) = text
            .split_once("[default.deploy.parameters]")
            .expect("there is a default");
        let stack = after
            .lines()
            .find_map(|line| line.strip_prefix("stack_name = "));
        let stack = stack.unwrap_or_default().trim_matches('"').to_owned();
        (tables.map(str::to_owned).collect(), stack)
    }

    #[test]
    fn without_a_word_the_stack_is_deployed_that_goes_first() {
        let (tables, stack) = environments(&["dev", "prod"], "prod");
        assert_eq!(tables, ["default", "dev", "prod"]);
        assert_eq!(stack, "shop-prod");
    }

    #[test]
    fn a_stage_named_default_has_one_table() {
        let (tables, stack) = environments(&["default", "prod"], "default");
        assert_eq!(
            (tables, stack),
            (vec!["default".into(), "prod".into()], "shop-default".into())
        );
        let (tables, stack) = environments(&["default", "prod"], "prod");
        assert_eq!(tables, ["default", "default-stage", "prod"]);
        assert_eq!(stack, "shop-prod");
    }
}
