//! Who keeps a request out: web ACL, resource policy, authorizer, API key.

mod authorizer;
pub(super) mod denial;
mod iam;
mod key;
mod policy;
mod stopped;
mod web_acl;

pub(super) use authorizer::{authorize, failed, refusal, unauthorized, unset_variable};
pub(super) use iam::by_iam;
pub(super) use key::{KeyWanted, api_key, api_key_of_method};
pub(super) use policy::{resource_policy, when_asked};
pub(super) use stopped::stopped_function;
pub(super) use web_acl::web_acl;
