//! Custom domains, their mappings and records.

use super::v2::HTTP;
use super::*;

#[test]
fn a_design_has_one_domain_and_one_record() {
    let domain = |name: &str, api: &str| {
        format!(
            r#"{{"domainName":"{name}","regionalCertificateArn":"arn:aws:acm:eu-west-1:123456789012:certificate/c","endpointConfiguration":{{"types":["REGIONAL"]}}}}
{{"items":[{{"basePath":"(none)","restApiId":"{api}","stage":"live"}}]}}"#
        )
    };
    let alias = r#""AliasTarget":{"HostedZoneId":"Z","DNSName":"d-1.execute-api.eu-west-1.amazonaws.com.","EvaluateTargetHealth":false}"#;
    let records = format!(
        r#"{{"HostedZoneId":"/hostedzone/Z1","ResourceRecordSets":[{{"Name":"a.example.","Type":"A","SetIdentifier":"one","GeoLocation":{{"CountryCode":"DE"}},{alias}}},{{"Name":"a.example.","Type":"A","SetIdentifier":"two","Weight":5,{alias}}},{{"Name":"a.example.","Type":"MX","TTL":60,"ResourceRecords":[{{"Value":"10 m."}}]}}]}}"#
    );
    let text = format!(
        "{API}\n{GET}\n{}\n{}\n{records}",
        domain("a.example", "abcde12345"),
        domain("b.example", "abcde12345")
    );
    let imported = import(&text);
    assert_eq!(
        design(&imported).domain.as_ref().map(|one| &*one.name),
        Some("a.example")
    );
    assert!(
        found(&imported, "live-second-domain")
            .message
            .en
            .starts_with("`b.example` leads to the API, too")
    );
    assert!(
        found(&imported, "live-second-record")
            .message
            .en
            .contains("another record, `two`")
    );
    let messages = messages(&imported);
    assert!(
        messages.contains(&"the design has no field for `GeoLocation` of record `a.example.`"),
        "{messages:#?}"
    );
}

#[test]
fn a_mapping_behind_several_domains_is_of_none_of_them() {
    let domain = |name: &str| {
        format!(r#"{{"domainName":"{name}","endpointConfiguration":{{"types":["REGIONAL"]}}}}"#)
    };
    let (a, b) = (domain("a.example"), domain("b.example"));
    let list = format!(r#"{{"items":[{a},{b}]}}"#);
    let mapping = r#"{"items":[{"basePath":"v1","restApiId":"abcde12345","stage":"live"}]}"#;
    for text in [
        format!("{API}\n{GET}\n{list}\n{mapping}"),
        format!("{API}\n{GET}\n{mapping}\n{list}"),
    ] {
        let imported = import(&text);
        assert_eq!(design(&imported).domain, None);
        let told = found(&imported, "live-mapping-open");
        assert!(
            told.message.en.contains("(`a.example`, `b.example`)"),
            "{told:?}"
        );
    }
    // Who asks for each domain by itself has the mappings behind it.
    let imported = import(&format!("{API}\n{GET}\n{list}\n{a}\n{mapping}\n{b}"));
    let read = design(&imported).domain.as_ref().expect("it is named");
    assert_eq!((&*read.name, read.mappings.len()), ("a.example", 1));
}

#[test]
fn a_command_says_whose_mappings_follow() {
    let mappings = r#"{"items":[{"basePath":"v1","restApiId":"a1b2c3d4e5","stage":"prod"}]}"#;
    let api = r#"{"id":"a1b2c3d4e5","name":"orders","endpointConfiguration":{"types":["REGIONAL"]},"rootResourceId":"r"}
{"items":[{"id":"r","path":"/","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"NONE","methodIntegration":{"type":"MOCK"}}}}]}
{"item":[{"deploymentId":"d","stageName":"prod"}]}"#;
    let domain = |name: &str| {
        format!(r#"{{"domainName":"{name}","endpointConfiguration":{{"types":["REGIONAL"]}}}}"#)
    };
    let domains = format!(
        r#"{{"items":[{},{}]}}"#,
        domain("a.example.com"),
        domain("b.example.com")
    );
    let bare = import(&format!("{api}\n{domains}\n{mappings}"));
    assert_eq!(design(&bare).domain, None);
    for command in [
        "$ aws apigateway get-base-path-mappings --domain-name b.example.com",
        "me@host:~$ aws apigateway get-base-path-mappings \\\n    --domain-name='b.example.com'",
    ] {
        let told = import(&format!("{api}\n{domains}\n{command}\n{mappings}"));
        let domain = design(&told).domain.as_ref();
        let domain = domain.unwrap_or_else(|| panic!("{:#?}", told.findings));
        assert_eq!(domain.name, "b.example.com");
        assert_eq!(domain.mappings[0].base_path, "v1");
    }
}

#[test]
fn what_proves_the_name_of_an_imported_certificate_is_read_of_either_answer() {
    const PROOF: &str = "arn:aws:acm:eu-west-1:123456789012:certificate/proof";
    let of = |imported: &Imported| {
        let domain = design(imported).domain.clone();
        let mutual = domain.and_then(|domain| domain.mutual_tls);
        mutual.map(|mutual| mutual.ownership_certificate_arn)
    };
    let first = format!(
        r#"{API}
{GET}
{{"domainName":"a.example","regionalCertificateArn":"arn:aws:acm:eu-west-1:123456789012:certificate/c","endpointConfiguration":{{"types":["REGIONAL"]}},"mutualTlsAuthentication":{{"truststoreUri":"s3://trust/ca.pem"}},"ownershipVerificationCertificateArn":"{PROOF}"}}
{{"items":[{{"basePath":"(none)","restApiId":"abcde12345","stage":"live"}}]}}"#
    );
    let second = |tls: &str| {
        format!(
            r#"{HTTP}{{"DomainName":"a.example",{tls}"DomainNameConfigurations":[{{"EndpointType":"REGIONAL","CertificateArn":"arn:aws:acm:eu-west-1:123456789012:certificate/c","OwnershipVerificationCertificateArn":"{PROOF}"}}]}}
{{"Items":[{{"ApiId":"a","ApiMappingId":"m","ApiMappingKey":"","Stage":"$default"}}]}}"#
        )
    };
    let imported = import(&first);
    assert_eq!(of(&imported).as_deref(), Some(PROOF));
    assert_eq!(imported.counts.reported, 0, "{:#?}", imported.findings);
    let script = file(design(&imported), "cli/deploy.sh").replace(' ', "");
    let wanted = format!(r#""ownershipVerificationCertificateArn":"{PROOF}""#);
    assert!(script.contains(&wanted), "{script}");
    let tls = r#""MutualTlsAuthentication":{"TruststoreUri":"s3://trust/ca.pem"},"#;
    let imported = import(&second(tls));
    assert_eq!(of(&imported).as_deref(), Some(PROOF));
    // Without mutual TLS it means nothing, and is told.
    let imported = import(&second(""));
    assert_eq!(of(&imported), None);
    let told = messages(&imported).join("\n");
    assert!(
        told.contains("OwnershipVerificationCertificateArn"),
        "{told}"
    );
}
