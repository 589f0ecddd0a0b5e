//! A design made of a few answers, as a person gives them who begins.

use super::{bare, domain, everything, limit, stage};
use crate::model::{
    Access, Api, ApiKey, ApiKind, App, Authorization, Authorizer, AuthorizerKind, CognitoUserPool,
    Cors, DEFAULT_STAGE, Design, Dns, DomainEndpoint, EndpointType, Function, HttpApi, Jwt,
    LambdaRequest, LambdaToken, MessageRoute, OtherDns, Quota, ResourcePolicy, RestApi, Stage,
    UsagePlan, WebSocketApi,
};

/// Who may call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Callers {
    /// Everybody.
    #[default]
    Everybody,
    /// Who sends a key: a plan limits each.
    Keys,
    /// Who signs requests with AWS credentials.
    Iam,
    /// Who shows a token of a Cognito user pool.
    Cognito,
    /// Who shows a JSON Web Token.
    Jwt,
    /// Whom a function of one's own lets in.
    Function,
    /// Who is inside a VPC.
    Vpc,
}

impl Callers {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Everybody,
        Self::Keys,
        Self::Iam,
        Self::Cognito,
        Self::Jwt,
        Self::Function,
        Self::Vpc,
    ];

    /// The value of the answer.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Keys => "keys",
            Self::Iam => "iam",
            Self::Cognito => "cognito",
            Self::Jwt => "jwt",
            Self::Function => "function",
            Self::Vpc => "vpc",
        }
    }

    /// Whether an API of that kind can be for them.
    pub fn fits(self, kind: ApiKind) -> bool {
        match self {
            Self::Everybody | Self::Iam | Self::Function => true,
            Self::Keys | Self::Cognito | Self::Vpc => kind == ApiKind::Rest,
            Self::Jwt => kind == ApiKind::Http,
        }
    }

    /// Who may call the design that is open, as far as the question goes.
    pub fn of(design: &Design) -> Self {
        let access = &design.access;
        match &access.authorization {
            Authorization::Iam => Self::Iam,
            Authorization::Authorizer(name) => {
                match access.authorizer(name).map(|(_, own)| &own.kind) {
                    Some(AuthorizerKind::CognitoUserPool(_)) => Self::Cognito,
                    Some(AuthorizerKind::Jwt(_)) => Self::Jwt,
                    _ => Self::Function,
                }
            }
            Authorization::None if access.api_key_required => Self::Keys,
            Authorization::None => {
                let private = |rest: &RestApi| rest.endpoint == EndpointType::Private;
                if design.rest().is_some_and(private) {
                    Self::Vpc
                } else {
                    Self::Everybody
                }
            }
        }
    }
}

/// The answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Name of the project.
    pub name: String,
    /// AWS region.
    pub region: String,
    /// Key of the framework, see [`App::key`].
    pub framework: String,
    /// Python module of the app; empty for the framework's usual one. Django has settings in its place.
    pub module: String,
    /// Name of the app's object in it; empty for the usual one.
    pub object: String,
    /// Kind of API.
    pub kind: ApiKind,
    /// Names of the stages.
    pub stages: Vec<String>,
    /// Host name; empty for none.
    pub domain: String,
    /// Path below the domain, without slashes at its ends; empty for the whole domain.
    pub base_path: String,
    /// Whether another provider than Route 53 serves the name.
    pub other_dns: bool,
    /// Who may call.
    pub callers: Callers,
    /// Other web origins whose pages may call.
    pub origins: Vec<String>,
}

