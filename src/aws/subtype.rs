//! Actions of AWS services that an HTTP API works by itself, and what each wants to know.
//!
//! AWS: API Gateway developer guide, "Integration subtype reference" (2026-11); the rights are those of the Service
//! Authorization Reference.

use super::{partition, url_suffix};

/// One of them.
#[derive(Debug)]
pub struct Subtype {
    /// As the service calls it, for instance `Kinesis-PutRecord`.
    pub name: &'static str,
    /// The IAM action that the gateway's role needs.
    pub right: &'static str,
    /// The service in the ARN of what it is done to.
    pub service: &'static str,
    /// Parameters that follow from that ARN.
    pub target: &'static [(&'static str, Part)],
    /// Parameters that must be said beside them, each with a value to begin with.
    pub required: &'static [(&'static str, &'static str)],
    /// Parameters that may be said.
    pub optional: &'static [&'static str],
}

/// What of an ARN is the value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Arn,
    /// The address of a queue.
    QueueUrl,
    /// What stands behind this word in its resource.
    Behind(&'static str),
}

const BODY: &str = "$request.body";

/// Every subtype, in the order of AWS's page.
pub const SUBTYPES: &[Subtype] = &[
    Subtype {
        name: "EventBridge-PutEvents",
        right: "events:PutEvents",
        service: "events",
        target: &[("EventBusName", Part::Arn)],
        required: &[
            ("Detail", BODY),
            ("DetailType", "$context.routeKey"),
            ("Source", "api"),
        ],
        optional: &["Time", "EventBusName", "Resources", "Region", "TraceHeader"],
    },
    Subtype {
        name: "SQS-SendMessage",
        right: "sqs:SendMessage",
        service: "sqs",
        target: &[("QueueUrl", Part::QueueUrl)],
        required: &[("MessageBody", BODY)],
        optional: &[
            "DelaySeconds",
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageSystemAttributes",
            "Region",
        ],
    },
    Subtype {
        name: "SQS-ReceiveMessage",
        right: "sqs:ReceiveMessage",
        service: "sqs",
        target: &[("QueueUrl", Part::QueueUrl)],
        required: &[],
        optional: &[
            "AttributeNames",
            "MaxNumberOfMessages",
            "MessageAttributeNames",
            "ReceiveRequestAttemptId",
            "VisibilityTimeout",
            "WaitTimeSeconds",
            "Region",
        ],
    },
    Subtype {
        name: "SQS-DeleteMessage",
        right: "sqs:DeleteMessage",
        service: "sqs",
        target: &[("QueueUrl", Part::QueueUrl)],
        required: &[("ReceiptHandle", "$request.querystring.receiptHandle")],
        optional: &["Region"],
    },
    Subtype {
        name: "SQS-PurgeQueue",
        right: "sqs:PurgeQueue",
        service: "sqs",
        target: &[("QueueUrl", Part::QueueUrl)],
        required: &[],
        optional: &["Region"],
    },
    Subtype {
        name: "AppConfig-GetConfiguration",
        right: "appconfig:GetConfiguration",
        service: "appconfig",
        target: &[
            ("Application", Part::Behind("application")),
            ("Environment", Part::Behind("environment")),
            ("Configuration", Part::Behind("configuration")),
        ],
        required: &[("ClientId", "$context.apiId")],
        optional: &["ClientConfigurationVersion", "Region"],
    },
    Subtype {
        name: "Kinesis-PutRecord",
        right: "kinesis:PutRecord",
        service: "kinesis",
        target: &[("StreamName", Part::Behind("stream"))],
        required: &[("Data", BODY), ("PartitionKey", "$context.requestId")],
        optional: &["SequenceNumberForOrdering", "ExplicitHashKey", "Region"],
    },
    Subtype {
        name: "StepFunctions-StartExecution",
        right: "states:StartExecution",
        service: "states",
        target: &[("StateMachineArn", Part::Arn)],
        required: &[("Input", BODY)],
        optional: &["Name", "Region"],
    },
    Subtype {
        name: "StepFunctions-StartSyncExecution",
        right: "states:StartSyncExecution",
        service: "states",
        target: &[("StateMachineArn", Part::Arn)],
        required: &[("Input", BODY)],
        optional: &["Name", "Region", "TraceHeader"],
    },
    Subtype {
        name: "StepFunctions-StopExecution",
        right: "states:StopExecution",
        service: "states",
        target: &[],
        required: &[("ExecutionArn", "$request.querystring.executionArn")],
        optional: &["Cause", "Error", "Region"],
    },
];

/// The subtype of that name.
pub fn subtype(name: &str) -> Option<&'static Subtype> {
    SUBTYPES.iter().find(|one| one.name == name)
}

