//! The way to backends that are no functions: VPC links, and the gateway's role for AWS services.

use super::Ids;
use crate::diagnostic::Pointer;
use crate::generate::integration::{Right, rights};
use crate::model::{Design, VpcLink};
use crate::text::yaml::Yaml;
use crate::words::files as words;

/// The links that are made, with their places.
fn made(design: &Design) -> impl Iterator<Item = (usize, &VpcLink)> {
    let links = design.vpc_links.iter().enumerate();
    links.filter(|(_, link)| !link.exists())
}

/// How many resources they are.
pub(super) fn resources(design: &Design) -> usize {
    made(design).count() + usize::from(!rights(design).is_empty())
}

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    for (index, link) in made(design) {
        let at = Pointer::root().join("vpc_links").join(index);
        yaml.blank();
        yaml.at(at, |yaml| {
            yaml.map(&ids.links[index], |yaml| {
                if design.http().is_some() {
                    print_of_http(yaml, link, at);
                } else {
                    print_of_load_balancer(yaml, link, at);
                }
            });
        });
    }
    print_role(yaml, design, ids);
}

/// Of a REST or WebSocket API.
fn print_of_load_balancer(yaml: &mut Yaml, link: &VpcLink, at: Pointer) {
    yaml.entry("Type", "AWS::ApiGateway::VpcLink");
    yaml.map("Properties", |yaml| {
        yaml.entry_at(at.join("name"), "Name", &link.name);
        yaml.at(at.join("target_arn"), |yaml| {
            yaml.list("TargetArns", |yaml| yaml.item(&link.target_arn));
        });
    });
}

fn print_of_http(yaml: &mut Yaml, link: &VpcLink, at: Pointer) {
    yaml.entry("Type", "AWS::ApiGatewayV2::VpcLink");
    yaml.map("Properties", |yaml| {
        yaml.entry_at(at.join("name"), "Name", &link.name);
        for (key, field, ids) in [
            ("SubnetIds", "subnet_ids", &link.subnet_ids),
            (
                "SecurityGroupIds",
                "security_group_ids",
                &link.security_group_ids,
            ),
        ] {
            if !ids.is_empty() {
                yaml.list_at(at.join(field), key, ids);
            }
        }
    });
}

fn print_role(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let rights = rights(design);
    let Some(first) = rights.first() else { return };
    yaml.blank();
    yaml.at(first.at, |yaml| {
        yaml.comment(words::sam_gateway_role(design.output.language));
        yaml.map(&ids.role, |yaml| print_role_of(yaml, &rights));
    });
}

/// Lets API Gateway take the role.
pub(super) fn print_trust(yaml: &mut Yaml) {
    yaml.map("AssumeRolePolicyDocument", |yaml| {
        yaml.entry("Version", "2012-10-17");
        yaml.list("Statement", |yaml| {
            yaml.item_map(|yaml| {
                yaml.entry("Effect", "Allow");
                yaml.map("Principal", |yaml| {
                    yaml.entry("Service", "apigateway.amazonaws.com");
                });
                yaml.entry("Action", "sts:AssumeRole");
            });
        });
    });
}

/// A role that API Gateway may take, with these rights.
fn print_role_of(yaml: &mut Yaml, rights: &[Right]) {
    yaml.entry("Type", "AWS::IAM::Role");
    yaml.map("Properties", |yaml| {
        print_trust(yaml);
        yaml.list("Policies", |yaml| {
            yaml.item_map(|yaml| {
                yaml.entry("PolicyName", "backends");
                yaml.map("PolicyDocument", |yaml| {
                    yaml.entry("Version", "2012-10-17");
                    yaml.list("Statement", |yaml| {
                        for right in rights {
                            yaml.at(right.at, |yaml| {
                                yaml.item_map(|yaml| {
                                    yaml.entry("Effect", "Allow");
                                    for (key, texts) in
                                        [("Action", &right.actions), ("Resource", &right.resources)]
                                    {
                                        yaml.list(key, |yaml| {
                                            for text in texts {
                                                yaml.item(text);
                                            }
                                        });
                                    }
                                });
                            });
                        }
                    });
                });
            });
        });
    });
}
