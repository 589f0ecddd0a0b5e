//! The steps around the import of `openapi.yaml`.

use crate::aws;
use crate::generate::openapi;
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
    md.heading(3, "D. OpenAPI");
    md.paragraph(if http {
        words::readme_openapi_http(language)
    } else {
        words::readme_openapi(language)
    });
    let mut commands =
        vec!["ACCOUNT=$(aws sts get-caller-identity --query Account --output text)".to_owned()];
    let mut file = "openapi/openapi.yaml";
    if openapi::has_placeholder(design) {
        commands.push(format!(
            "sed \"s/:{}:function:/:$ACCOUNT:function:/\" {file} >openapi/import.yaml",
            openapi::ACCOUNT
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
    for (_, function) in openapi::called(design) {
        let (function_name, qualifier) = super::function::called(function);
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
