//! A REST API.

use super::{Ids, definition, parameter, stage};
use crate::diagnostic::Pointer;
use crate::generate::gateway_response::{self, Headers, Spelling};
use crate::generate::name;
use crate::model::{ApiKeySource, Design, IpAddressType};
use crate::text::yaml::Yaml;
use crate::words::files as words;

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let language = design.output.language;
    let at = Pointer::root().join("api").join("rest");
    yaml.at(at, |yaml| {
        yaml.map(&ids.api, |yaml| {
            yaml.entry("Type", "AWS::Serverless::Api");
            yaml.map("Properties", |yaml| {
                if let Some(rest) = design.rest() {
                    yaml.entry_at(at.join("name"), "Name", &rest.name);
                    if !rest.description.is_empty() {
                        yaml.entry_at(at.join("description"), "Description", &rest.description);
                    }
                }
                if let Some(index) = name::primary_stage(design) {
                    let at = Pointer::root().join("stages").join(index);
                    yaml.at(at, |yaml| {
                        yaml.entry_at(at.join("name"), "StageName", &design.stages[index].name);
                    });
                }
                yaml.comment(words::sam_openapi_version(language));
                yaml.entry("OpenApiVersion", definition::VERSION);
                print_endpoint(yaml, design);
                if let Some(index) = name::primary_stage(design) {
                    stage::print_settings(yaml, design, ids, index);
                }
                if ids.has_logs {
                    yaml.at(parameter::logs_at(design), |yaml| {
                        yaml.comment(words::sam_needs_log_role(language));
                        yaml.map("Tags", |yaml| {
                            stage::print_log_role_tag(yaml, stage::LOG_ROLE_TAG)
                        });
                    });
                }
                gateway_response::print(yaml, design, &ANSWERS);
                if ids.is_defined {
                    definition::print(yaml, design, ids);
                }
            });
        });
    });
}

fn print_endpoint(yaml: &mut Yaml, design: &Design) {
    let Some(rest) = design.rest() else { return };
    let at = Pointer::root().join("api").join("rest");
    yaml.at(at.join("endpoint"), |yaml| {
        yaml.map("EndpointConfiguration", |yaml| {
            yaml.entry("Type", rest.endpoint.as_str());
            if rest.addresses() == IpAddressType::Dualstack {
                let at = at.join("ip_address_type");
                yaml.entry_at(at, "IpAddressType", rest.addresses().as_str());
            }
            if rest.is_private() && !rest.vpc_endpoint_ids.is_empty() {
                yaml.list_at(
                    at.join("vpc_endpoint_ids"),
                    "VPCEndpointIds",
                    &rest.vpc_endpoint_ids,
                );
            }
        });
    });
    if rest.disable_execute_api_endpoint {
        let at = at.join("disable_execute_api_endpoint");
        yaml.entry_at(at, "DisableExecuteApiEndpoint", true);
    }
    if let Some(size) = rest.minimum_compression_size {
        let at = at.join("minimum_compression_size");
        yaml.entry_at(at, "MinimumCompressionSize", size);
    }
    if let Some(policy) = rest.security_policy {
        let at = at.join("security_policy");
        yaml.entry_at(at, "SecurityPolicy", policy.as_str());
    }
    if let Some(mode) = rest.access_mode() {
        let at = at.join("security_policy");
        yaml.entry_at(at, "EndpointAccessMode", mode.as_str());
    }
    if rest.api_key_source != ApiKeySource::Header {
        let source = rest.api_key_source.as_str();
        yaml.entry_at(at.join("api_key_source"), "ApiKeySourceType", source);
    }
    if rest.is_seen_once_deployed() {
        yaml.comment(words::sam_always_deploy(design.output.language));
        yaml.entry("AlwaysDeploy", true);
    }
    if !rest.binary_media_types.is_empty() {
        yaml.at(at.join("binary_media_types"), |yaml| {
            yaml.comment(words::sam_binary(design.output.language));
            yaml.list("BinaryMediaTypes", |yaml| {
                // SAM's spelling: a slash is `~1`.
                rest.binary_media_types
                    .iter()
                    .for_each(|kind| yaml.item(&kind.replace('/', "~1")));
            });
        });
    }
}

/// The gateway's own answers, as SAM spells them.
const ANSWERS: Spelling = Spelling {
    all: "GatewayResponses",
    status: "StatusCode",
    parameters: "ResponseParameters",
    headers: Headers::In("Headers"),
    templates: "ResponseTemplates",
};
