//! Answers of the AWS CLI about a live API: what they say is in the design and in the files that are made of it, or a
//! finding names it with its place.

mod domain;
#[path = "../reading/mod.rs"]
mod reading;
mod rest;
mod terminal;
mod v2;

use gateway_studio::diagnostic::Severity;
use gateway_studio::import::{Finding, Imported};
use gateway_studio::model::{AuthorizerKind, Invalidation, LogLevel, MethodCache, ResourcePolicy};
use gateway_studio::rules;

use reading::{design, file, flat, import};

const GET: &str = r#"{"items":[{"id":"r0","path":"/","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"NONE","methodIntegration":{"type":"HTTP_PROXY","httpMethod":"GET","uri":"https://b.example"}}}},
{"id":"r1","path":"/items","parentId":"r0","pathPart":"items","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"NONE","methodIntegration":{"type":"HTTP_PROXY","httpMethod":"GET","uri":"https://b.example/items"}},"POST":{"httpMethod":"POST","authorizationType":"NONE","methodIntegration":{"type":"HTTP_PROXY","httpMethod":"POST","uri":"https://b.example/items"}}}}]}"#;
const API: &str = r#"{"id":"abcde12345","name":"shop","rootResourceId":"r0","endpointConfiguration":{"types":["REGIONAL"]}}"#;

fn found<'a>(imported: &'a Imported, code: &str) -> &'a Finding {
    let mut findings = imported.findings.iter();
    let found = findings.find(|finding| finding.code == code);
    found.unwrap_or_else(|| panic!("no {code} in {:#?}", imported.findings))
}

/// What the findings say.
fn messages(imported: &Imported) -> Vec<&str> {
    let findings = imported.findings.iter();
    findings.map(|one| &*one.message.en).collect()
}

fn stages(stages: &[&str]) -> String {
    format!("{API}\n{GET}\n{{\"item\":[{}]}}", stages.join(","))
}

const ALL: &str = r#""*/*":{"loggingLevel":"INFO","dataTraceEnabled":false,"metricsEnabled":false,"throttlingRateLimit":10000.0,"throttlingBurstLimit":5000,"cachingEnabled":true,"cacheTtlInSeconds":300,"cacheDataEncrypted":false,"requireAuthorizationForCacheControl":true,"unauthorizedCacheControlHeaderStrategy":"SUCCEED_WITH_RESPONSE_HEADER"}"#;

fn stage(name: &str, methods: &str) -> String {
    format!(
        r#"{{"deploymentId":"d","stageName":"{name}","cacheClusterEnabled":true,"cacheClusterSize":"0.5","methodSettings":{{{ALL}{methods}}}}}"#
    )
}

const APART: &str = r#","~1items/GET":{"loggingLevel":"ERROR","dataTraceEnabled":true,"metricsEnabled":true,"throttlingRateLimit":2.0,"throttlingBurstLimit":3,"cachingEnabled":true,"cacheTtlInSeconds":44,"cacheDataEncrypted":true,"requireAuthorizationForCacheControl":true,"unauthorizedCacheControlHeaderStrategy":"FAIL_WITH_403"}"#;
