//! The steps around the import of `openapi.yaml`.

use crate::aws;
use crate::diagnostic::Pointer;
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
    super::of_functions(md, |md| {
        md.heading(3, if plain { "C. OpenAPI" } else { "D. OpenAPI" });
        md.paragraph(if plain {
            words::readme_openapi_plain(language)
        } else if http {
            words::readme_openapi_http(language)
        } else {
            words::readme_openapi(language)
        });
    });
    let rights = rights(design);
    if let Some(first) = rights.first() {
        md.at(first.at, |md| {
            md.paragraph(words::readme_openapi_role(language));
            md.commands(&role_commands(design));
        });
    }
    md.commands_by(|md| print_import(md, design, !rights.is_empty()));
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

/// The commands from the file to an API; with `asks`, a role's ARN stands in it, too.
fn print_import(md: &mut Markdown, design: &Design, asks: bool) {
    let root = Pointer::root();
    let account = "ACCOUNT=$(aws sts get-caller-identity --query Account --output text)";
    md.command(None, account);
    let mut file = "openapi/openapi.yaml";
    if openapi::has_placeholder(design) {
        let account = openapi::ACCOUNT;
        let role = if asks {
            format!(" -e \"s,:{account}:role/,:$ACCOUNT:role/,\"")
        } else {
            String::new()
        };
        let first = if asks { "-e " } else { "" };
        md.command(root.join("account_id"), &format!(
            "sed {first}\"s/:{account}:function:/:$ACCOUNT:function:/\"{role} {file} >openapi/import.yaml",
        ));
        file = "openapi/import.yaml";
    }
    if design.http().is_some() {
        super::http::print_import(md, design, file);
    } else {
        print_import_of_rest(md, design, file);
    }
}

/// Imports the file as a REST API, lets it call its functions, and deploys bare stages.
fn print_import_of_rest(md: &mut Markdown, design: &Design, file: &str) {
    let Some(rest) = design.rest() else { return };
    let region = quote(&design.region);
    let at = Pointer::root().join("api").join("rest");
    md.command(at.join("endpoint"), &format!(
        "API_ID=$(aws apigateway import-rest-api --region {region} --parameters endpointConfigurationTypes={} --body fileb://{file} --query id --output text)",
        rest.endpoint.as_str()
    ));
    print_permissions(md, design, "*/*/*");
    for (index, stage) in design.stages.iter().enumerate() {
        md.command(super::stage_name(index), &format!(
            "aws apigateway create-deployment --region {region} --rest-api-id \"$API_ID\" --stage-name {}",
            quote(&stage.name)
        ));
    }
}

/// Lets the API's methods, which stand behind `methods` in its ARN, and its authorizers call their functions.
pub(super) fn print_permissions(md: &mut Markdown, design: &Design, methods: &str) {
    let region = quote(&design.region);
    for (index, function) in openapi::called(design) {
        // An authorizer's calls come as `API/authorizers/ID` (API Gateway developer guide, "Invoke a Lambda authorizer").
        let ways = [
            (design.calls(&function.name), "", methods),
            (
                design.access.asks(&function.name),
                "-authorizer",
                "authorizers/*",
            ),
        ];
        for function in design.callees(function) {
            let (name, qualifier) = super::function::called(&function);
            let owner = design.other_account(&function);
            if let Some(owner) = owner {
                let note = words::readme_openapi_owner(design.output.language, owner);
                md.command(super::function::at(index), &format!("# {note}"));
            }
            let before = if owner.is_some() { "# " } else { "" };
            for (_, of, calls) in ways.into_iter().filter(|(is_so, ..)| *is_so) {
                md.command(super::function::at(index), &format!(
                    "{before}aws lambda add-permission --region {region} --function-name {}{qualifier} --statement-id \"gateway{of}-$API_ID\" --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn arn:{}:execute-api:{region}\":$ACCOUNT:$API_ID/{calls}\"",
                    quote(&name),
                    aws::partition(&design.region),
                ));
            }
        }
    }
}
