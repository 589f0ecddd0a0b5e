//! The generators: a design in, the text of one file out.
//!
//! Each is a pure function. What a target cannot express is never dropped in
//! silence: the generator's `lost` says it.

mod app_handler;
mod app_image;
mod app_websocket;
mod archive;
mod authorizer;
mod backend;
mod cli;
mod cors;
mod design_file;
mod dns;
mod gateway_response;
mod iam;
mod integration;
mod kept;
mod method;
mod method_settings;
mod monitoring;
mod name;
mod openapi;
mod readme;
mod resource_policy;
mod route53;
mod sam_template;
mod samconfig;
mod transform;
mod web_acl;
mod websocket;
mod zappa_settings;

pub use archive::archive;
pub(crate) use archive::crc32;
pub use kept::{Fields, Group, Made, Place, Shape, Whole, fingerprint};
pub(crate) use name::are_different;

use crate::diagnostic::{Diagnostic, sort};
use crate::model::{Design, ServiceAction};
use crate::text::Document;

/// The tool that a file is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// For people.
    #[default]
    Readme,
    /// Zappa 0.63.
    Zappa,
    /// AWS SAM.
    Sam,
    /// AWS CLI, version 1 or 2.
    Cli,
    /// API Gateway's import of OpenAPI.
    OpenApi,
    /// Route 53 change batches.
    Route53,
    /// `CloudWatch`.
    Monitoring,
    /// IAM policies.
    Iam,
    /// DNS elsewhere, and the certificate.
    Dns,
    /// The Python side.
    App,
    /// The studio itself.
    Design,
}

/// Makes one file.
pub struct Generator {
    /// Path of the file in the folder or archive; fixed, other tools rely on it.
    pub path: &'static str,
    /// Who reads it.
    pub target: Target,
    /// Whether the file is a program to run.
    pub executable: bool,
    /// Whether a design has this file at all.
    pub applies: fn(&Design) -> bool,
    /// Prints it.
    pub print: fn(&Design) -> Document,
    /// What of the design it cannot express.
    pub lost: fn(&Design) -> Vec<Diagnostic>,
}

/// A file that was made.
pub struct Artifact {
    /// Its generator.
    pub generator: &'static Generator,
    /// Its text.
    pub document: Document,
}

/// Every generator, in the order in which files are shown.
pub const GENERATORS: &[&Generator] = &[
    &readme::GENERATOR,
    &zappa_settings::GENERATOR,
    &resource_policy::GENERATOR,
    &sam_template::GENERATOR,
    &samconfig::GENERATOR,
    &cli::DEPLOY,
    &cli::TEARDOWN,
    &cli::ROTATE_API_KEY,
    &cli::DEPLOY_ON_WINDOWS,
    &cli::TEARDOWN_ON_WINDOWS,
    &cli::ROTATE_ON_WINDOWS,
    &openapi::GENERATOR,
    &route53::UPSERT,
    &route53::DELETE,
    &cli::ALARMS,
    &cli::ALARMS_ON_WINDOWS,
    &monitoring::DASHBOARD,
    &monitoring::QUERIES,
    &iam::CLI,
    &iam::SAM,
    &iam::ZAPPA,
    &iam::EXECUTION_ROLE,
    &iam::EXECUTION_ROLE_TRUST,
    &iam::GATEWAY_ROLE,
    &iam::GATEWAY_ROLE_TRUST,
    &cli::CERTIFICATE,
    &cli::CERTIFICATE_ON_WINDOWS,
    &dns::GUIDE,
    &dns::ZONE,
    &app_handler::HANDLER,
    &app_websocket::GENERATOR,
    &app_handler::REQUIREMENTS,
    &app_image::GENERATOR,
    &authorizer::GENERATOR,
    &design_file::GENERATOR,
];

/// The generators whose files a design has.
pub fn applicable(design: &Design) -> impl Iterator<Item = &'static Generator> {
    GENERATORS
        .iter()
        .copied()
        .filter(|generator| (generator.applies)(design))
}

/// Every file of a design.
pub fn generate(design: &Design) -> Vec<Artifact> {
    applicable(design)
        .map(|generator| Artifact {
            generator,
            document: (generator.print)(design),
        })
        .collect()
}

pub use sam_template::Generated;
pub(crate) use sam_template::OWN;
pub use zappa_settings::Plain;

/// What the SAM template of a design says by itself.
pub fn template(design: &Design) -> Generated {
    Generated::new(design)
}

/// Whether a REST API is told the same of two actions of AWS services, whatever they are called.
pub fn is_same_action(design: &Design, one: &ServiceAction, other: &ServiceAction) -> bool {
    integration::is_same_action(design, one, other)
}

/// Whether what is kept of a template changes by itself what is generated around it.
pub fn needs_definition(kept: &[crate::model::Kept]) -> bool {
    kept::has_operations(kept)
}

/// What the targets cannot express, by file.
pub fn lost(design: &Design) -> Vec<(&'static Generator, Vec<Diagnostic>)> {
    applicable(design)
        .map(|generator| {
            let mut lost = (generator.lost)(design);
            sort(&mut lost);
            (generator, lost)
        })
        .collect()
}

fn always(_: &Design) -> bool {
    true
}

fn nothing_lost(_: &Design) -> Vec<Diagnostic> {
    Vec::new()
}
