//! The commands that differ for an HTTP API.

use crate::diagnostic::Pointer;
use crate::generate::name::{self, LogicalIds};
use crate::generate::sam_template::stacks;
use crate::model::{CustomDomain, Design, IpAddressType};
use crate::text::markdown::Markdown;
use crate::text::shell::{Word, quote};

/// Makes the domain beside APIs that Zappa made.
pub(super) fn print_domain(md: &mut Markdown, design: &Design, domain: &CustomDomain) {
    let at = Pointer::root().join("domain");
    let (region, name) = (quote(&design.region), quote(&domain.name));
    let certificate = if domain.certificate_arn.is_empty() {
        md.command(
            at.join("certificate_arn"),
            &super::list_certificates(design),
        );
        "\"$CERTIFICATE_ARN\"".into()
    } else {
        quote(&domain.certificate_arn)
    };
    let mut create = format!(
        "aws apigatewayv2 create-domain-name --region {region} --domain-name {name} --domain-name-configurations EndpointType=REGIONAL,SecurityPolicy={},CertificateArn={certificate}",
        domain.security_policy.as_str(),
    );
    if domain.ip_address_type == IpAddressType::Dualstack {
        create.push_str(",IpAddressType=dualstack");
    }
    let mutual = domain.mutual_tls.as_ref();
    let ownership = mutual.map_or("", |mutual| &mutual.ownership_certificate_arn);
    if !ownership.is_empty() {
        create.push_str(",OwnershipVerificationCertificateArn=");
        create.push_str(&quote(ownership));
    }
    if let Some(mutual) = &domain.mutual_tls {
        let value = Word::json(|json| {
            json.field("TruststoreUri", &mutual.truststore_uri);
            if !mutual.truststore_version.is_empty() {
                json.field("TruststoreVersion", &mutual.truststore_version);
            }
        });
        create.push_str(" --mutual-tls-authentication ");
        create.push_str(value.as_str());
    }
    md.command(at, &create);
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let at = at.join("mappings").join(index);
        let key = match mapping.base_path.trim_matches('/') {
            "" => String::new(),
            path => format!(" --api-mapping-key {}", quote(path)),
        };
        let api = name::zappa_deployed(design, &mapping.stage);
        md.command(at, &format!(
            "API_ID=$(aws apigatewayv2 get-apis --region {region} --query \"Items[?Name=='{api}'].ApiId | [0]\" --output text)"
        ));
        md.command(at, &format!(
            "aws apigatewayv2 create-api-mapping --region {region} --domain-name {name} --api-id \"$API_ID\" --stage {}{key}",
            quote(&mapping.stage)
        ));
    }
    md.command(at.join("name"), &format!(
        "aws apigatewayv2 get-domain-name --region {region} --domain-name {name} --query 'DomainNameConfigurations[0].[ApiGatewayDomainName,HostedZoneId]'"
    ));
}

/// Gives the API of a stack the addresses that SAM does not know.
pub(super) fn dualstack_commands(design: &Design) -> Vec<String> {
    let region = quote(&design.region);
    let id = LogicalIds::default().make("", &design.name, "Api");
    let of_stack = |stack: &String| {
        let find = format!(
            "API_ID=$(aws cloudformation describe-stack-resource --region {region} --stack-name {} --logical-resource-id {id} --query StackResourceDetail.PhysicalResourceId --output text)",
            quote(stack),
        );
        [find, update_addresses(&region)]
    };
    stacks::names(design).iter().flat_map(of_stack).collect()
}

fn update_addresses(region: &str) -> String {
    format!(
        "aws apigatewayv2 update-api --region {region} --api-id \"$API_ID\" --ip-address-type dualstack"
    )
}

/// Imports `openapi.yaml`, lets the API call its functions, and makes bare stages.
pub(super) fn print_import(md: &mut Markdown, design: &Design, file: &str) {
    let root = Pointer::root();
    let region = quote(&design.region);
    md.command(root.join("region"), &format!(
        "API_ID=$(aws apigatewayv2 import-api --region {region} --body file://{file} --query ApiId --output text)"
    ));
    if design.api.ip_address_type() == IpAddressType::Dualstack {
        let at = root.join("api").join("http").join("ip_address_type");
        md.command(at, &update_addresses(&region));
    }
    // A route's calls come as `API/STAGE/ROUTE`.
    super::openapi::print_permissions(md, design, "*/*");
    for (index, stage) in design.stages.iter().enumerate() {
        md.command(super::stage_name(index), &format!(
            "aws apigatewayv2 create-stage --region {region} --api-id \"$API_ID\" --stage-name {} --auto-deploy",
            quote(&stage.name)
        ));
    }
}
