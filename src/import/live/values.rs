//! Words in the answers of an account that the design does not know: the service may have learnt them since.

use crate::import::Reading;
use crate::import::allowed::{
    ACCESS_MODES, ADDRESSES, CACHES, CONNECTIONS, CONTENT_HANDLING, ENDPOINTS, INTEGRATIONS,
    KEY_SOURCES, LEVELS, Must, PASSTHROUGH, PAYLOADS, PERIODS,
};
use crate::import::node::Node;

/// What stands under a key, whichever way its first letter is written; the two services of API Gateway differ in that.
const WORDS: [(&str, Must); 17] = [
    ("types", Must::Word(ENDPOINTS)),
    ("endpointType", Must::Word(ENDPOINTS)),
    ("ipAddressType", Must::Word(ADDRESSES)),
    ("apiKeySource", Must::Word(KEY_SOURCES)),
    ("securityPolicy", Must::Policy),
    ("endpointAccessMode", Must::Word(ACCESS_MODES)),
    ("cacheClusterSize", Must::Word(CACHES)),
    ("loggingLevel", Must::Word(LEVELS)),
    ("period", Must::Word(PERIODS)),
    ("protocolType", Must::Word(&["HTTP", "WEBSOCKET"])),
    ("integrationType", Must::Word(INTEGRATIONS)),
    ("payloadFormatVersion", Must::Word(PAYLOADS)),
    ("connectionType", Must::Word(CONNECTIONS)),
    ("passthroughBehavior", Must::Word(PASSTHROUGH)),
    ("contentHandling", Must::Word(CONTENT_HANDLING)),
    ("authorizerType", Must::Word(&["REQUEST", "JWT"])),
    ("failover", Must::Word(&["PRIMARY", "SECONDARY"])),
];
const AUTHORIZERS: Must = Must::Word(&["TOKEN", "REQUEST", "COGNITO_USER_POOLS"]);

/// Tells of every such word.
pub(super) fn check(node: &Node, reading: &mut Reading) {
    // `type` is many things; here it is that of an authorizer.
    let of_authorizer = ["providerARNs", "authorizerUri"]
        .iter()
        .any(|key| node.get(key).is_some());
    for entry in node.entries() {
        let mut words = WORDS.iter();
        let known = words.find(|(key, _)| key.eq_ignore_ascii_case(&entry.key));
        let must = match known {
            Some((_, must)) => Some(*must),
            None => (of_authorizer && entry.key == "type").then_some(AUTHORIZERS),
        };
        if let Some(must) = must {
            for item in entry.value.items().iter().chain([&entry.value]) {
                let text = item.scalar().unwrap_or_default();
                reading.say_unfit(&entry.key, entry.at, &text, must);
            }
        }
        check(&entry.value, reading);
    }
    for item in node.items() {
        check(item, reading);
    }
}