impl Answers {
    /// The design that they describe. What they leave open (ARNs of a user pool, an issuer) is left
    /// open there, and the rules name it.
    pub fn design(&self) -> Design {
        let mut design = bare(&self.name);
        design.region.clone_from(&self.region);
        design.app.become_kind(&self.framework);
        self.find(&mut design.app);
        design.stages = self.stages();
        design.api = self.api(&design.app);
        if self.kind != ApiKind::Websocket {
            design.routes = everything(&self.name);
        }
        self.open(&mut design);
        if !self.domain.is_empty() {
            let last = design.stages.last().map(|stage| stage.name.clone());
            let zone = self.domain.split_once('.').map_or("", |(_, zone)| zone);
            let last = last.unwrap_or_default();
            let mut own = domain(&self.domain, zone, &self.base_path, &last);
            if self.other_dns {
                own.dns = Dns::Elsewhere(OtherDns {
                    zone_name: zone.into(),
                    ..OtherDns::default()
                });
            }
            if self.callers == Callers::Vpc && self.kind == ApiKind::Rest {
                own.endpoint = DomainEndpoint::Private;
            }
            design.domain = Some(own);
        }
        if !self.origins.is_empty() && self.kind != ApiKind::Websocket {
            design.cors = Some(Cors {
                allow_origins: self.origins.clone(),
                ..Cors::default()
            });
        }
        design
    }

    /// The design of these answers. Keys, plans, authorizers and CORS that the design that is open has for the same answers
    /// go along.
    pub fn beside(&self, now: &Design) -> Design {
        let mut design = self.design();
        if self.kind != now.api.kind() {
            return design;
        }
        if self.callers == Callers::of(now) && self.callers != Callers::Everybody {
            for function in now
                .access
                .authorizers
                .iter()
                .filter_map(|own| own.kind.function())
            {
                let own = now.functions.iter().find(|own| own.name == function);
                let is_new =
                    |own: &&Function| design.functions.iter().all(|made| made.name != own.name);
                let own = own.filter(is_new).cloned();
                design.functions.extend(own);
            }
            design.access = now.access.clone();
            let stages: Vec<_> = design
                .stages
                .iter()
                .map(|stage| stage.name.clone())
                .collect();
            for plan in &mut design.access.usage_plans {
                // Its methods are those of routes that do not go along.
                plan.methods.clear();
                plan.stages.retain(|name| stages.contains(name));
                if plan.stages.is_empty() {
                    plan.stages.clone_from(&stages);
                }
            }
        }
        if let (Api::Rest(made), Some(rest)) = (&mut design.api, now.rest()) {
            let stays_private = rest.endpoint == EndpointType::Private;
            if stays_private == (made.endpoint == EndpointType::Private) {
                made.policy = rest.policy.clone();
                made.vpc_endpoint_ids.clone_from(&rest.vpc_endpoint_ids);
            }
        }
        if let Some(cors) = now
            .cors
            .as_ref()
            .filter(|cors| cors.allow_origins == self.origins)
        {
            design.cors = Some(cors.clone());
        }
        design
    }

    /// Domain and base path of the design that is open, as one text.
    pub fn address_of(design: &Design) -> String {
        let Some(domain) = &design.domain else {
            return String::new();
        };
        let last = design.stages.last().map(|stage| &stage.name);
        let mut mappings = domain.mappings.iter();
        let own = mappings.rfind(|mapping| Some(&mapping.stage) == last);
        match own.map(|mapping| &*mapping.base_path) {
            None | Some("") => domain.name.clone(),
            Some(path) => format!("{}/{path}", domain.name),
        }
    }

    /// Says where the app is found.
    fn find(&self, app: &mut App) {
        let fields = match app {
            App::Dash(app) => [&mut app.module, &mut app.dash_object],
            App::Flask(app) | App::FastApi(app) => [&mut app.module, &mut app.app_object],
            App::Django(_) => return,
        };
        for (field, answer) in fields.into_iter().zip([&self.module, &self.object]) {
            if !answer.is_empty() {
                field.clone_from(answer);
            }
        }
    }

