//! The path of a request as events of HTTP APIs show it.

use super::address::{Entered, decoded_path};
use crate::model::{DEFAULT_STAGE, Design};

/// The path in the events of an HTTP API, which decodes it in both formats; a REST API leaves it as the client wrote it
/// (seen on AWS: middleapi/standard-server#93, aws-powertools/powertools-lambda-python#1098).
pub(super) fn path_of_http(entered: &Entered) -> String {
    decoded_path(&entered.path)
}

/// The path in an event of format 2.0: behind a mapping of a domain it has the named stage in the place of the base path
/// (AWS: "Create AWS Lambda proxy integrations for HTTP APIs in API Gateway", "`rawPath` won't provide the API mapping
/// value"; seen in CodeGenieApp/serverless-express#465, logandk/serverless-wsgi#191 and zappa/Zappa#1424).
pub(super) fn raw_path(design: &Design, entered: &Entered) -> String {
    if !entered.is_custom {
        return path_of_http(entered);
    }
    let stage = match design.stages.get(entered.stage) {
        Some(stage) if stage.name != DEFAULT_STAGE => format!("/{}", stage.name),
        _ => String::new(),
    };
    let path = format!("{stage}{}", entered.inner);
    decoded_path(&path)
}
