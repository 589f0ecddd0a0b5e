//! HTTP APIs of AWS SAM.

use super::props::{Props, said};
use super::{Reader, Resource};
use crate::import::openapi;
use crate::model::{Api, Cors, DEFAULT_STAGE, Design, HttpApi, Stage};

impl<'a> Reader<'a, '_> {
    pub(super) fn read_http(&mut self, resource: Resource<'a>) {
        resource.say();
        let props = self.template.props(&resource);
        self.read_http_of(&props, resource.id);
    }

    /// The API that SAM makes of events that name none.
    pub(super) fn read_implicit_http(&mut self) {
        let props = self.template.globals("HttpApi");
        self.read_http_of(&props, "ServerlessHttpApi");
    }

    fn read_http_of(&mut self, props: &Props<'a>, id: &'a str) {
        self.read_http_api(props);
        let name = props.text("StageName");
        self.design.stages.push(Stage {
            name: name.unwrap_or_else(|| DEFAULT_STAGE.into()),
            ..Stage::default()
        });
        self.read_http_stage(props, 0);
        self.read_plain_stages_of_v2(id);
        self.read_definition(props, "DefinitionBody");
        self.read_auth_of_http(props);
        self.read_events(id);
        self.read_cors_of_http(props);
        self.settle_http();
        self.read_domain(props);
    }

    /// Takes away what CORS adds by itself, and lets the API say what most methods want.
    pub(super) fn settle_http(&mut self) {
        let Design {
            routes,
            access,
            cors,
            ..
        } = &mut self.design;
        if cors.is_some() {
            openapi::take_opened(routes, &access.authorization);
        }
        openapi::settle_methods(routes, access);
    }

    pub(super) fn read_http_api(&mut self, props: &Props<'a>) {
        let mut http = HttpApi::default();
        if let Some(name) = props.text("Name") {
            http.name = name;
        }
        if let Some(description) = props.text("Description") {
            http.description = description;
        }
        if let Some(closed) = props.flag("DisableExecuteApiEndpoint") {
            http.disable_execute_api_endpoint = closed;
        }
        self.design.api = Api::Http(http);
    }

    pub(super) fn read_cors_of_http(&mut self, props: &Props<'a>) {
        let Some(entry) = props.entry("CorsConfiguration") else {
            return;
        };
        let mut cors = Cors::nothing();
        if let Some(all) = self.template.scope.flag(&entry.value) {
            said(entry);
            if !all {
                return;
            }
            cors.allow_origins.push("*".into());
        } else {
            let Some(inside) = props.inside("CorsConfiguration") else {
                return;
            };
            if let Some(origins) = inside.texts("AllowOrigins") {
                cors.allow_origins = origins;
            }
            if let Some(methods) = inside.scope_texts("AllowMethods") {
                let verbs: Option<Vec<_>> = methods
                    .iter()
                    .map(|word| super::event::verb(word))
                    .collect();
                if let Some(verbs) = verbs {
                    cors.allow_methods = verbs;
                    inside.say("AllowMethods");
                }
            }
            if let Some(headers) = inside.texts("AllowHeaders") {
                cors.allow_headers = headers;
            }
            if let Some(allow) = inside.flag("AllowCredentials") {
                cors.allow_credentials = allow;
            }
            cors.max_age_seconds = inside.count("MaxAge");
            if let Some(headers) = inside.texts("ExposeHeaders") {
                cors.expose_headers = headers;
            }
        }
        self.design.cors = Some(cors);
    }
}
