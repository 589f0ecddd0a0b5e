//! What a design *is*: plain data, one file per noun of AWS.
//!
//! Shape is strict (what excludes each other is an enum), leaves are lenient
//! (what a user is still typing is a `String` that [`crate::rules`] judge).
//! Enums are tagged by their key, so that a reader can name every unknown field.

mod access;
mod api;
mod app;
mod authorizer;
mod cors;
mod domain;
mod function;
mod integration;
mod kept;
mod kind;
mod mark;
mod message;
mod method_settings;
mod monitoring;
mod open_page;
pub(crate) mod part;
pub mod patch;
pub mod preset;
mod reach;
mod read;
mod rearrange;
mod request;
mod route;
mod saved;
pub(crate) mod secret;
mod silenced;
mod source;
mod stage;
mod transform;
pub mod tree;
mod url;
mod web_acl;

pub use access::{
    Access, ApiKey, Authorization, PlanMethod, Quota, QuotaPeriod, Throttle, UsagePlan,
};
pub use api::{
    Api, ApiKeySource, ApiKind, CONNECT, EndpointType, HttpApi, IpAddressType, MessageRoute,
    PayloadFormat, PolicyParts, ResourcePolicy, RestApi, WebSocketApi,
};
pub use app::{App, AppObject, DashApp, DjangoApp};
pub use authorizer::{
    Authorizer, AuthorizerFormat, AuthorizerKind, CognitoUserPool, Jwt, LambdaRequest, LambdaToken,
};
pub use cors::Cors;
pub use domain::{
    BasePathMapping, Certificate, CustomDomain, Dns, DomainEndpoint, EndpointAccessMode,
    FailoverRole, MutualTls, OtherDns, Record, Route53, Routing, SecurityPolicy,
};
pub use function::{Architecture, Function, Image, Package, Vpc};
pub use integration::{
    AwsService, Http, HttpProxy, Integration, MappedResponse, Mapping, Mock, OtherService,
    Passthrough, S3Object, ServiceAction, SqsQueue, SubtypeAction, Template, VpcLink, placed,
};
pub use kept::{
    Kept, LogicalId, OPENAPI, Opaque, REFERENCES, TEMPLATE, ZAPPA_SETTINGS, references,
};
pub use mark::{Mark, marks};
pub use message::{
    DEFAULT_KEY, KeyedTemplate, MappedServer, MessageBackend, MessageLambda, MessageMapping,
    MessageMock, MessageResponse, MessageServer, MessageService,
};
pub use method_settings::{Caching, Invalidation, MethodSettings};
pub use monitoring::{Alarms, Monitoring};
pub use part::{Variant, View};
pub use read::{Opened, Writing, read, read_value, write};
pub use rearrange::Refusal;
pub use request::{
    BodyModel, BodyTemplate, GatewayResponse, Model, Parameter, ParameterPlace, Request, Validator,
};
pub use route::{Method, MethodCache, OwnCache, Route, RouteCors, Verb};
pub use saved::{Answer as SavedAnswer, SavedRequest, Tool};
pub use silenced::Silenced;
pub use stage::{
    AccessLog, Cache, CacheSize, Canary, DEFAULT_STAGE, LogFormat, LogLevel, Stage, StageWebAcl,
    Variable,
};
pub use transform::{
    ChangeAction, ChangePlace, Transform, TransformedResponse, ValuePiece, change, pieces,
};
pub use url::{host_and_path, url_encoded};
pub use web_acl::{ManagedRuleGroup, WebAcl};

use std::sync::Arc;

use crate::diagnostic::Pointer;
use crate::words::Language;
use part::{fields, variants};

/// The version of the design file that this code writes.
pub const SCHEMA_VERSION: u32 = 1;

/// Characters of a project's name at most, which leaves room for what names of stacks and roles append (rule
/// `project-name-malformed`).
pub const LONGEST_NAME: usize = 40;

