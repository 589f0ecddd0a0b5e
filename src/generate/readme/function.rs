//! The functions that `deploy.sh` finds: how they are made, and brought up to date later.

use crate::diagnostic::Pointer;
use crate::generate::{app_handler, iam};
use crate::model::{Design, Function};
use crate::text::markdown::Markdown;
use crate::text::shell::quote;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    let at = |index| Pointer::root().join("functions").join(index);
    let functions = || design.functions.iter().enumerate();
    let made = || functions().filter(|(_, function)| !function.exists());
    if made().next().is_some() {
        md.paragraph(words::readme_cli_make(language));
        let at = Pointer::root().join("functions");
        md.at(at, |md| md.commands(&role_commands(design)));
    }
    for (index, function) in made() {
        md.at(at(index), |md| {
            md.commands(&function_commands(design, function))
        });
    }
    if made().next().is_some() {
        md.paragraph(words::readme_cli_update(language));
        let commands = made().map(|(_, function)| {
            format!(
                "aws lambda update-function-code --region {} --function-name {} --zip-file fileb://function.zip",
                quote(&design.region),
                quote(&function.name)
            )
        });
        md.commands(&commands.collect::<Vec<_>>());
    }
    if traces(design) && !design.functions.is_empty() {
        md.paragraph(words::readme_cli_tracing(language));
        let commands = functions().map(|(_, function)| {
            // An alias has no settings of its own.
            let arn: Vec<&str> = function.arn.split(':').take(7).collect();
            let arn = arn.join(":");
            let name = if function.exists() {
                &arn
            } else {
                &function.name
            };
            format!(
                "aws lambda update-function-configuration --region {} --function-name {}{TRACING}",
                quote(&design.region),
                quote(name)
            )
        });
        md.commands(&commands.collect::<Vec<_>>());
    }
}

const TRACING: &str = " --tracing-config Mode=Active";

fn traces(design: &Design) -> bool {
    design.stages.iter().any(|stage| stage.tracing)
}

/// Makes the role of the functions of its two policies.
fn role_commands(design: &Design) -> [String; 3] {
    let role = iam::execution_role_name(design);
    [
        format!(
            "aws iam create-role --role-name {role} --assume-role-policy-document file://iam/execution-role-trust.json"
        ),
        format!(
            "aws iam put-role-policy --role-name {role} --policy-name {role} --policy-document file://iam/execution-role.json"
        ),
        format!("ROLE_ARN=$(aws iam get-role --role-name {role} --query Role.Arn --output text)"),
    ]
}

/// The wheels that a runtime takes: Amazon Linux 2023 of Python 3.12 and later has glibc 2.34, Amazon Linux 2
/// before it 2.26 (AWS: Lambda developer guide, "Lambda runtimes"). pip wants each tag by its name.
fn platforms(function: &Function) -> String {
    let architecture = match function.architecture.as_str() {
        "arm64" => "aarch64",
        _ => "x86_64",
    };
    let minor = function.runtime.strip_prefix("python3.");
    let old = minor.is_some_and(|minor| matches!(minor.parse(), Ok(0..=11_u32)));
    let tags = ["manylinux_2_28", "manylinux_2_17", "manylinux2014"];
    let tags = if old { &tags[1..] } else { &tags[..] };
    let tags = tags
        .iter()
        .map(|tag| format!("--platform {tag}_{architecture}"));
    tags.collect::<Vec<_>>().join(" ")
}

fn function_commands(design: &Design, function: &Function) -> Vec<String> {
    let python = function.runtime.trim_start_matches("python");
    let mut environment = String::new();
    if !function.environment.is_empty() {
        let variables = crate::text::shell::Word::json(|json| {
            json.object("Variables", |json| {
                function
                    .environment
                    .iter()
                    .for_each(|variable| json.field(&variable.name, &variable.value));
            });
        });
        environment = format!(" --environment {}", variables.as_str());
    }
    let tracing = if traces(design) { TRACING } else { "" };
    vec![
        "rm -rf build function.zip".to_owned(),
        format!(
            "pip install -r app/requirements.txt --target build {} --python-version {} --only-binary=:all:",
            platforms(function),
            quote(python)
        ),
        "cp -R app/. build/ && (cd build && zip -qr ../function.zip .)".to_owned(),
        format!(
            "aws lambda create-function --region {} --function-name {} --runtime {} --handler {} --memory-size {} --timeout {} --architectures {} --zip-file fileb://function.zip --role \"$ROLE_ARN\"{tracing}{environment}",
            quote(&design.region),
            quote(&function.name),
            quote(&function.runtime),
            app_handler::handler_name(design, &function.name),
            function.memory_mib,
            function.timeout_seconds,
            function.architecture.as_str(),
        ),
    ]
}
