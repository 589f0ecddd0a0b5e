//! What is said of a design at the end, once all of a template was looked at.

use std::collections::HashMap;

use super::Reader;
use crate::diagnostic::Severity;
use crate::import::node::Node;
use crate::model::{AccessLog, Api, Dns, DomainEndpoint, StageWebAcl};
use crate::sentence;

impl Reader<'_, '_> {
    /// Says that no record leads to the domain.
    pub(super) fn say_elsewhere_dns(&mut self) {
        let Some(domain) = &self.design.domain else {
            return;
        };
        if !matches!(domain.dns, Dns::Elsewhere(_)) {
            return;
        }
        let name = &domain.name;
        let (message, help) = (
            sentence!(
                "no record of the template leads to `{name}`: the design has its DNS elsewhere",
                "テンプレートに `{name}` を指すレコードがないため、設計では DNS を別の場所とします",
            ),
            sentence!(
                "say where it is at the domain, or choose Route 53",
                "ドメインの設定で DNS の場所を指定するか、Route 53 を選んでください",
            ),
        );
        let at = self.template.root.at;
        let reading = &mut *self.reading;
        reading.say(Severity::Info, "record-missing", at, message, help);
    }

    /// Says what no template says: the region, and a name where the stack gives the API its own.
    pub(super) fn settle(&mut self) {
        if self.design.name.is_empty() {
            self.design.name = "stack".into();
        }
        let name = self.design.name.clone();
        match &mut self.design.api {
            Api::Rest(api) if api.name.is_empty() => api.name = name,
            Api::Http(api) if api.name.is_empty() => api.name = name,
            Api::Websocket(api) if api.name.is_empty() => api.name = name,
            _ => {}
        }
        self.order_functions();
        self.find_region();
        self.settle_record();
        self.leave_open();
        if !self.design.region.is_empty() {
            return;
        }
        self.design.region = "us-east-1".into();
        self.reading.say(
            Severity::Info,
            "region-assumed",
            self.template.root.at,
            sentence!(
                "a template does not say its region: the design begins with `us-east-1`",
                "テンプレートにリージョンの指定はないため、設計は `us-east-1` から始めます",
            ),
            sentence!(
                "choose the region of your stack",
                "スタックのリージョンを選んでください",
            ),
        );
    }

    /// The function that the first route calls, those that the template makes in its order, and those that exist.
    pub(super) fn order_functions(&mut self) {
        let routes = self.design.routes.iter().flat_map(|route| &route.methods);
        let mut called = routes.filter_map(|method| method.integration.function());
        let messages = self.design.websocket().into_iter();
        let mut messages = messages.flat_map(|api| api.routes.iter().map(|route| &*route.function));
        let first = called.next().or_else(|| messages.next());
        let first = first.unwrap_or_default().to_owned();
        let resources = self.template.resources.iter().enumerate();
        let places: HashMap<&str, usize> = resources.map(|(place, one)| (one.id, place)).collect();
        let ids = self.functions.iter();
        let places: HashMap<&str, usize> = ids
            .filter_map(|(id, name)| Some((&**name, *places.get(id)?)))
            .collect();
        self.design.functions.sort_by_key(|function| {
            let place = places.get(&*function.name).copied();
            (function.name != first, place.unwrap_or(usize::MAX))
        });
    }

    /// The region and the account in an address, or the region in the words of a parameter.
    pub(super) fn find_region(&mut self) {
        let certificates = self.design.domain.iter().map(|one| &one.certificate_arn);
        let account = certificates.filter_map(|arn| arn.split(':').nth(4));
        let is_account = |id: &&str| id.len() == 12 && id.bytes().all(|b| b.is_ascii_digit());
        if let Some(account) = account.into_iter().find(is_account) {
            self.design.account_id = account.to_owned();
        }
        if !self.design.region.is_empty() {
            return;
        }
        let texts = self.design.functions.iter().flat_map(|function| {
            let layers = function.layers.iter();
            layers.chain([&function.arn])
        });
        // That of an edge domain lies in one region whatever the API's.
        let domain = self.design.domain.iter();
        let certificate = domain
            .filter(|one| one.endpoint != DomainEndpoint::Edge)
            .map(|one| &one.certificate_arn);
        let region = |text: &String| {
            let region = text.strip_prefix("arn:")?.split(':').nth(2)?;
            crate::aws::region(region).map(|_| region.to_owned())
        };
        let links = self.design.vpc_links.iter().map(|link| &link.target_arn);
        // A stage and its web ACL lie in one region.
        let acls = self
            .design
            .stages
            .iter()
            .filter_map(|stage| match &stage.web_acl {
                StageWebAcl::Existing { arn } => Some(arn),
                _ => None,
            });
        let mut all = texts.chain(certificate).chain(links).chain(acls);
        if let Some(region) = all.find_map(region) {
            self.design.region = region;
            return;
        }
        let mut domains = self.design.domain.iter();
        if domains.any(|one| one.endpoint == DomainEndpoint::Edge) {
            return;
        }
        let parameters = self.template.root.get("Parameters");
        let parameters = parameters.map_or(&[][..], Node::entries).iter();
        let words = parameters.filter_map(|one| one.value.get("Description")?.as_str());
        let mut named = words.flat_map(|text| {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            words.filter(|word| crate::aws::region(word).is_some())
        });
        let Some(first) = named.next() else { return };
        if named.all(|other| other == first) {
            self.design.region = first.to_owned();
        }
    }

    /// Leaves open what the template asks for as the generated one does, and names that are made anyway.
    pub(super) fn leave_open(&mut self) {
        let name = &self.design.name;
        for stage in &mut self.design.stages {
            let default = AccessLog::default().group(name, &stage.name);
            if let Some(log) = &mut stage.access_log
                && log.log_group == default
            {
                log.log_group.clear();
            }
        }
        if let Some(domain) = &mut self.design.domain {
            if domain.certificate_arn == "${CertificateArn}" {
                domain.certificate_arn.clear();
            }
            if let Dns::Route53(record) = &mut domain.dns
                && record.hosted_zone_id == "${HostedZoneId}"
            {
                record.hosted_zone_id.clear();
            }
        }
    }
}
