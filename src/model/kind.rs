//! How an API becomes one of another kind, and what of it waits for the way back.

use super::{Api, ApiKind, DEFAULT_STAGE, Design, Stage};

impl Design {
    /// Makes the API one of that kind. Name, description, addresses and default URL stay; what the new kind cannot
    /// have is set aside for the way back, and the rules name it. A stage `$default`, which only HTTP APIs have, becomes
    /// `prod`; paths, CORS and methods stay also where the kind cannot have them.
    pub fn become_kind(&mut self, kind: ApiKind) {
        if self.api.kind() == kind {
            return;
        }
        let before = self.set_aside.iter().position(|api| api.kind() == kind);
        let new = match before {
            Some(before) => self.set_aside.remove(before).sharing(&self.api),
            None => self.as_kind(kind),
        };
        let old = std::mem::replace(&mut self.api, new);
        if old != self.as_kind(old.kind()) {
            self.set_aside.push(old);
        }
        if kind != ApiKind::Http {
            self.name_default_stage();
        }
    }

    /// The API as one of that kind with what the kinds share; messages go to the first function.
    pub(crate) fn as_kind(&self, kind: ApiKind) -> Api {
        match kind {
            ApiKind::Http => Api::Http(self.api.to_http()),
            ApiKind::Rest => Api::Rest(self.api.to_rest()),
            ApiKind::Websocket => {
                let function = self.functions.first();
                let function = function.map_or("", |function| function.name.as_str());
                Api::Websocket(self.api.to_websocket(function))
            }
        }
    }

    /// Gives a stage `$default`, which only HTTP APIs have, the name `prod` or one like it.
    fn name_default_stage(&mut self) {
        let default = |stage: &Stage| stage.name == DEFAULT_STAGE;
        while let Some(index) = self.stages.iter().position(default) {
            let taken = |name: &str| self.stages.iter().any(|stage| stage.name == name);
            let names = (2..).map(|number| format!("prod{number}"));
            let mut names = std::iter::once("prod".to_owned()).chain(names);
            let Some(name) = names.find(|name| !taken(name)) else {
                return;
            };
            self.rename_stage(index, &name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EndpointType, IpAddressType, ResourcePolicy, preset};

    #[test]
    fn an_api_changes_its_kind_and_keeps_what_both_have() {
        let mut design = (preset::PRESETS[0].design)();
        if let Api::Rest(rest) = &mut design.api {
            rest.ip_address_type = IpAddressType::Dualstack;
            rest.disable_execute_api_endpoint = true;
        }
        let before = design.clone();
        design.become_kind(ApiKind::Http);
        let http = design.http().expect("it became one");
        assert_eq!(http.name, before.api.name());
        assert_eq!(http.description, before.api.description());
        assert_eq!(http.ip_address_type, IpAddressType::Dualstack);
        assert!(http.disable_execute_api_endpoint);
        assert_eq!(design.stages, before.stages);
        design.become_kind(ApiKind::Rest);
        assert_eq!(design, before);
    }

    #[test]
    fn a_websocket_api_keeps_what_it_has_and_the_paths_for_the_way_back() {
        let mut design = (preset::PRESETS[1].design)();
        let before = design.clone();
        design.become_kind(ApiKind::Websocket);
        let websocket = design.websocket().expect("it became one");
        assert_eq!(websocket.name, before.api.name());
        let keys: Vec<_> = websocket.routes.iter().map(|route| &route.key).collect();
        assert_eq!(keys, ["$connect", "$disconnect", "$default"]);
        assert_eq!(design.stages[0].name, "prod");
        assert!(design.calls("dash-lambda"));
        design.rename_function(0, "chat");
        assert!(design.calls("chat") && !design.calls("dash-lambda"));
        design.rename_function(0, "dash-lambda");
        design.become_kind(ApiKind::Http);
        assert_eq!(design.api, before.api);
        assert_eq!(design.routes, before.routes);
        assert_eq!(design.stages[0].name, "prod");
    }

    #[test]
    fn what_a_kind_cannot_have_is_set_aside_until_the_way_back() {
        for preset in preset::PRESETS {
            let mut before = (preset.design)();
            before.rename_stage(0, "first");
            if let Api::Rest(rest) = &mut before.api {
                rest.endpoint = EndpointType::Edge;
                rest.policy = ResourcePolicy::SourceRanges {
                    cidrs: vec!["203.0.113.0/24".into()],
                };
            }
            let mut design = before.clone();
            for kind in ApiKind::ALL {
                design.become_kind(kind);
                let twice = design.clone();
                design.become_kind(kind);
                assert_eq!(design, twice);
                assert!(design.set_aside.iter().all(|api| api.kind() != kind));
            }
            design.become_kind(before.api.kind());
            assert_eq!(design.api, before.api, "{}", preset.name);
        }
    }

    #[test]
    fn the_stage_without_a_path_gets_a_name_that_is_free() {
        let mut design = (preset::PRESETS[1].design)();
        let stage = Stage {
            name: "prod".into(),
            ..Stage::default()
        };
        design.stages.push(stage);
        design.become_kind(ApiKind::Rest);
        let names: Vec<_> = design.stages.iter().map(|stage| &stage.name).collect();
        assert_eq!(names, ["prod2", "prod"]);
        let mapping = &design.domain.as_ref().expect("it has one").mappings[0];
        assert_eq!(mapping.stage, "prod2");
    }
}
