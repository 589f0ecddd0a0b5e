//! The steps around the import of `openapi.yaml`.

use crate::aws;
use crate::generate::integration::rights;
use crate::generate::{iam, openapi};
use crate::model::{Api, Design};
use crate::text::markdown::Markdown;
use crate::text::shell::quote;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    if matches!(design.api, Api::Websocket(_)) {
        return;
    }
    let language = design.output.language;
    let http = design.http().is_some();
    let plain = design.is_without_functions();
    md.heading(3, if plain { "C. OpenAPI" } else { "D. OpenAPI" });
    md.paragraph(if plain {
        words::readme_openapi_plain(language)
    } else if http {
        words::readme_openapi_http(language)
    } else {
        words::readme_openapi(language)
    });
    let asks = !rights(design).is_empty();
    if asks {
        md.paragraph(words::readme_openapi_role(language));
        md.commands(&role_commands(design));
    }
    let mut commands =
        vec!["ACCOUNT=$(aws sts get-caller-identity --query Account --output text)".to_owned()];
    let mut file = "openapi/openapi.yaml";
    if openapi::has_placeholder(design) {
        let account = openapi::ACCOUNT;
        let role = if asks {
            format!(" -e \"s,:{account}:role/,:$ACCOUNT:role/,\"")
        } else {
            String::new()
        };
        let first = if asks { "-e " } else { "" };
        commands.push(format!(
            "sed {first}\"s/:{account}:function:/:$ACCOUNT:function:/\"{role} {file} >openapi/import.yaml",
        ));
        file = "openapi/import.yaml";
    }
    if http {
        commands.extend(super::http::import_commands(design, file));
    } else {
        commands.extend(import_commands(design, file));
    }
    md.commands(&commands);
    md.paragraph(if http {
        words::readme_openapi_http_again(language)
    } else {
        words::readme_openapi_again(language)
    });
}

/// Makes the role with which the gateway asks services.
fn role_commands(design: &Design) -> [String; 2] {
    let role = iam::gateway_role_name(design);
    [
        format!(
            "aws iam create-role --role-name {role} --assume-role-policy-document file://iam/gateway-role-trust.json"
        ),
        format!(
            "aws iam put-role-policy --role-name {role} --policy-name backends --policy-document file://iam/gateway-role.json"
        ),
    ]
}

/// Imports the file as a REST API, lets it call its functions, and deploys bare stages.
fn import_commands(design: &Design, file: &str) -> Vec<String> {
    let Some(rest) = design.rest() else {
        return Vec::new();
    };
    let region = quote(&design.region);
    let mut commands = Vec::new();
    commands.push(format!(
        "API_ID=$(aws apigateway import-rest-api --region {region} --parameters endpointConfigurationTypes={} --body fileb://{file} --query id --output text)",
        rest.endpoint.as_str()
    ));
    let called = openapi::called(design).into_iter();
    for function in called.flat_map(|(_, function)| design.callees(function)) {
        let (function_name, qualifier) = super::function::called(&function);
        commands.push(format!(
            "aws lambda add-permission --region {region} --function-name {}{qualifier} --statement-id \"gateway-$API_ID\" --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn arn:{}:execute-api:{region}\":$ACCOUNT:$API_ID/*/*/*\"",
            quote(&function_name),
            aws::partition(&design.region),
        ));
    }
    for stage in &design.stages {
        commands.push(format!(
            "aws apigateway create-deployment --region {region} --rest-api-id \"$API_ID\" --stage-name {}",
            quote(&stage.name)
        ));
    }
    commands
}
