//! `Metadata`: what a design says and no resource can, which every tool passes over and the studio reads again.

use super::stacks;
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::model::{Design, Dns};
use crate::text::yaml::Yaml;
use crate::words::files as words;

/// The name of the studio's own part.
pub(crate) const OWN: &str = "GatewayStudio";

/// The section, where there is something to say. A template that is for one stage at a time has none of it.
pub(super) fn print(yaml: &mut Yaml, design: &Design) {
    let zone = zone(design);
    let mut described = described(design).peekable();
    let is_empty = zone.is_none() && described.peek().is_none() && design.silenced.is_empty();
    if is_empty || stacks::are_per_stage(design) {
        return;
    }
    let root = Pointer::root();
    let description = |index| root.join("stages").join(index).join("description");
    let first = described.peek().map(|(index, ..)| description(*index));
    let of_zone = root.join("domain").join("dns").join("route53");
    let of_zone = of_zone.join("zone_name");
    let of_silenced = root.join("silenced");
    yaml.blank();
    yaml.at(
        zone.map(|_| of_zone).or(first).unwrap_or(of_silenced),
        |yaml| {
            yaml.comment(words::sam_metadata(design.output.language));
            yaml.map("Metadata", |yaml| {
                yaml.map(OWN, |yaml| {
                    if let Some(zone) = zone {
                        yaml.entry("ZoneName", zone);
                    }
                    if let Some(first) = first {
                        yaml.at(first, |yaml| {
                            yaml.map("StageDescriptions", |yaml| {
                                for (index, name, text) in described {
                                    yaml.entry_at(description(index), name, text);
                                }
                            });
                        });
                    }
                    yaml.at(of_silenced, |yaml| print_silenced(yaml, design));
                });
            });
        },
    );
}

/// The name of the zone; a template finds it by its id.
fn zone(design: &Design) -> Option<&str> {
    match &design.domain.as_ref()?.dns {
        Dns::Route53(record) => Some(&*record.zone_name).filter(|name| !name.is_empty()),
        Dns::Elsewhere(_) => None,
    }
}

/// Stages whose description stands nowhere else, by their places and names: the one that SAM makes of the API.
fn described(design: &Design) -> impl Iterator<Item = (usize, &str, &str)> {
    let own = name::primary_stage(design).filter(|_| design.websocket().is_none());
    let stages = design.stages.iter().enumerate();
    let stages = stages.filter(move |(index, _)| own == Some(*index));
    let stages = stages.map(|(index, stage)| (index, &*stage.name, &*stage.description));
    stages.filter(|(_, name, text)| !name.is_empty() && !text.is_empty())
}

fn print_silenced(yaml: &mut Yaml, design: &Design) {
    if design.silenced.is_empty() {
        return;
    }
    yaml.list("Silenced", |yaml| {
        for (index, one) in design.silenced.iter().enumerate() {
            let at = Pointer::root().join("silenced").join(index);
            yaml.at(at, |yaml| {
                yaml.item_map(|yaml| {
                    yaml.entry("Rule", &*one.code);
                    yaml.entry("Place", &*one.place);
                    yaml.entry("Reason", &*one.reason);
                });
            });
        }
    });
}
