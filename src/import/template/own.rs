//! What the studio wrote for itself into a template ([`OWN`]).

use super::Reader;
use super::props::said;
use crate::generate::OWN;
use crate::import::node::{Mark, Node};
use crate::model::{Dns, Silenced};

impl Reader<'_, '_> {
    /// Takes it over again; what does not belong there stays as it is.
    pub(super) fn read_own(&mut self) {
        let root = self.template.root;
        let (Some(section), Some(own)) = (
            root.entry("Metadata"),
            root.get("Metadata").and_then(|section| section.entry(OWN)),
        ) else {
            return;
        };
        section.set_mark(Mark::Represented);
        own.set_mark(Mark::Represented);
        let dns = self.design.domain.as_mut().map(|domain| &mut domain.dns);
        if let Some(entry) = own.value.entry("ZoneName")
            && let Some(zone) = entry.value.as_str()
            && let Some(Dns::Route53(record)) = dns
        {
            zone.clone_into(&mut record.zone_name);
            said(entry);
        }
        if let Some(stages) = own.value.entry("StageDescriptions") {
            stages.set_mark(Mark::Represented);
            for entry in stages.value.entries() {
                let mut known = self.design.stages.iter_mut();
                if let Some(text) = entry.value.as_str()
                    && let Some(stage) = known.find(|stage| entry.key == stage.name)
                {
                    text.clone_into(&mut stage.description);
                    said(entry);
                }
            }
        }
        if let Some(entry) = own.value.entry("Silenced") {
            let all: Option<Vec<Silenced>> = entry.value.items().iter().map(silenced).collect();
            if let Some(all) = all {
                self.design.silenced = all;
                said(entry);
            }
        }
    }
}

fn silenced(item: &Node) -> Option<Silenced> {
    let text = |key: &str| item.get(key).and_then(Node::as_str).map(str::to_owned);
    Some(Silenced {
        code: text("Rule")?,
        place: text("Place")?,
        reason: text("Reason")?,
    })
}
