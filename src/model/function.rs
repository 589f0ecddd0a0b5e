//! Lambda functions.

use std::borrow::Cow;

use super::Design;
use super::kept::references;
use super::part::{fields, variants};
use super::stage::{Stage, Variable};

/// `AWS::Lambda::Function` that runs the app.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Name of the function; methods refer to it and scripts look it up by it.
    pub name: String,
    /// ARN of the deployed function; empty when left open (scripts then look the name up). `${Fn.Arn}` is of a function
    /// that an imported template makes in its own words: runtime, memory and timeout then only repeat what stands there.
    /// With `${stageVariables.x}` in it each stage calls a function or an alias of its own.
    pub arn: String,
    /// Lambda runtime, for instance `python3.13`.
    pub runtime: String,
    /// Memory in MiB, 128 to 10240; CPU grows with it.
    pub memory_mib: u32,
    /// Seconds until Lambda gives up, 1 to 900; a REST API waits 29 at most.
    pub timeout_seconds: u32,
    /// Processor.
    pub architecture: Architecture,
    /// Environment variables.
    pub environment: Vec<Variable>,
    /// What its code comes in.
    pub package: Package,
    /// ARNs of layer versions, at most five, that unpack under `/opt`; an image has none.
    pub layers: Vec<String>,
    /// The VPC that it reaches from inside; none for the Internet alone.
    pub vpc: Option<Vpc>,
    /// MiB of `/tmp`, 512 to 10240; none for Lambda's 512.
    pub ephemeral_storage_mib: Option<u32>,
    /// How many of it may run at once, kept for it alone; none for what the account has left.
    pub reserved_concurrency: Option<u32>,
    /// The alias that the API calls in place of the newest code; empty for none.
    pub alias: String,
}

impl Function {
    /// Whether it is a deployed one that the tools call as it is.
    pub const fn exists(&self) -> bool {
        !self.arn.is_empty()
    }

    /// The name by which AWS knows it: that of its ARN where there is one.
    pub fn name_at_aws(&self) -> &str {
        let of_arn = self.arn.split_once(":function:");
        let of_arn = of_arn.and_then(|(_, name)| name.split(':').next());
        of_arn.unwrap_or(&self.name)
    }

    /// The image that it runs, if it runs one.
    pub const fn image(&self) -> Option<&Image> {
        match &self.package {
            Package::Image(image) => Some(image),
            Package::Zip => None,
        }
    }

    /// Whether its image is made of the app's Dockerfile.
    pub fn is_built_image(&self) -> bool {
        !self.exists() && self.image().is_some_and(|image| image.uri.is_empty())
    }

    /// The version or alias in its ARN, where it names one.
    pub fn qualifier(&self) -> Option<&str> {
        self.arn.split(':').nth(7)
    }

    /// What the API calls: its ARN, with the alias unless the ARN names one. Empty without an ARN.
    pub fn called_arn(&self) -> Cow<'_, str> {
        if !self.exists() || self.alias.is_empty() || self.qualifier().is_some() {
            return Cow::Borrowed(&self.arn);
        }
        Cow::Owned(format!("{}:{}", self.arn, self.alias))
    }

    /// What names it, with its alias, in a command: the ARN where it has one.
    pub fn called_name(&self) -> Cow<'_, str> {
        if self.exists() {
            return self.called_arn();
        }
        if self.alias.is_empty() {
            return Cow::Borrowed(&self.name);
        }
        Cow::Owned(format!("{}:{}", self.name, self.alias))
    }

    /// The stage variables that its ARN names (AWS: API Gateway developer guide, "API Gateway stage variables reference for
    /// REST APIs in API Gateway", `${stageVariables.x}` in the ARN of a function).
    pub fn stage_variables(&self) -> impl Iterator<Item = &str> {
        references(&self.arn).filter_map(|name| name.strip_prefix(STAGE_VARIABLES))
    }

    /// The account in its ARN, where it has one.
    pub fn account(&self) -> Option<&str> {
        self.arn
            .split(':')
            .nth(4)
            .filter(|account| !account.is_empty())
    }
}

/// What stands before the name of a stage variable where a text refers to it.
const STAGE_VARIABLES: &str = "stageVariables.";

/// A text with the variables of a stage in their places; nothing where one is not set.
fn filled<'a>(text: &str, value: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${stageVariables.") {
        let (name, behind) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(value(name)?);
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

