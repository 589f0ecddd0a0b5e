//! Custom domains with their mappings and records: `Domain` of AWS SAM, and resources of their own.

use super::props::Props;
use super::scope::referred;
use super::{Reader, Resource};
use crate::import::node::Mark;
use crate::model::{
    BasePathMapping, CustomDomain, Dns, DomainEndpoint, EndpointAccessMode, IpAddressType,
    MutualTls, OtherDns, Route53, SecurityPolicy,
};

/// How a kind of mapping names what it leads to.
struct Mapping {
    resource: &'static str,
    domain: &'static str,
    api: &'static str,
    path: &'static str,
}

const MAPPINGS: [Mapping; 3] = [
    Mapping {
        resource: "AWS::ApiGateway::BasePathMapping",
        domain: "DomainName",
        api: "RestApiId",
        path: "BasePath",
    },
    Mapping {
        resource: "AWS::ApiGateway::BasePathMappingV2",
        domain: "DomainNameArn",
        api: "RestApiId",
        path: "BasePath",
    },
    Mapping {
        resource: "AWS::ApiGatewayV2::ApiMapping",
        domain: "DomainName",
        api: "ApiId",
        path: "ApiMappingKey",
    },
];

impl<'a> Reader<'a, '_> {
    /// `Domain` of an API of AWS SAM.
    pub(super) fn read_domain(&mut self, props: &Props<'a>) {
        let Some(settings) = props.inside("Domain") else {
            return;
        };
        let Some(name) = settings.text("DomainName") else {
            return;
        };
        let mut domain = CustomDomain {
            name,
            dns: Dns::Elsewhere(OtherDns::default()),
            ..CustomDomain::default()
        };
        if let Some(arn) = settings.text("CertificateArn") {
            domain.certificate_arn = arn;
        }
        if let Some(kind) = settings.scope_text("EndpointConfiguration")
            && let Some(endpoint) = endpoint(&kind)
        {
            domain.endpoint = endpoint;
            settings.say("EndpointConfiguration");
        }
        read_security(&settings, "SecurityPolicy", &mut domain);
        read_mutual_tls(&settings, &settings, &mut domain);
        let stage = self.design.stages.first();
        let stage = stage.map_or_else(String::new, |stage| stage.name.clone());
        let paths = settings.texts("BasePath").unwrap_or_default();
        let paths = if paths.is_empty() {
            vec![String::new()]
        } else {
            paths
        };
        // SAM leaves out what is neither letter nor digit unless it is told not to.
        let normalize =
            settings.flag("NormalizeBasePath") != Some(false) && self.design.rest().is_some();
        for path in paths {
            let base_path = if normalize {
                let short: String = path.chars().filter(char::is_ascii_alphanumeric).collect();
                self.say_shortened(settings.entry("BasePath"), path.trim_matches('/'), &short);
                short
            } else {
                path.trim_matches('/').to_owned()
            };
            let stage = stage.clone();
            domain.mappings.push(BasePathMapping { base_path, stage });
        }
        if let Some(record) = settings.inside("Route53") {
            let mut route53 = Route53::default();
            if let Some(zone) = record.text("HostedZoneId") {
                route53.hosted_zone_id = zone;
            }
            if let Some(zone) = record.text("HostedZoneName") {
                zone.trim_end_matches('.')
                    .clone_into(&mut route53.zone_name);
            }
            if let Some(evaluate) = record.flag("EvaluateTargetHealth") {
                route53.evaluate_target_health = evaluate;
            }
            if record.flag("IpV6") == Some(true) {
                domain.ip_address_type = IpAddressType::Dualstack;
            }
            domain.dns = Dns::Route53(route53);
        }
        self.design.domain = Some(domain);
    }

    /// A domain that is a resource of its own, where a mapping leads from it to the API.
    pub(super) fn read_own_domain(&mut self, api: &'a str) {
        if self.design.domain.is_some() {
            return;
        }
        let mut mappings = Vec::new();
        for kind in &MAPPINGS {
            for mapping in self.template.of_kind(kind.resource) {
                let of = mapping
                    .properties
                    .and_then(|one| referred(one.get(kind.api)?));
                if of.as_deref() == Some(api) {
                    mappings.push((*mapping, kind));
                }
            }
        }
        let Some(id) = mappings.iter().find_map(|(mapping, kind)| {
            let name = mapping.properties?.get(kind.domain)?;
            let id = referred(name)?;
            self.template.resource(&id)
        }) else {
            return;
        };
        let resource = *id;
        let Some(mut domain) = self.read_domain_resource(&resource) else {
            return;
        };
        for (mapping, kind) in mappings {
            let props = self.template.props(&mapping);
            let of = props.get(kind.domain).and_then(referred);
            if of.as_deref() != Some(resource.id) {
                continue;
            }
            let Some(stage) = self.mapped_stage(&props) else {
                continue;
            };
            mapping.say();
            for name in [kind.domain, "Stage", kind.api] {
                props.say(name);
            }
            domain.mappings.push(BasePathMapping {
                base_path: props.text(kind.path).unwrap_or_default(),
                stage,
            });
            let of = domain.mappings.last().map_or("", |one| &one.base_path);
            let of = format!("mapping {of}");
            self.give_id(of.trim_end(), mapping.id);
        }
        self.read_records(&resource, &mut domain);
        self.give_id("domain", resource.id);
        self.design.domain = Some(domain);
    }

    /// The name of the stage that a mapping leads to.
    fn mapped_stage(&self, props: &Props<'a>) -> Option<String> {
        let node = props.get("Stage")?;
        let text = props.scope.text(node)?;
        if self.design.stages.iter().any(|stage| stage.name == text) {
            return Some(text);
        }
        let id = referred(node)?;
        if let Some(stage) = self.template.resource(&id) {
            let name = stage.properties?.get("StageName")?;
            return props.scope.text(name);
        }
        // `DashApi.Stage`, or the id that SAM makes of API and stage.
        let stages = &self.design.stages;
        let named = stages.iter().find(|stage| {
            id.strip_suffix("Stage")
                .is_some_and(|start| start.ends_with(&stage.name))
        });
        let first = text.ends_with(".Stage}").then(|| stages.first()).flatten();
        Some(first.or(named)?.name.clone())
    }

    fn read_domain_resource(&self, resource: &Resource<'a>) -> Option<CustomDomain> {
        let props = self.template.props(resource);
        let v2 = match resource.kind {
            "AWS::ApiGateway::DomainName" | "AWS::ApiGateway::DomainNameV2" => false,
            "AWS::ApiGatewayV2::DomainName" => true,
            _ => return None,
        };
        let mut domain = CustomDomain {
            name: props.text("DomainName")?,
            dns: Dns::Elsewhere(OtherDns::default()),
            ..CustomDomain::default()
        };
        resource.say();
        let mut configuration = None;
        if v2 {
            if let Some(entry) = props.entry("DomainNameConfigurations")
                && let [one] = self.template.scope.items(&entry.value)[..]
            {
                entry.set_mark(Mark::Represented);
                let settings = Props::new(&self.template.scope, Some(one), None);
                settings.say("EndpointType");
                if let Some(arn) = settings.text("CertificateArn") {
                    domain.certificate_arn = arn;
                }
                if settings.scope_text("IpAddressType").as_deref() == Some("dualstack") {
                    domain.ip_address_type = IpAddressType::Dualstack;
                    settings.say("IpAddressType");
                }
                read_security(&settings, "SecurityPolicy", &mut domain);
                configuration = Some(settings);
            }
        } else {
            domain.endpoint = DomainEndpoint::Edge;
            if let Some(settings) = props.inside("EndpointConfiguration") {
                if let Some([kind]) = settings.scope_texts("Types").as_deref()
                    && let Some(endpoint) = endpoint(kind)
                {
                    domain.endpoint = endpoint;
                    settings.say("Types");
                }
                if settings.scope_text("IpAddressType").as_deref() == Some("dualstack") {
                    domain.ip_address_type = IpAddressType::Dualstack;
                    settings.say("IpAddressType");
                }
            }
            for key in ["CertificateArn", "RegionalCertificateArn"] {
                if let Some(arn) = props.text(key) {
                    domain.certificate_arn = arn;
                }
            }
            read_security(&props, "SecurityPolicy", &mut domain);
        }
        let of_certificates = configuration.as_ref().unwrap_or(&props);
        read_mutual_tls(&props, of_certificates, &mut domain);
        // Which VPC endpoints may lead to it, the API says, too.
        let associations = "AWS::ApiGateway::DomainNameAccessAssociation";
        for association in self.template.of_kind(associations) {
            let of = association
                .properties
                .and_then(|one| referred(one.get("DomainNameArn")?));
            if of.as_deref() == Some(resource.id) {
                association.say();
                if let Some(properties) = association.properties {
                    properties.set_all(Mark::Represented);
                }
            }
        }
        Some(domain)
    }
}

