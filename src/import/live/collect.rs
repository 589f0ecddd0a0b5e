//! The command that collects everything that is read of a live API in one file.

use crate::model::ApiKind;

/// A command for a shell with the AWS CLI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    /// What to paste: lines of bash, of which each reads and none changes anything.
    pub command: String,
    /// The file that it writes.
    pub file: String,
}

/// Calls about a REST API, each with what follows `aws apigateway`.
const REST: [&str; 8] = [
    "get-rest-api --rest-api-id \"$api\"",
    "get-resources --rest-api-id \"$api\" --embed methods",
    "get-stages --rest-api-id \"$api\"",
    "get-authorizers --rest-api-id \"$api\"",
    "get-models --rest-api-id \"$api\"",
    "get-request-validators --rest-api-id \"$api\"",
    "get-gateway-responses --rest-api-id \"$api\"",
    "get-vpc-links",
];

/// Calls about an HTTP or a WebSocket API, each with what follows `aws apigatewayv2`.
const V2: [&str; 6] = [
    "get-api --api-id \"$api\"",
    "get-routes --api-id \"$api\"",
    "get-integrations --api-id \"$api\"",
    "get-authorizers --api-id \"$api\"",
    "get-stages --api-id \"$api\"",
    "get-vpc-links",
];

/// Keys and plans of a REST or a WebSocket API. The values of keys stay where they are.
const PLANS: &str = r#"
  read_only apigateway get-api-keys
  for plan in $(aws apigateway get-usage-plans --query 'items[].id' --output text); do
    read_only apigateway get-usage-plan --usage-plan-id "$plan"
    read_only apigateway get-usage-plan-keys --usage-plan-id "$plan" --query '{items: items[].{id: id, type: type, name: name}}'
  done"#;

/// The answers of each integration of a WebSocket API, which do not say by themselves whose they are.
const ANSWERS: &str = r#"
  for integration in $(aws apigatewayv2 get-integrations --api-id "$api" --query 'Items[?IntegrationType!=`AWS_PROXY`].IntegrationId' --output text); do
    [ "$integration" != None ] || continue
    read_only apigatewayv2 get-integration-responses --api-id "$api" --integration-id "$integration" \
      --query "{Items: Items[].merge(@, {IntegrationId: '$integration'})}"
  done"#;

/// The VPC links that a WebSocket API takes: those of REST APIs.
const BALANCED_LINKS: &str = "  read_only apigateway get-vpc-links\n";

/// Domains with their mappings, and the records of their names.
const DOMAINS: &str = r#"
  for domain in $(aws MAPPING get-domain-names --query 'NAMES' --output text); do
    [ "$domain" != None ] || continue
    read_only MAPPING get-domain-name --domain-name "$domain"
    read_only MAPPING get-MAPPINGS --domain-name "$domain"
    for zone in $(aws route53 list-hosted-zones --query "HostedZones[?ends_with('$domain.', Name)].Id" --output text); do
      [ "$zone" != None ] || continue
      read_only route53 list-resource-record-sets --hosted-zone-id "$zone" \
        --query "{HostedZoneId: '$zone', ResourceRecordSets: ResourceRecordSets[?Name=='$domain.']}"
    done
  done"#;

/// The command for an API by its id, in a region.
///
/// Only letters, digits and hyphens of both get into it. Every call of the AWS CLI in it gets or lists; their answers
/// stand in one file as documents of their own.
pub fn collect_command(kind: ApiKind, id: &str, region: &str) -> Collected {
    let plain = |text: &str| -> String {
        let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        text.chars().filter(plain).collect()
    };
    let (id, region) = (plain(id), plain(region));
    let file = format!("{}.yaml", if id.is_empty() { "api" } else { &id });
    let (service, calls, domains) = match kind {
        ApiKind::Rest => (
            "apigateway",
            &REST[..],
            DOMAINS
                .replace("get-MAPPINGS", "get-base-path-mappings")
                .replace("MAPPING", "apigateway")
                .replace("NAMES", "items[].domainName"),
        ),
        ApiKind::Http | ApiKind::Websocket => (
            "apigatewayv2",
            &V2[..],
            DOMAINS
                .replace("get-MAPPINGS", "get-api-mappings")
                .replace("MAPPING", "apigatewayv2")
                .replace("NAMES", "Items[].DomainName"),
        ),
    };
    let region = if region.is_empty() {
        String::new()
    } else {
        format!("  export AWS_REGION={region} AWS_DEFAULT_REGION={region}\n")
    };
    let mut command = format!(
        "(\n  export AWS_PAGER=\n{region}  api='{id}'\n  read_only() {{ echo '---'; aws \"$@\" --output json; }}\n"
    );
    for call in calls {
        command.extend(["  read_only ", service, " ", call, "\n"]);
    }
    if kind == ApiKind::Websocket {
        command.push_str(ANSWERS.trim_start_matches('\n'));
        command.push('\n');
        command.push_str(BALANCED_LINKS);
    }
    // An HTTP API takes no keys.
    if kind != ApiKind::Http {
        command.push_str(PLANS.trim_start_matches('\n'));
        command.push('\n');
    }
    command.push_str(domains.trim_start_matches('\n'));
    command.extend(["\n) > ", file.as_str(), "\n"]);
    Collected { command, file }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_reads_and_an_id_cannot_say_more() {
        for kind in ApiKind::ALL {
            let made = collect_command(kind, "abc'; rm -rf /", "eu-west-1");
            assert!(made.command.contains("api='abcrm-rf'"), "{}", made.command);
            let calls = made
                .command
                .split("aws ")
                .skip(1)
                .chain(made.command.split("read_only ").skip(1));
            for call in calls.filter(|call| !call.starts_with("\"$@\"")) {
                let word = call.split(' ').nth(1).unwrap_or_default();
                assert!(
                    word.starts_with("get-") || word.starts_with("list-"),
                    "{call}"
                );
            }
        }
    }
}