/// A gateway and everything around it: the value that every other part reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Version of the file's shape, see [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The project: names stacks, tags and files. Letters, digits, `-`, `_`.
    pub name: String,
    /// AWS region of everything but an edge certificate, for instance `ap-northeast-1`.
    pub region: String,
    /// Twelve digits; empty when left open (scripts then use the account they run in).
    pub account_id: String,
    /// The Python program behind the gateway.
    pub app: App,
    /// Lambda functions that methods can call.
    pub functions: Vec<Function>,
    /// The API and its kind.
    pub api: Api,
    /// Paths with their methods (REST and HTTP APIs); the order is the user's. Shared, so that a design
    /// with thousands of them is copied and compared at the price of those that differ.
    pub routes: Vec<Arc<Route>>,
    /// Ways into VPCs that methods can take.
    pub vpc_links: Vec<VpcLink>,
    /// Named deployments of the API.
    pub stages: Vec<Stage>,
    /// A domain name of one's own.
    pub domain: Option<CustomDomain>,
    /// Who may call, and how often.
    pub access: Access,
    /// Which other web origins may call; `None` when only its own pages do.
    pub cors: Option<Cors>,
    /// The web ACL that stages of a REST API can stand behind, see [`StageWebAcl::Own`].
    pub web_acl: Option<WebAcl>,
    /// What watches the API.
    pub monitoring: Monitoring,
    /// How the files are written.
    pub output: Output,
    /// The API as the other kinds that it was, for the way back: each at most once, and only where it says what the
    /// present kind cannot.
    pub set_aside: Vec<Api>,
    /// What an imported file said beyond the design; it goes back out in the same file.
    pub kept: Arc<Vec<Kept>>,
    /// Requests that must end as their owner says.
    pub requests: Vec<SavedRequest>,
    /// Findings that its owner decided to live with.
    pub silenced: Vec<Silenced>,
}

fields!(Design: schema_version, name, region, account_id, app, functions, api, routes, stages, domain, access, cors, monitoring, output; omit vpc_links, web_acl, set_aside, kept, requests, silenced);

/// A name for files, of a project's name.
fn file_stem(name: &str) -> String {
    let safe = |c: &char| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let stem: String = name.chars().filter(safe).collect();
    if stem.is_empty() {
        "gateway".into()
    } else {
        stem
    }
}

/// What the file of a design is called where it is kept by itself: several lie side by side there.
pub fn file_name(project: &str) -> String {
    format!("{}.design.json", file_stem(project))
}

/// How the files are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// Language of comments, script messages and the README.
    pub language: Language,
    /// S3 bucket for Zappa's upload; empty to derive one from project, account and region.
    pub zappa_bucket: String,
    /// How AWS SAM maps the stages.
    pub sam_stages: SamStages,
    /// Logical ids that an imported template gave, which stay: another one would be another resource.
    pub sam_ids: Vec<LogicalId>,
}

/// How AWS SAM maps the stages of a design.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SamStages {
    /// One stack with one API that has all stages.
    #[default]
    OneStack,
    /// One template, and a stack of it with an API of its own for each stage.
    StackPerStage,
}

fields!(Output: language, zappa_bucket; omit sam_stages, sam_ids);
variants!(Language: "en" = En, "ja" = Ja);
variants!(SamStages: "one_stack" = OneStack, "stack_per_stage" = StackPerStage);

impl Default for Design {
    /// An empty design of a REST API; see [`preset`] for ones that work.
    fn default() -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            name: String::new(),
            region: String::new(),
            account_id: String::new(),
            app: App::default(),
            functions: Vec::new(),
            api: Api::default(),
            routes: Vec::new(),
            vpc_links: Vec::new(),
            stages: Vec::new(),
            domain: None,
            access: Access::default(),
            cors: None,
            web_acl: None,
            monitoring: Monitoring::default(),
            output: Output::default(),
            set_aside: Vec::new(),
            kept: Arc::default(),
            requests: Vec::new(),
            silenced: Vec::new(),
        }
    }
}

