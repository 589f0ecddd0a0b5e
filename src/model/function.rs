//! Lambda functions.

use super::part::{fields, variants};
use super::stage::Variable;

/// `AWS::Lambda::Function` that runs the app.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Name of the function; methods refer to it and scripts look it up by it.
    pub name: String,
    /// ARN of the deployed function; empty when left open (scripts then look the name up).
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
}

impl Function {
    /// Whether it is a deployed one that the tools call as it is.
    pub const fn exists(&self) -> bool {
        !self.arn.is_empty()
    }

    /// The account in its ARN, where it has one.
    pub fn account(&self) -> Option<&str> {
        self.arn
            .split(':')
            .nth(4)
            .filter(|account| !account.is_empty())
    }
}

fields!(Function: name, arn, runtime, memory_mib, timeout_seconds, architecture, environment);

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
        }
    }
}

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
