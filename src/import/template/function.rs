//! Functions: what they are made of.

use super::props::Props;
use super::scope::referred;
use super::{Resource, Template};
use crate::import::node::Node;
use crate::model::{Architecture, Function, Image, Package, Vpc};

/// A function of AWS SAM; its code, its rights and its other events stay with the template.
pub(super) fn read(name: String, resource: &Resource<'_>, props: &Props<'_>) -> Function {
    let mut function = Function {
        name,
        // What Lambda takes when nothing is said.
        memory_mib: 128,
        timeout_seconds: 3,
        runtime: String::new(),
        ..Function::default()
    };
    if let Some(runtime) = props.text("Runtime") {
        function.runtime = runtime;
    }
    if let Some(memory) = props.count("MemorySize") {
        function.memory_mib = memory;
    }
    if let Some(timeout) = props.count("Timeout") {
        function.timeout_seconds = timeout;
    }
    match props.scope_texts("Architectures").as_deref() {
        Some([one]) if one == "arm64" => {
            function.architecture = Architecture::Arm64;
            props.say("Architectures");
        }
        Some([one]) if one == "x86_64" => props.say("Architectures"),
        _ => {}
    }
    if let Some(environment) = props.inside("Environment") {
        function.environment = environment.variables("Variables");
    }
    if props.scope_text("PackageType").as_deref() == Some("Image") {
        props.say("PackageType");
        let uri = props.text("ImageUri").unwrap_or_default();
        function.package = Package::Image(Image { uri });
        // An image of the app is built for the Python that its build is told.
        let told = resource
            .entry
            .value
            .find(&["Metadata", "DockerBuildArgs", "PYTHON"]);
        if let Some(version) = told.and_then(Node::scalar) {
            function.runtime = format!("python{version}");
        }
    }
    if let Some(layers) = props.texts("Layers") {
        function.layers = layers;
    }
    if let Some(vpc) = props.inside("VpcConfig") {
        function.vpc = Some(Vpc {
            subnet_ids: vpc.texts("SubnetIds").unwrap_or_default(),
            security_group_ids: vpc.texts("SecurityGroupIds").unwrap_or_default(),
        });
    }
    if let Some(storage) = props.inside("EphemeralStorage") {
        function.ephemeral_storage_mib = storage.count("Size");
    }
    function.reserved_concurrency = props.count("ReservedConcurrentExecutions");
    if let Some(alias) = props.text("AutoPublishAlias") {
        function.alias = alias;
    }
    function
}

/// A function of CloudFormation, or an alias or a version of one: its template goes on making it in words of its own, of
/// which the design repeats what it judges, asks and counts. What is not known here stands as in a design of its own.
pub(super) fn repeated<'a>(
    name: String,
    arn: String,
    template: &'a Template<'a>,
    resource: &Resource<'a>,
) -> Function {
    let mut function = Function {
        name,
        arn,
        ..Function::default()
    };
    let of = resource.properties.and_then(|one| one.get("FunctionName"));
    let made = match resource.kind {
        "AWS::Lambda::Function" => Some(resource),
        _ => of.and_then(referred).and_then(|id| {
            let id = id.split('.').next().unwrap_or_default();
            template.resource(id)
        }),
    };
    let Some(made) = made.filter(|made| made.kind == "AWS::Lambda::Function") else {
        return function;
    };
    let props = template.props(made);
    let known = |text: &String| !text.contains("${");
    if let Some(runtime) = props.scope_text("Runtime").filter(known) {
        function.runtime = runtime;
    }
    // What Lambda takes when nothing is said.
    let number = |key: &str, usual: u32, open: u32| match props.entry(key) {
        None => usual,
        Some(entry) => props.scope.count(&entry.value).unwrap_or(open),
    };
    function.memory_mib = number("MemorySize", 128, function.memory_mib);
    function.timeout_seconds = number("Timeout", 3, function.timeout_seconds);
    if props.scope_texts("Architectures").as_deref() == Some(&["arm64".to_owned()]) {
        function.architecture = Architecture::Arm64;
    }
    function
}