impl Design {
    /// The function of that name.
    pub fn function(&self, name: &str) -> Option<(usize, &Function)> {
        self.functions
            .iter()
            .enumerate()
            .find(|(_, function)| function.name == name)
    }

    /// The REST API, when the design has one.
    pub fn rest(&self) -> Option<&RestApi> {
        match &self.api {
            Api::Rest(rest) => Some(rest),
            Api::Http(_) | Api::Websocket(_) => None,
        }
    }

    /// The CORS settings of a route, and where they stand; an HTTP API has one for all.
    pub fn cors_of<'a>(&'a self, index: usize, route: &'a Route) -> Option<(Pointer, &'a Cors)> {
        match &route.cors {
            RouteCors::Own(cors) if self.rest().is_some() => {
                let at = Pointer::root().join("routes").join(index);
                Some((at.join("cors").join("own"), cors))
            }
            RouteCors::Off if self.rest().is_some() => None,
            _ => Some((Pointer::root().join("cors"), self.cors.as_ref()?)),
        }
    }

    /// The HTTP API, when the design has one.
    pub fn http(&self) -> Option<&HttpApi> {
        match &self.api {
            Api::Http(http) => Some(http),
            Api::Rest(_) | Api::Websocket(_) => None,
        }
    }

    /// Whether events have format 2.0, which shows no base path of a domain (AWS: "Create AWS Lambda proxy integrations for
    /// HTTP APIs in API Gateway", "`rawPath` won't provide the API mapping value").
    pub fn hides_base_path(&self) -> bool {
        let http = self.http();
        http.is_some_and(|http| http.payload_format_version == PayloadFormat::V2)
    }

    /// The WebSocket API, when the design has one.
    pub fn websocket(&self) -> Option<&WebSocketApi> {
        match &self.api {
            Api::Websocket(websocket) => Some(websocket),
            Api::Rest(_) | Api::Http(_) => None,
        }
    }

    /// The web ACL that the design makes: of a REST API, and where a stage stands behind it.
    pub fn own_web_acl(&self) -> Option<&WebAcl> {
        let own = self
            .stages
            .iter()
            .any(|stage| stage.web_acl == StageWebAcl::Own);
        self.web_acl.as_ref().filter(|_| own && !self.is_v2())
    }

    /// Whether the API is one of API Gateway's second API: an HTTP or a WebSocket API.
    pub const fn is_v2(&self) -> bool {
        !matches!(self.api, Api::Rest(_))
    }

    /// How many paths the API has, or message routes.
    pub fn route_count(&self) -> usize {
        self.websocket()
            .map_or(self.routes.len(), |api| api.routes.len())
    }

    /// A name for files, of the project's name.
    pub fn file_stem(&self) -> String {
        file_stem(&self.name)
    }

    /// Whether a method, or a message route of a WebSocket API, calls the function of that name.
    pub fn calls(&self, function: &str) -> bool {
        if let Some(websocket) = self.websocket() {
            return websocket
                .routes
                .iter()
                .any(|route| route.called() == Some(function));
        }
        let mut methods = self.routes.iter().flat_map(|route| &route.methods);
        methods.any(|method| method.function() == Some(function))
    }

    /// Whether paths are answered by servers, services and the gateway alone: such a design has no program of its own.
    pub fn is_without_functions(&self) -> bool {
        let mut methods = self.routes.iter().flat_map(|route| &route.methods);
        self.websocket().is_none()
            && self.functions.is_empty()
            && !self.routes.is_empty()
            && methods.all(|method| method.function().is_none())
    }

    /// The format string of a stage's access log, in the variables of the API's kind.
    pub fn log_format<'a>(&self, log: &'a AccessLog) -> &'a str {
        match self.api {
            Api::Rest(_) => log.format.as_str(),
            Api::Http(_) => log.format.as_str_of_http(),
            Api::Websocket(_) => log.format.as_str_of_websocket(),
        }
    }

    /// Renames a function and everything that calls it (methods, authorizers).
    pub fn rename_function(&mut self, index: usize, name: &str) {
        let Some(function) = self.functions.get_mut(index) else {
            return;
        };
        let old = std::mem::replace(&mut function.name, name.to_owned());
        kept::rename(&mut self.output.sam_ids, "function", &old, name);
        kept::rename(&mut self.output.sam_ids, "integration", &old, name);
        let calls = |method: &Method| method.function() == Some(&*old);
        for function in methods_where(&mut self.routes, calls).filter_map(Method::function_mut) {
            function.replace_range(.., name);
        }
        for api in std::iter::once(&mut self.api).chain(&mut self.set_aside) {
            let Api::Websocket(websocket) = api else {
                continue;
            };
            let routes = websocket.routes.iter_mut();
            for route in routes.filter(|route| route.function == old) {
                route.function.replace_range(.., name);
            }
        }
        let authorizers = self.access.authorizers.iter_mut();
        let asked = authorizers.filter_map(|authorizer| authorizer.kind.function_mut());
        for function in asked.filter(|function| **function == old) {
            function.replace_range(.., name);
        }
    }

    /// The VPC link of that name.
    pub fn vpc_link(&self, name: &str) -> Option<(usize, &VpcLink)> {
        let mut links = self.vpc_links.iter().enumerate();
        links.find(|(_, link)| link.name == name)
    }

    /// Renames a VPC link, and it wherever methods or message routes name it.
    pub fn rename_vpc_link(&mut self, index: usize, name: &str) {
        let Some(link) = self.vpc_links.get_mut(index) else {
            return;
        };
        let old = std::mem::replace(&mut link.name, name.to_owned());
        if old.is_empty() {
            // Without a name there is no link.
            return;
        }
        let takes = |method: &Method| method.integration.vpc_link() == old;
        let methods = methods_where(&mut self.routes, takes);
        for link in methods.filter_map(|method| method.integration.vpc_link_mut()) {
            link.replace_range(.., name);
        }
        for api in std::iter::once(&mut self.api).chain(&mut self.set_aside) {
            let Api::Websocket(api) = api else {
                continue;
            };
            let backends = api.routes.iter_mut().map(|route| &mut route.backend);
            let links = backends.filter_map(|backend| backend.vpc_link_mut());
            for link in links.filter(|link| **link == old) {
                link.replace_range(.., name);
            }
        }
    }

    /// Renames an authorizer and every method that names it.
    pub fn rename_authorizer(&mut self, index: usize, name: &str) {
        let Some(authorizer) = self.access.authorizers.get_mut(index) else {
            return;
        };
        let old = std::mem::replace(&mut authorizer.name, name.to_owned());
        let names = |method: &Method| {
            let own = method.authorization.as_ref();
            own.and_then(Authorization::authorizer) == Some(&old)
        };
        let methods = methods_where(&mut self.routes, names);
        let own = methods.filter_map(|method| method.authorization.as_mut());
        for authorization in own.chain([&mut self.access.authorization]) {
            if authorization.authorizer() == Some(&old) {
                *authorization = Authorization::Authorizer(name.to_owned());
            }
        }
    }

    /// Renames a model and every method that names it.
    pub fn rename_model(&mut self, index: usize, name: &str) {
        let Api::Rest(rest) = &mut self.api else {
            return;
        };
        let Some(model) = rest.models.get_mut(index) else {
            return;
        };
        let old = std::mem::replace(&mut model.name, name.to_owned());
        let names = |method: &Method| {
            let mut models = method.request.models.iter();
            models.any(|body| body.model == old)
        };
        let methods = methods_where(&mut self.routes, names);
        for body in methods.flat_map(|method| &mut method.request.models) {
            if body.model == old {
                body.model.replace_range(.., name);
            }
        }
    }

    /// Renames a stage and everything that names it (mappings, usage plans).
    pub fn rename_stage(&mut self, index: usize, name: &str) {
        let Some(stage) = self.stages.get_mut(index) else {
            return;
        };
        let old = std::mem::replace(&mut stage.name, name.to_owned());
        kept::rename(&mut self.output.sam_ids, "stage", &old, name);
        kept::rename_stage(&mut self.kept, &old, name);
        let mappings = self
            .domain
            .iter_mut()
            .flat_map(|domain| &mut domain.mappings);
        for mapping in mappings.filter(|mapping| mapping.stage == old) {
            mapping.stage.replace_range(.., name);
        }
        let planned = self
            .access
            .usage_plans
            .iter_mut()
            .flat_map(|plan| &mut plan.stages);
        for stage in planned.filter(|stage| **stage == old) {
            stage.replace_range(.., name);
        }
    }

    /// Gives a route another path; what usage plans and stages say of its methods follows, unless another
    /// route has the path, too.
    pub fn rename_path(&mut self, index: usize, path: &str) {
        let Some(route) = self.routes.get_mut(index) else {
            return;
        };
        if route.path == path {
            return;
        }
        let old = std::mem::replace(&mut Arc::make_mut(route).path, path.to_owned());
        kept::rename_path(&mut self.kept, &old, path);
        let plans = self.access.usage_plans.iter_mut();
        let limited = plans.flat_map(|plan| &mut plan.methods);
        let limited = limited.map(|method| &mut method.path);
        let stages = self.stages.iter_mut();
        let apart = stages.flat_map(|stage| &mut stage.methods);
        let apart = apart.map(|method| &mut method.path);
        let named = limited.chain(apart);
        let mut named = named.filter(|path| **path == old).peekable();
        // Most routes have no limit of a plan: then nobody asks for a twin.
        if named.peek().is_none() || self.routes.iter().any(|route| route.path == old) {
            return;
        }
        for named in named {
            named.replace_range(.., path);
        }
    }

    /// Renames an API key and every usage plan that lists it.
    pub fn rename_api_key(&mut self, index: usize, name: &str) {
        let Some(key) = self.access.api_keys.get_mut(index) else {
            return;
        };
        let old = std::mem::replace(&mut key.name, name.to_owned());
        kept::rename(&mut self.output.sam_ids, "api_key", &old, name);
        let listed = self
            .access
            .usage_plans
            .iter_mut()
            .flat_map(|plan| &mut plan.api_keys);
        for key in listed.filter(|key| **key == old) {
            key.replace_range(.., name);
        }
    }
}

/// The methods of which something holds, to be changed; other routes stay shared.
fn methods_where(
    routes: &mut [Arc<Route>],
    holds: impl Fn(&Method) -> bool,
) -> impl Iterator<Item = &mut Method> {
    let touched = routes.iter_mut().filter_map(|route| {
        let any = route.methods.iter().any(&holds);
        any.then(|| Arc::make_mut(route))
    });
    let methods: Vec<&mut Method> = touched.flat_map(|route| &mut route.methods).collect();
    methods.into_iter().filter(move |method| holds(method))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_a_plan_follow_the_path_of_a_method() {
        let sold = preset::find("fastapi-keys").expect("a preset");
        let mut design = (sold.design)();
        let path = design.routes[0].path.clone();
        design.access.usage_plans[0].methods = vec![PlanMethod {
            path,
            ..PlanMethod::default()
        }];
        design.rename_path(0, "/shop");
        assert_eq!(design.access.usage_plans[0].methods[0].path, "/shop");
        let twin = Arc::clone(&design.routes[0]);
        design.routes.push(twin);
        design.rename_path(0, "/other");
        assert_eq!(design.access.usage_plans[0].methods[0].path, "/shop");
    }
}