impl Stage {
    /// What a text with stage variables says in this stage, and in its canary; nothing where a variable is not set.
    pub fn told(&self, text: &str) -> Vec<Option<String>> {
        let canary = self.canary.iter().map(|canary| &canary.variables[..]);
        let own = std::iter::once(&[][..]).chain(canary);
        let told = own.map(|own| {
            filled(text, |name| {
                let mut all = own.iter().chain(&self.variables);
                let found = all.find(|one| one.name == name);
                found
                    .map(|one| &*one.value)
                    .filter(|value| !value.is_empty())
            })
        });
        told.collect()
    }
}

impl Design {
    /// The account of a function where it is another one than the design's: its owner alone may let the API call it.
    pub fn other_account<'a>(&self, function: &'a Function) -> Option<&'a str> {
        let other = |account: &&str| !self.account_id.is_empty() && *account != self.account_id;
        function.account().filter(other)
    }

    /// The functions that the API calls where it calls this one: itself, unless stage variables stand in its ARN; then what
    /// each stage makes of it, and each once.
    pub fn callees(&self, function: &Function) -> Vec<Function> {
        if function.stage_variables().next().is_none() {
            return vec![function.clone()];
        }
        let mut arns: Vec<String> = Vec::new();
        let told = self
            .stages
            .iter()
            .flat_map(|stage| stage.told(&function.arn));
        for arn in told.flatten() {
            if !arns.contains(&arn) {
                arns.push(arn);
            }
        }
        let of_arn = |arn| Function {
            arn,
            ..function.clone()
        };
        arns.into_iter().map(of_arn).collect()
    }

    /// The names by which AWS knows a function, given by its place, each once: several where stage variables choose it.
    pub fn names_at_aws(&self, index: usize) -> Vec<String> {
        let function = self.functions.get(index);
        let callees = function.map_or_else(Vec::new, |function| self.callees(function));
        let mut names: Vec<String> = Vec::new();
        for name in callees.iter().map(Function::name_at_aws) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }
}

fields!(Function:
    name, arn, runtime, memory_mib, timeout_seconds, architecture, environment;
    omit package, layers, vpc, ephemeral_storage_mib, reserved_concurrency, alias);

impl Default for Function {
    fn default() -> Self {
        Self {
            name: String::new(),
            arn: String::new(),
            runtime: "python3.13".into(),
            memory_mib: 1024,
            timeout_seconds: 29,
            architecture: Architecture::X86_64,
            environment: Vec::new(),
            package: Package::default(),
            layers: Vec::new(),
            vpc: None,
            ephemeral_storage_mib: None,
            reserved_concurrency: None,
            alias: String::new(),
        }
    }
}

/// `PackageType` of a function.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Package {
    /// A ZIP file with the app and its packages, 250 MB unpacked with all layers.
    #[default]
    Zip,
    /// A container image, at most 10 GB, which brings the runtime and the handler (AWS: Lambda developer guide,
    /// "Create a Lambda function using a container image").
    Image(Image),
}

variants!(Package: "zip" = Zip, "image" = Image(Image));

/// The image of a function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    /// Its address in Amazon ECR with tag or digest; empty to build it of the app's Dockerfile.
    pub uri: String,
}

fields!(Image: uri);

impl Image {
    /// The name of its repository, where its address has one.
    pub fn repository(&self) -> Option<&str> {
        let (_, path) = self.uri.split_once('/')?;
        path.split(['@', ':'])
            .next()
            .filter(|name| !name.is_empty())
    }
}

/// `VpcConfig` of a function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vpc {
    /// Subnets in which it gets addresses, for instance `subnet-0123456789abcdef0`.
    pub subnet_ids: Vec<String>,
    /// Security groups of these addresses, for instance `sg-0123456789abcdef0`.
    pub security_group_ids: Vec<String>,
}

fields!(Vpc: subnet_ids, security_group_ids);

/// Processor of a function, spelt as Lambda spells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Architecture {
    /// Intel and AMD.
    #[default]
    X86_64,
    /// AWS Graviton.
    Arm64,
}

variants!(Architecture: "x86_64" = X86_64, "arm64" = Arm64);

impl Architecture {
    /// The value of Lambda's API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64",
            Self::Arm64 => "arm64",
        }
    }
}
