//! Settings of the REST API that are words and numbers of the service: nothing a user typed.

use super::replace;
use crate::diagnostic::Pointer;
use crate::model::{ApiKeySource, EndpointAccessMode, RestApi};
use crate::text::shell::{Object, Shell, Word};

/// Of `create-rest-api`, where they are not the service's defaults.
pub(super) fn fields(json: &mut Object, rest: &RestApi) {
    if let Some(size) = rest.minimum_compression_size {
        json.field("minimumCompressionSize", size);
    }
    if rest.api_key_source != ApiKeySource::Header {
        json.field("apiKeySource", rest.api_key_source.as_str());
    }
    if rest.disable_execute_api_endpoint {
        json.field("disableExecuteApiEndpoint", true);
    }
    if let Some(policy) = rest.security_policy {
        json.field("securityPolicy", policy.as_str());
    }
    if let Some(mode) = rest.access_mode() {
        json.field("endpointAccessMode", mode.as_str());
    }
}

/// Brings an API of an earlier run to these settings, the service's defaults included.
pub(super) fn print_update(shell: &mut Shell, rest: &RestApi, at: Pointer) {
    // An empty size turns compression off (AWS: "Turn on payload compression for an API").
    let size = rest.minimum_compression_size.map(|size| size.to_string());
    let disabled = if rest.disable_execute_api_endpoint {
        "true"
    } else {
        "false"
    };
    let settings = [
        (
            "ip_address_type",
            "endpointConfiguration.ipAddressType || 'ipv4'",
            "/endpointConfiguration/ipAddressType",
            rest.addresses().as_str(),
        ),
        (
            "minimum_compression_size",
            "minimumCompressionSize",
            "/minimumCompressionSize",
            size.as_deref().unwrap_or_default(),
        ),
        (
            "api_key_source",
            "apiKeySource || 'HEADER'",
            "/apiKeySource",
            rest.api_key_source.as_str(),
        ),
        (
            "disable_execute_api_endpoint",
            "to_string(disableExecuteApiEndpoint || `false`)",
            "/disableExecuteApiEndpoint",
            disabled,
        ),
    ];
    shell.code(SETTING);
    for (field, query, path, value) in settings {
        let words = [Word::text(query), Word::text(path), Word::text(value)];
        shell.at(at.join(field), |shell| {
            shell.line("setting {} {} {}", words)
        });
    }
    if let Some(policy) = rest.security_policy {
        let mode = rest.access_mode().map(EndpointAccessMode::as_str);
        let patch = Word::json_list(|list| {
            let settings = [
                ("/securityPolicy", Some(policy.as_str())),
                ("/endpointAccessMode", mode),
            ];
            for (path, value) in settings {
                if let Some(value) = value {
                    replace(list, path, value);
                }
            }
        });
        // Only an enhanced policy has a mode; what becomes of one that was set before is the service's affair.
        let (query, wanted) = match mode {
            Some(mode) => (
                "join('|', [securityPolicy || '-', endpointAccessMode || '-'])",
                format!("{}|{mode}", policy.as_str()),
            ),
            None => ("securityPolicy", policy.as_str().to_owned()),
        };
        shell.at(at.join("security_policy"), |shell| {
            // Both at once: one is not taken without the other.
            shell.line(
                "ask FOUND aws apigateway get-rest-api --rest-api-id $API --query {} --output text",
                [Word::text(query)],
            );
            shell.block("if [ $FOUND != {} ]; then", [Word::text(&wanted)], "fi", |shell| {
                shell.line(
                    "change aws apigateway update-rest-api --rest-api-id $API --patch-operations {}",
                    [patch],
                );
                shell.line("CHANGED=1", []);
            });
        });
    } else {
        let policy = default_policy(rest);
        shell.at(at, |shell| {
            shell.line("lift_security_policy {}", [Word::bare(policy)]);
        });
    }
}

/// What an API has of which nothing is said (AWS: API Gateway developer guide, "Security policies for REST APIs in API
/// Gateway": the legacy ones; private APIs take no TLS 1.0).
fn default_policy(rest: &RestApi) -> &'static str {
    if rest.is_private() {
        "TLS_1_2"
    } else {
        "TLS_1_0"
    }
}

/// An API whose policy left the design goes back to a legacy one; one that never had an enhanced one stays as it is.
const SETTING: &str = r#"  setting() {
    local found=''
    ask found aws apigateway get-rest-api --rest-api-id "$API" --query "$1" --output text
    [ "$found" != "$3" ] || return 0
    CHANGED=1
    change aws apigateway update-rest-api --rest-api-id "$API" \
      --patch-operations '[{"op":"replace","path":"'"$2"'","value":"'"$3"'"}]'
  }
  lift_security_policy() {
    local found=''
    ask found aws apigateway get-rest-api --rest-api-id "$API" --query securityPolicy --output text
    case "$found" in SecurityPolicy_*) setting securityPolicy /securityPolicy "$1" ;; esac
  }
"#;
