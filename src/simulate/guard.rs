//! Who keeps a request out: web ACL, resource policy, authorizer, API key.

mod authorizer;
mod key;
mod policy;
mod web_acl;

pub(super) use authorizer::authorize;
pub(super) use key::api_key;
pub(super) use policy::resource_policy;
pub(super) use web_acl::web_acl;
