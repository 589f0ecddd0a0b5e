//! The steps around the import of `openapi.yaml`.

use crate::aws;
use crate::generate::openapi;
use crate::model::Design;
use crate::text::markdown::Markdown;
use crate::text::shell::quote;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let Some(rest) = design.rest() else { return };
    let language = design.output.language;
    md.heading(3, "D. OpenAPI");
    md.paragraph(words::readme_openapi(language));
    let region = quote(&design.region);
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
    commands.push(format!(
        "API_ID=$(aws apigateway import-rest-api --region {region} --parameters endpointConfigurationTypes={} --body fileb://{file} --query id --output text)",
        rest.endpoint.as_str()
    ));
    for (_, function) in openapi::called(design) {
        let name = match &function.arn[..] {
            "" => &function.name,
            arn => arn,
        };
        commands.push(format!(
            "aws lambda add-permission --region {region} --function-name {} --statement-id \"gateway-$API_ID\" --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn arn:{}:execute-api:{region}\":$ACCOUNT:$API_ID/*/*/*\"",
            quote(name),
            aws::partition(&design.region),
        ));
    }
    for stage in &design.stages {
        commands.push(format!(
            "aws apigateway create-deployment --region {region} --rest-api-id \"$API_ID\" --stage-name {}",
            quote(&stage.name)
        ));
    }
    md.commands(&commands);
    md.paragraph(words::readme_openapi_again(language));
}