    /// The stages, the last one for everybody; an HTTP API with one has it without a path.
    fn stages(&self) -> Vec<Stage> {
        let stages = self.stages.iter().map(|name| {
            let production = self.stages.len() == 1 || name.starts_with("prod");
            let environment = if production { "production" } else { name };
            let mut stage = stage(name, "", environment);
            stage.tracing = self.kind == ApiKind::Rest;
            stage
        });
        let mut stages: Vec<_> = stages.collect();
        if let (ApiKind::Http, [only]) = (self.kind, &mut stages[..]) {
            only.name = DEFAULT_STAGE.into();
        }
        stages
    }

    fn api(&self, app: &App) -> Api {
        let name = self.name.clone();
        let description = format!("{} app", app.framework());
        match self.kind {
            ApiKind::Rest => Api::Rest(RestApi {
                name,
                description,
                ..RestApi::default()
            }),
            ApiKind::Http => Api::Http(HttpApi {
                name,
                description,
                ..HttpApi::default()
            }),
            ApiKind::Websocket => {
                let route = |key: &str| MessageRoute {
                    key: key.into(),
                    function: self.name.clone(),
                    ..MessageRoute::default()
                };
                Api::Websocket(WebSocketApi {
                    name,
                    description,
                    routes: ["$connect", "$disconnect", "$default"].map(route).into(),
                    ..WebSocketApi::default()
                })
            }
        }
    }

    /// What a function of one's own looks at. Who types an address or follows a link sends cookies and no header of a
    /// token, so of a page it is `Cookie`; a page that opens a WebSocket can say something in the address alone.
    fn judged_by(&self, function: String, is_page: bool) -> AuthorizerKind {
        let (headers, query_strings) = match self.kind {
            ApiKind::Websocket => (Vec::new(), vec!["token".into()]),
            _ if is_page => (vec!["Cookie".into()], Vec::new()),
            ApiKind::Http => (LambdaRequest::default().headers, Vec::new()),
            ApiKind::Rest => {
                return AuthorizerKind::LambdaToken(LambdaToken {
                    function,
                    ..LambdaToken::default()
                });
            }
        };
        AuthorizerKind::LambdaRequest(LambdaRequest {
            function,
            headers,
            query_strings,
            ..LambdaRequest::default()
        })
    }

    /// Opens the API to those who may call.
    fn open(&self, design: &mut Design) {
        let with = |name: &str, kind: AuthorizerKind| Access {
            authorization: Authorization::Authorizer(name.into()),
            authorizers: vec![Authorizer {
                name: name.into(),
                kind,
            }],
            ..Access::default()
        };
        match self.callers {
            Callers::Everybody => {}
            Callers::Iam => design.access.authorization = Authorization::Iam,
            Callers::Cognito => {
                let pool = CognitoUserPool::default();
                design.access = with("users", AuthorizerKind::CognitoUserPool(pool));
            }
            Callers::Jwt => design.access = with("users", AuthorizerKind::Jwt(Jwt::default())),
            Callers::Function => {
                let function = format!("{}-authorizer", self.name);
                design.functions.push(Function {
                    name: function.clone(),
                    memory_mib: 256,
                    timeout_seconds: 10,
                    ..Function::default()
                });
                design.access = with("own", self.judged_by(function, design.app.dash().is_some()));
            }
            Callers::Keys => {
                design.access = Access {
                    api_key_required: true,
                    api_keys: vec![ApiKey {
                        name: "first-customer".into(),
                        ..ApiKey::default()
                    }],
                    usage_plans: vec![UsagePlan {
                        name: "standard".into(),
                        stages: design
                            .stages
                            .iter()
                            .map(|stage| stage.name.clone())
                            .collect(),
                        api_keys: vec!["first-customer".into()],
                        throttle: Some(limit(10.0, 20)),
                        quota: Some(Quota::default()),
                        ..UsagePlan::default()
                    }],
                    ..Access::default()
                };
            }
            Callers::Vpc => {
                if let Api::Rest(rest) = &mut design.api {
                    rest.endpoint = EndpointType::Private;
                    rest.policy = ResourcePolicy::VpcEndpoints;
                }
            }
        }
    }
}
