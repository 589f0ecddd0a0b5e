//! The functions that `deploy.sh` finds: how they are made, and brought up to date later.

use crate::diagnostic::Pointer;
use crate::generate::{app_handler, app_image, iam, name, websocket};
use crate::model::{Architecture, Design, Function};
use crate::text::markdown::Markdown;
use crate::text::shell::{Word, quote};
use crate::words::files as words;

/// The place of a function.
pub(super) fn at(index: usize) -> Pointer {
    Pointer::root().join("functions").join(index)
}

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    let functions = || design.functions.iter().enumerate();
    let made = || functions().filter(|(_, function)| !function.exists());
    if made().next().is_some() {
        md.at(Pointer::root().join("functions"), |md| {
            md.paragraph(words::readme_cli_make(language));
            md.commands(&role_commands(design));
        });
    }
    if let Some(table) = websocket::table(design) {
        let at = Pointer::root()
            .join("api")
            .join("websocket")
            .join("connection_table");
        md.at(at, |md| {
            md.paragraph(words::websocket_make_table(language));
            md.commands(&table_commands(design, table));
        });
    }
    let reads = made().find(|(_, function)| !function.environment.is_empty());
    let reads = reads.map(|(index, _)| at(index).join("environment"));
    if let Some(at) = reads {
        md.at(at, |md| {
            md.paragraph(words::readme_cli_environment(language))
        });
    }
    for (index, function) in made() {
        md.at(at(index), |md| md.commands(&create(design, function)));
    }
    if let Some((index, _)) = made().find(|(_, function)| function.image().is_none()) {
        md.at(at(index), |md| {
            md.paragraph(words::readme_cli_package(language))
        });
    }
    if made().next().is_some() {
        md.at(Pointer::root().join("functions"), |md| {
            md.paragraph(words::readme_cli_update(language));
        });
        if let Some((index, _)) = made().find(|(_, function)| function.is_built_image()) {
            md.at(at(index).join("package"), |md| {
                md.paragraph(words::readme_cli_tag(language));
            });
        }
        md.commands_by(|md| {
            if let Some(at) = reads {
                md.command(at, ENVIRONMENT);
            }
            for (index, function) in made() {
                for line in update(design, function) {
                    md.command(at(index), &line);
                }
            }
        });
    }
    if let Some((index, _)) = made().find(|(_, function)| function.vpc.is_some()) {
        md.at(at(index).join("vpc"), |md| {
            md.paragraph(words::readme_cli_vpc(language))
        });
    }
    print_tracing(md, design);
}

