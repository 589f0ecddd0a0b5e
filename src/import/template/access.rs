//! `Auth` of an API: authorizers, keys, the plan that SAM makes, resource policies.

use super::Reader;
use super::props::{Props, said};
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Mark};
use crate::model::{
    ApiKey, Authorization, Authorizer, AuthorizerFormat, AuthorizerKind, CognitoUserPool, Jwt,
    LambdaRequest, LambdaToken, ResourcePolicy, UsagePlan,
};
use crate::sentence;

impl<'a> Reader<'a, '_> {
    pub(super) fn read_auth_of_rest(&mut self, props: &Props<'a>) {
        let Some(auth) = props.inside("Auth") else {
            return;
        };
        if let Some(authorizers) = auth.inside("Authorizers") {
            for entry in authorizers.all() {
                if let Some(one) = authorizers.inside(&entry.key)
                    && let Some(kind) = self.authorizer_of_rest(&one)
                {
                    self.add_authorizer(entry, kind);
                }
            }
        }
        self.read_default(&auth);
        self.say_preflight(props, &auth);
        if let Some(required) = auth.flag("ApiKeyRequired") {
            self.design.access.api_key_required = required;
        }
        self.read_plan(&auth);
        self.read_policy(&auth);
    }

    fn add_authorizer(&mut self, entry: &Entry, kind: AuthorizerKind) {
        entry.set_mark(Mark::Represented);
        self.design.access.authorizers.push(Authorizer {
            name: entry.key.as_str().to_owned(),
            kind,
        });
    }

    fn read_default(&mut self, auth: &Props<'a>) {
        match auth.text("DefaultAuthorizer").as_deref() {
            Some("AWS_IAM") => self.design.access.authorization = Authorization::Iam,
            Some("NONE") | None => {}
            // Without such an authorizer SAM takes no notice of the name, and the API is open.
            Some(name) if self.design.access.authorizer(name).is_some() => {
                self.design.access.authorization = Authorization::Authorizer(name.to_owned());
            }
            Some(name) => self.say_unknown(auth, name),
        }
        if auth.scope_text("InvokeRole").as_deref() == Some("NONE") {
            auth.say("InvokeRole");
        }
    }

    /// Says that a name protects nothing, unless there is such an authorizer which the design cannot have.
    fn say_unknown(&mut self, auth: &Props<'a>, name: &str) {
        let is_there = auth.inside("Authorizers").is_some_and(|all| all.has(name));
        if let Some(entry) = auth.entry("DefaultAuthorizer").filter(|_| !is_there) {
            self.reading.say(
                Severity::Warning,
                "authorizer-unknown",
                entry.at,
                sentence!(
                    "`DefaultAuthorizer` names `{name}`, which `Authorizers` does not have: SAM takes no notice of it, and everybody may call the API",
                    "`DefaultAuthorizer` の `{name}` は `Authorizers` にありません。SAM はこの指定を無視し、API は誰でも呼び出せる状態になります",
                ),
                sentence!(
                    "name an authorizer that is there, or choose who may call",
                    "定義済みのオーソライザーを指定するか、呼び出せる人を設定してください",
                ),
            );
        }
    }

    /// Says that browsers are refused before they may call: SAM puts the authorizer of all methods before the preflight, too.
    fn say_preflight(&mut self, props: &Props<'a>, auth: &Props<'a>) {
        let is_open = self.design.access.authorization == Authorization::None;
        let leaves = "AddDefaultAuthorizerToCorsPreflight";
        let is_left = auth.entry(leaves).and_then(|entry| entry.value.as_bool()) == Some(false);
        let Some(entry) = props.entry("Cors").filter(|_| !is_open && !is_left) else {
            return;
        };
        self.reading.say(
            Severity::Warning,
            "cors-preflight-protected",
            entry.at,
            sentence!(
                "the template protects the preflight, too: browsers send no token with it and are refused",
                "テンプレートではプリフライトにも認可が必要です。ブラウザはトークンを送らないため拒否されます",
            ),
            sentence!(
                "write `AddDefaultAuthorizerToCorsPreflight: false` under `Auth`",
                "`Auth` に `AddDefaultAuthorizerToCorsPreflight: false` を追加してください",
            ),
        );
    }

    fn authorizer_of_rest(&mut self, one: &Props<'a>) -> Option<AuthorizerKind> {
        let identity = one.inside("Identity");
        let header = identity.and_then(|identity| identity.text("Header"));
        let ttl = identity.and_then(|identity| identity.count("ReauthorizeEvery"));
        if one.has("UserPoolArn") {
            let mut pool = CognitoUserPool {
                user_pool_arns: one.texts("UserPoolArn").unwrap_or_default(),
                ..CognitoUserPool::default()
            };
            if let Some(header) = header {
                pool.header = header;
            }
            if let Some(scopes) = one.texts("AuthorizationScopes") {
                pool.scopes = scopes;
            }
            return Some(AuthorizerKind::CognitoUserPool(pool));
        }
        let function = self.callee(&one.text("FunctionArn")?)?;
        if one.text("FunctionPayloadType").as_deref() == Some("REQUEST") {
            let texts = |key| identity.and_then(|identity| identity.texts(key));
            return Some(AuthorizerKind::LambdaRequest(LambdaRequest {
                function,
                headers: texts("Headers").unwrap_or_default(),
                query_strings: texts("QueryStrings").unwrap_or_default(),
                context: texts("Context").unwrap_or_default(),
                stage_variables: texts("StageVariables").unwrap_or_default(),
                ttl_seconds: ttl.unwrap_or(300),
                ..LambdaRequest::default()
            }));
        }
        let mut token = LambdaToken {
            function,
            ..LambdaToken::default()
        };
        if let Some(header) = header {
            token.header = header;
        }
        if let Some(ttl) = ttl {
            token.ttl_seconds = ttl;
        }
        if let Some(text) = identity.and_then(|one| one.text("ValidationExpression")) {
            token.validation_expression = text;
        }
        Some(AuthorizerKind::LambdaToken(token))
    }

    pub(super) fn read_auth_of_http(&mut self, props: &Props<'a>) {
        let Some(auth) = props.inside("Auth") else {
            return;
        };
        if let Some(authorizers) = auth.inside("Authorizers") {
            for entry in authorizers.all() {
                if let Some(one) = authorizers.inside(&entry.key)
                    && let Some(kind) = self.authorizer_of_http(&one)
                {
                    if matches!(kind, AuthorizerKind::LambdaRequest(_)) {
                        self.say_unpermitted(entry, &one);
                    }
                    self.add_authorizer(entry, kind);
                }
            }
        }
        auth.say("EnableIamAuthorizer");
        self.read_default(&auth);
    }

    fn authorizer_of_http(&mut self, one: &Props<'a>) -> Option<AuthorizerKind> {
        if let Some(settings) = one.inside("JwtConfiguration") {
            let mut jwt = Jwt {
                issuer: settings.text("issuer").unwrap_or_default(),
                audience: settings.texts("audience").unwrap_or_default(),
                ..Jwt::default()
            };
            if let Some(source) = one.scope_text("IdentitySource")
                && let Some(header) = source.strip_prefix("$request.header.")
            {
                header.clone_into(&mut jwt.header);
                one.say("IdentitySource");
            }
            if let Some(scopes) = one.texts("AuthorizationScopes") {
                jwt.scopes = scopes;
            }
            return Some(AuthorizerKind::Jwt(jwt));
        }
        let function = self.callee(&one.text("FunctionArn")?)?;
        let identity = one.inside("Identity");
        let texts = |key| identity.and_then(|identity| identity.texts(key));
        let ttl = identity.and_then(|identity| identity.count("ReauthorizeEvery"));
        let version = one.scope_text("AuthorizerPayloadFormatVersion");
        let is_simple = one.scope_flag("EnableSimpleResponses").unwrap_or(false);
        let format = version.and_then(|version| AuthorizerFormat::of(&version, is_simple));
        if format.is_some() {
            one.say("AuthorizerPayloadFormatVersion");
            one.say("EnableSimpleResponses");
        }
        Some(AuthorizerKind::LambdaRequest(LambdaRequest {
            function,
            headers: texts("Headers").unwrap_or_default(),
            query_strings: texts("QueryStrings").unwrap_or_default(),
            context: texts("Context").unwrap_or_default(),
            stage_variables: texts("StageVariables").unwrap_or_default(),
            ttl_seconds: ttl.unwrap_or(300),
            format: format.unwrap_or_default(),
        }))
    }

    /// The plan with one key that SAM makes of `UsagePlan`.
    fn read_plan(&mut self, auth: &Props<'a>) {
        let Some(settings) = auth.inside("UsagePlan") else {
            return;
        };
        let kind = settings.text("CreateUsagePlan");
        if kind.as_deref().is_none_or(|kind| kind == "NONE") {
            return;
        }
        let name = settings.text("UsagePlanName");
        let name = name.unwrap_or_else(|| format!("{}-plan", self.design.name));
        let key = format!("{}-key", self.design.name);
        let mut plan = UsagePlan {
            name,
            description: settings.text("Description").unwrap_or_default(),
            stages: self
                .design
                .stages
                .iter()
                .map(|one| one.name.clone())
                .collect(),
            api_keys: vec![key.clone()],
            ..UsagePlan::default()
        };
        (plan.throttle, plan.quota) = super::plan::limits(&settings);
        self.design.access.api_keys.push(ApiKey {
            name: key,
            ..ApiKey::default()
        });
        self.design.access.usage_plans.push(plan);
    }

    /// A resource policy, where it says one thing that the design can say.
    fn read_policy(&mut self, auth: &Props<'a>) {
        let Some(policy) = auth.inside("ResourcePolicy") else {
            return;
        };
        let [entry] = policy.all()[..] else { return };
        let Some(values) = self.template.scope.texts(&entry.value) else {
            return;
        };
        let Some(rest) = (match &mut self.design.api {
            crate::model::Api::Rest(rest) => Some(rest),
            _ => None,
        }) else {
            return;
        };
        rest.policy = match entry.key.as_str() {
            "IpRangeWhitelist" => ResourcePolicy::SourceRanges { cidrs: values },
            "AwsAccountWhitelist" => ResourcePolicy::Accounts {
                account_ids: values,
            },
            "SourceVpcWhitelist" | "IntrinsicVpcWhitelist"
                if values.iter().all(|id| !id.starts_with("vpce-")) =>
            {
                ResourcePolicy::Vpcs { vpc_ids: values }
            }
            "IntrinsicVpceWhitelist" if values == rest.vpc_endpoint_ids => {
                ResourcePolicy::VpcEndpoints
            }
            _ => return,
        };
        said(entry);
    }
}