impl Subtype {
    /// Whether it takes a parameter of that name.
    pub fn knows(&self, parameter: &str) -> bool {
        self.target.iter().any(|(name, _)| *name == parameter)
            || self.required.iter().any(|(name, _)| *name == parameter)
            || self.optional.contains(&parameter)
    }

    /// What the ARN of its target says of its parameters, for an API of that region.
    pub fn of_target(&self, arn: &str, region: &str) -> Vec<(&'static str, String)> {
        let mut parts = arn.splitn(6, ':').skip(3);
        let there = parts.next().unwrap_or_default();
        let account = parts.next().unwrap_or_default();
        let Some(resource) = parts.next().filter(|rest| !rest.is_empty()) else {
            return Vec::new();
        };
        let value = |part: &Part| match part {
            Part::Arn => Some(arn.to_owned()),
            Part::QueueUrl => {
                let suffix = url_suffix(there);
                Some(format!("https://sqs.{there}.{suffix}/{account}/{resource}"))
            }
            Part::Behind(word) => behind(resource, word).map(str::to_owned),
        };
        let found = self.target.iter();
        let mut found: Vec<_> = found
            .filter_map(|(name, part)| Some((*name, value(part)?)))
            .collect();
        if there != region && !there.is_empty() {
            found.push(("Region", there.to_owned()));
        }
        found
    }

    /// On what the right is needed.
    pub fn resources(&self, arn: &str) -> Vec<String> {
        if self.service != "appconfig" {
            return vec![arn.to_owned()];
        }
        // The action is granted on three things, none of which is the configuration that they make together.
        let mut parts = arn.splitn(6, ':');
        let start: Vec<&str> = parts.by_ref().take(5).collect();
        let resource = parts.next().unwrap_or_default();
        let part = |word| behind(resource, word).unwrap_or("*");
        let application = format!("{}:application/{}", start.join(":"), part("application"));
        vec![
            format!("{application}/environment/{}", part("environment")),
            format!(
                "{application}/configurationprofile/{}",
                part("configuration")
            ),
            application,
        ]
    }
}

/// What stands behind a word and a slash.
fn behind<'a>(resource: &'a str, word: &str) -> Option<&'a str> {
    let mut steps = resource.split('/');
    steps.find(|step| *step == word)?;
    steps.next().filter(|step| !step.is_empty())
}

/// The ARN of a queue by its address, whose account and name it holds.
pub fn queue_arn(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://sqs.")?;
    let (host, path) = rest.split_once('/')?;
    let (region, suffix) = host.split_once('.')?;
    let (account, name) = path.split_once('/')?;
    if suffix != url_suffix(region) || name.is_empty() || name.contains('/') {
        return None;
    }
    let partition = partition(region);
    Some(format!("arn:{partition}:sqs:{region}:{account}:{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_says_what_can_be_read_from_it() {
        let of = |name: &str, arn: &str| {
            subtype(name)
                .expect("a subtype")
                .of_target(arn, "eu-west-1")
        };
        let queue = "arn:aws:sqs:eu-west-1:123456789012:orders";
        let url = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
        assert_eq!(of("SQS-PurgeQueue", queue), [("QueueUrl", url.to_owned())]);
        assert_eq!(queue_arn(url).as_deref(), Some(queue));
        let stream = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks";
        assert_eq!(
            of("Kinesis-PutRecord", stream),
            [
                ("StreamName", "clicks".to_owned()),
                ("Region", "us-east-1".to_owned())
            ]
        );
        let config = "arn:aws:appconfig:eu-west-1:123456789012:application/a1/environment/e1/configuration/c1";
        let names: Vec<_> = of("AppConfig-GetConfiguration", config)
            .into_iter()
            .map(|(_, value)| value)
            .collect();
        assert_eq!(names, ["a1", "e1", "c1"]);
        assert_eq!(
            subtype("AppConfig-GetConfiguration")
                .expect("a subtype")
                .resources(config),
            [
                "arn:aws:appconfig:eu-west-1:123456789012:application/a1/environment/e1",
                "arn:aws:appconfig:eu-west-1:123456789012:application/a1/configurationprofile/c1",
                "arn:aws:appconfig:eu-west-1:123456789012:application/a1",
            ]
        );
        assert_eq!(of("Kinesis-PutRecord", ""), []);
    }

    #[test]
    fn each_subtype_stands_once() {
        for (index, one) in SUBTYPES.iter().enumerate() {
            assert!(
                SUBTYPES[..index].iter().all(|other| other.name != one.name),
                "{}",
                one.name
            );
            assert!(one.right.starts_with(one.service), "{}", one.name);
        }
    }
}