/// Lets functions that exist take part in traces.
fn print_tracing(md: &mut Markdown, design: &Design) {
    let functions = design.functions.iter().enumerate();
    let mut theirs = functions
        .filter(|(_, function)| function.exists())
        .peekable();
    let first = design.stages.iter().position(|stage| stage.tracing);
    let Some(stage) = first.filter(|_| theirs.peek().is_some()) else {
        return;
    };
    let traced = Pointer::root().join("stages").join(stage).join("tracing");
    md.at(traced, |md| {
        md.paragraph(words::readme_cli_tracing(design.output.language));
        md.commands_by(|md| {
            for (index, function) in theirs {
                for function in design.callees(function) {
                    // An alias has no settings of its own.
                    let arn: Vec<&str> = function.arn.split(':').take(7).collect();
                    md.command(at(index), &format!(
                        "aws lambda update-function-configuration --region {} --function-name {}{TRACING}",
                        quote(&design.region),
                        quote(&arn.join(":"))
                    ));
                    md.also(traced);
                }
            }
        });
    });
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

/// Makes the table in which the handler of a WebSocket API keeps connections.
fn table_commands(design: &Design, table: &str) -> [String; 3] {
    let named = format!(
        "--region {} --table-name {}",
        quote(&design.region),
        quote(table)
    );
    [
        format!(
            "aws dynamodb create-table {named} --billing-mode PAY_PER_REQUEST --attribute-definitions AttributeName=connection,AttributeType=S --key-schema AttributeName=connection,KeyType=HASH"
        ),
        format!("aws dynamodb wait table-exists {named}"),
        format!(
            "aws dynamodb update-time-to-live {named} --time-to-live-specification AttributeName=expires,Enabled=true"
        ),
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

/// A function's own name in a command, and the option that names its alias beside it.
pub(super) fn called(function: &Function) -> (String, String) {
    if function.exists() {
        return (function.called_arn().into_owned(), String::new());
    }
    let qualifier = match function.alias.as_str() {
        "" => String::new(),
        alias => format!(" --qualifier {}", quote(alias)),
    };
    (function.name.clone(), qualifier)
}

/// What names a function in every command about it.
fn named(design: &Design, function: &Function) -> String {
    let (region, name) = (quote(&design.region), quote(&function.name));
    format!("--region {region} --function-name {name}")
}

/// Makes the code that [`create`] and [`update`] upload: a ZIP file, or an image of a new tag.
fn build(design: &Design, function: &Function, tag: &str) -> Vec<String> {
    let python = app_image::python_version(function);
    if function.image().is_none() {
        return vec![
            "rm -rf build function.zip".to_owned(),
            format!(
                "pip install -r app/requirements.txt --target build {} --python-version {} --only-binary=:all:",
                platforms(function),
                quote(python)
            ),
            "cp -R app/. build/ && (cd build && zip -qr ../function.zip .)".to_owned(),
        ];
    }
    let platform = match function.architecture {
        Architecture::X86_64 => "linux/amd64",
        Architecture::Arm64 => "linux/arm64",
    };
    vec![
        format!(
            "aws ecr get-login-password --region {} | docker login --username AWS --password-stdin \"${{REPOSITORY%%/*}}\"",
            quote(&design.region)
        ),
        // Lambda takes no image with an attestation (AWS: "Deploy Python Lambda functions with container images").
        format!(
            "docker build --platform {platform} --provenance=false --build-arg {}={} --tag \"$REPOSITORY:{tag}\" app",
            app_image::PYTHON,
            quote(python)
        ),
        format!("docker push \"$REPOSITORY:{tag}\""),
    ]
}

/// What a function runs, as `update-function-code` takes it.
fn code(function: &Function, tag: &str) -> String {
    match function.image() {
        None => "--zip-file fileb://function.zip".to_owned(),
        Some(image) if image.uri.is_empty() => format!("--image-uri \"$REPOSITORY:{tag}\""),
        Some(image) => format!("--image-uri {}", quote(&image.uri)),
    }
}

/// Makes a function, with what stands beside it.
fn create(design: &Design, function: &Function) -> Vec<String> {
    let mut commands = Vec::new();
    if !function.environment.is_empty() {
        commands.push(ENVIRONMENT.to_owned());
    }
    if function.is_built_image() {
        commands.push(format!(
            "REPOSITORY=$(aws ecr create-repository --region {} --repository-name {} --query repository.repositoryUri --output text)",
            quote(&design.region),
            name::slug(&function.name)
        ));
    }
    if function.image().is_none_or(|image| image.uri.is_empty()) {
        commands.extend(build(design, function, "1"));
    }
    let handler = app_handler::handler_name(design, &function.name);
    let runs = match function.image() {
        None => format!(
            "--runtime {} --handler {handler} {}",
            quote(&function.runtime),
            code(function, "1")
        ),
        Some(image) => {
            let place = match image.uri.as_str() {
                "" => "ImageUri=\"$REPOSITORY:1\"".to_owned(),
                uri => Word::json(|json| json.field("ImageUri", uri))
                    .as_str()
                    .to_owned(),
            };
            let command = if image.uri.is_empty() {
                format!(" --image-config Command={handler}")
            } else {
                String::new()
            };
            format!("--package-type Image --code {place}{command}")
        }
    };
    let tracing = if traces(design) { TRACING } else { "" };
    commands.push(format!(
        "aws lambda create-function {} {runs} --memory-size {} --timeout {} --architectures {} --role \"$ROLE_ARN\"{tracing}{}",
        named(design, function),
        function.memory_mib,
        function.timeout_seconds,
        function.architecture.as_str(),
        options(function),
    ));
    if let Some(count) = function.reserved_concurrency {
        commands.push(format!(
            "aws lambda put-function-concurrency {} --reserved-concurrent-executions {count}",
            named(design, function)
        ));
    }
    if !function.alias.is_empty() {
        let wait = "function-active-v2";
        commands.extend(point(design, function, wait, "create-alias"));
    }
    commands
}

/// Publishes a version and lets the alias, which is made or moved, stand for it.
fn point(design: &Design, function: &Function, wait: &str, act: &str) -> [String; 2] {
    let named = named(design, function);
    [
        format!("aws lambda wait {wait} {named}"),
        format!(
            "aws lambda {act} {named} --name {} --function-version \"$(aws lambda publish-version {named} --query Version --output text)\"",
            quote(&function.alias)
        ),
    ]
}

/// Prints the variables of a function of that name as Lambda takes them: their values stand in `design.json`, and in no
/// text that is read aloud, pasted into a ticket or left in a shell's history.
const ENVIRONMENT: &str = r#"environment() { python3 -c 'import json, sys; print(json.dumps({"Variables": {v["name"]: v["value"] for f in json.load(open("design.json", encoding="utf-8"))["functions"] if f["name"] == sys.argv[1] for v in f["environment"]}}))' "$1"; }"#;

/// What few functions have.
fn options(function: &Function) -> String {
    let mut options = String::new();
    if !function.layers.is_empty() && function.image().is_none() {
        options.push_str(" --layers");
        for arn in &function.layers {
            options.push(' ');
            options.push_str(&quote(arn));
        }
    }
    if let Some(vpc) = &function.vpc {
        let word = Word::json(|json| {
            json.list("SubnetIds", |list| {
                vpc.subnet_ids.iter().for_each(|id| list.item(id));
            });
            json.list("SecurityGroupIds", |list| {
                vpc.security_group_ids.iter().for_each(|id| list.item(id));
            });
        });
        options.push_str(" --vpc-config ");
        options.push_str(word.as_str());
    }
    if let Some(size) = function.ephemeral_storage_mib {
        options.push_str(" --ephemeral-storage Size=");
        options.push_str(&size.to_string());
    }
    if !function.environment.is_empty() {
        options.push_str(" --environment \"$(environment ");
        options.push_str(&quote(&function.name));
        options.push_str(")\"");
    }
    options
}

/// Brings a function to new code and to the design's settings, and the alias with it.
fn update(design: &Design, function: &Function) -> Vec<String> {
    let mut commands = Vec::new();
    if function.is_built_image() {
        commands.extend(build(design, function, "2"));
    }
    commands.push(format!(
        "aws lambda update-function-code {} {}",
        named(design, function),
        code(function, "2")
    ));
    // One change at a time (AWS: Lambda developer guide, "Lambda function states").
    commands.push(format!(
        "aws lambda wait function-updated-v2 {}",
        named(design, function)
    ));
    commands.push(format!(
        "aws lambda update-function-configuration {}{} --memory-size {} --timeout {}{}{}",
        named(design, function),
        match function.image() {
            None => format!(
                " --runtime {} --handler {}",
                quote(&function.runtime),
                app_handler::handler_name(design, &function.name)
            ),
            Some(_) => String::new(),
        },
        function.memory_mib,
        function.timeout_seconds,
        if traces(design) { TRACING } else { "" },
        options(function),
    ));
    if !function.alias.is_empty() {
        let wait = "function-updated-v2";
        commands.extend(point(design, function, wait, "update-alias"));
    }
    commands
}