fn endpoint(kind: &str) -> Option<DomainEndpoint> {
    match kind {
        "EDGE" => Some(DomainEndpoint::Edge),
        "REGIONAL" => Some(DomainEndpoint::Regional),
        "PRIVATE" => Some(DomainEndpoint::Private),
        _ => None,
    }
}

fn read_security(props: &Props<'_>, key: &str, domain: &mut CustomDomain) {
    let policy = props.scope_text(key);
    if let Some(policy) = policy.as_deref().and_then(SecurityPolicy::of_name) {
        domain.security_policy = policy;
        props.say(key);
    }
    let key = "EndpointAccessMode";
    match props.scope_text(key).as_deref() {
        Some("STRICT") => props.say(key),
        Some("BASIC") => {
            domain.endpoint_access_mode = EndpointAccessMode::Basic;
            props.say(key);
        }
        _ => {}
    }
}

/// Whose client certificates are let in, and what proves the name, which stands beside the domain's own certificate.
fn read_mutual_tls(props: &Props<'_>, of_certificates: &Props<'_>, domain: &mut CustomDomain) {
    if let Some(settings) = props.inside("MutualTlsAuthentication")
        && let Some(truststore_uri) = settings.text("TruststoreUri")
    {
        let ownership = of_certificates.text("OwnershipVerificationCertificateArn");
        domain.mutual_tls = Some(MutualTls {
            truststore_uri,
            truststore_version: settings.text("TruststoreVersion").unwrap_or_default(),
            ownership_certificate_arn: ownership.unwrap_or_default(),
        });
    }
}
