//! Who may call the methods of a definition, and the permission of Lambda authorizers.
//!
//! SAM's `Auth` is not used beside a definition: its `DefaultAuthorizer` would close the CORS
//! preflight, too, and is ignored without a word where `Authorizers` is missing
//! (aws-sam-translator 1.115). Security schemes of the definition say what each method wants.

use super::definition::Uri;
use super::{Ids, function, request};
use crate::diagnostic::Pointer;
use crate::generate::{method, websocket};
use crate::model::{Authorization, Authorizer, AuthorizerKind, Design, Function, Jwt, Method};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

/// Whether a method lets a Cognito or Lambda authorizer decide.
pub(super) fn is_authorized(design: &Design) -> bool {
    if design.websocket().is_some() {
        return websocket::authorizer(design).is_some();
    }
    any(design, |design, method| {
        let authorization = design.access.authorization_of(method);
        authorization.authorizer().is_some()
    })
}

/// The schemes of which a caller must fulfil all.
pub(super) fn print(yaml: &mut Yaml, design: &Design, method: &Method) {
    let access = &design.access;
    let (authorization, key) = (access.authorization_of(method), is_keyed(design, method));
    if *authorization == Authorization::None && !key {
        return;
    }
    yaml.list("security", |yaml| {
        yaml.item_map(|yaml| {
            match authorization {
                Authorization::None => {}
                Authorization::Iam => yaml.list("AWS_IAM", |_| {}),
                Authorization::Authorizer(name) => yaml.list(name, |yaml| {
                    for scope in access.scopes_of(method) {
                        yaml.item(scope);
                    }
                }),
            }
            if key {
                yaml.list("api_key", |_| {});
            }
        });
    });
}

fn is_keyed(design: &Design, method: &Method) -> bool {
    design.access.api_key_required_of(method)
}

fn any(design: &Design, wanted: fn(&Design, &Method) -> bool) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    methods.any(|method| wanted(design, method))
}

/// What methods name: models and security schemes.
pub(super) fn print_components(yaml: &mut Yaml, design: &Design, uris: &[Uri]) {
    let (iam, key) = (method::signed(design), method::keyed(design));
    let first = (!design.access.authorizers.is_empty()).then(|| at(0));
    let schemes = iam.or(key).or(first);
    let models = request::models_at(design);
    let Some(first) = models.or(schemes) else {
        return;
    };
    yaml.at(first, |yaml| {
        yaml.map("components", |yaml| {
            request::print_models(yaml, design);
            if let Some(first) = schemes {
                yaml.at(first, |yaml| print_schemes(yaml, design, uris, (iam, key)));
            }
        });
    });
}

/// The schemes, with the fields that ask for a signature and for a key.
fn print_schemes(
    yaml: &mut Yaml,
    design: &Design,
    uris: &[Uri],
    (iam, key): (Option<Pointer>, Option<Pointer>),
) {
    yaml.map("securitySchemes", |yaml| {
        if let Some(at) = iam {
            yaml.at(at, |yaml| {
                yaml.map("AWS_IAM", |yaml| {
                    print_scheme(yaml, "Authorization");
                    yaml.entry("x-amazon-apigateway-authtype", "awsSigv4");
                });
            });
        }
        if let Some(at) = key {
            yaml.at(at, |yaml| {
                yaml.map("api_key", |yaml| print_scheme(yaml, "x-api-key"));
            });
        }
        let mut seen = std::collections::BTreeSet::from(["AWS_IAM", "api_key"]);
        for (index, authorizer) in design.access.authorizers.iter().enumerate() {
            if seen.insert(&authorizer.name) {
                let at = at(index);
                yaml.at(at, |yaml| {
                    print_authorizer(yaml, design, uris, authorizer, at);
                });
            }
        }
    });
}

fn at(index: usize) -> Pointer {
    let access = Pointer::root().join("access");
    access.join("authorizers").join(index)
}

fn print_scheme(yaml: &mut Yaml, header: &str) {
    yaml.entry("type", "apiKey");
    yaml.entry("name", header);
    yaml.entry("in", "header");
}

fn print_authorizer(
    yaml: &mut Yaml,
    design: &Design,
    uris: &[Uri],
    authorizer: &Authorizer,
    at: Pointer,
) {
    let kind = &authorizer.kind;
    let at = at.join("kind").join(kind.key());
    let (header, authtype, name) = match kind {
        AuthorizerKind::CognitoUserPool(pool) => (
            pool.header.as_str(),
            "cognito_user_pools",
            "cognito_user_pools",
        ),
        AuthorizerKind::LambdaToken(token) => (token.header.as_str(), "custom", "token"),
        // The headers of a REQUEST authorizer stand in its identity source.
        AuthorizerKind::LambdaRequest(_) => ("Unused", "custom", "request"),
        AuthorizerKind::Jwt(jwt) => (jwt.header.as_str(), "custom", "jwt"),
    };
    yaml.map(&authorizer.name, |yaml| {
        print_scheme(yaml, header);
        yaml.entry("x-amazon-apigateway-authtype", authtype);
        yaml.map("x-amazon-apigateway-authorizer", |yaml| {
            yaml.entry("type", name);
            match kind {
                AuthorizerKind::CognitoUserPool(pool) => {
                    yaml.list_at(
                        at.join("user_pool_arns"),
                        "providerARNs",
                        &pool.user_pool_arns,
                    );
                }
                AuthorizerKind::LambdaToken(token) => {
                    print_function(yaml, design, uris, kind, at);
                    if !token.validation_expression.is_empty() {
                        let at = at.join("validation_expression");
                        let expression = &token.validation_expression;
                        yaml.entry_at(at, "identityValidationExpression", expression);
                    }
                }
                AuthorizerKind::Jwt(jwt) => print_jwt(yaml, jwt, at),
                AuthorizerKind::LambdaRequest(_) => {
                    let source = kind.identity_source();
                    if !source.is_empty() {
                        yaml.entry_at(at.join("headers"), "identitySource", &source);
                    }
                    print_function(yaml, design, uris, kind, at);
                }
            }
        });
    });
}

/// Whose tokens a JWT authorizer takes.
pub(in crate::generate) fn print_jwt(yaml: &mut Yaml, jwt: &Jwt, at: Pointer) {
    yaml.map("jwtConfiguration", |yaml| {
        yaml.entry_at(at.join("issuer"), "issuer", &jwt.issuer);
        yaml.list_at(at.join("audience"), "audience", &jwt.audience);
    });
}

fn print_function(
    yaml: &mut Yaml,
    design: &Design,
    uris: &[Uri],
    kind: &AuthorizerKind,
    at: Pointer,
) {
    let function = kind.function().and_then(|name| design.function(name));
    if let Some((function, _)) = function {
        yaml.entry_at(at.join("function"), "authorizerUri", uris[function].value());
    }
    if let Some(ttl) = kind.ttl_seconds() {
        let at = at.join("ttl_seconds");
        yaml.entry_at(at, "authorizerResultTtlInSeconds", ttl);
    }
}

/// Functions that authorizers ask, each once, with the place of the first that does.
pub(super) fn asked(design: &Design) -> Vec<(Pointer, usize)> {
    let mut found: Vec<(Pointer, usize)> = Vec::new();
    for (index, authorizer) in design.access.authorizers.iter().enumerate() {
        let name = authorizer.kind.function();
        let function = name.and_then(|name| design.function(name));
        if let Some((function, _)) = function
            && found.iter().all(|(_, other)| *other != function)
        {
            found.push((at(index), function));
        }
    }
    found
}

/// Lets the API's authorizers, and nothing else of it, call their functions.
pub(super) fn print_permissions(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    // SAM's own permission for the authorizers of an HTTP API has a name that it makes of theirs, and refuses
    // itself when they hold more than letters and digits (aws-sam-translator 1.115).
    if !is_authorized(design) {
        return;
    }
    for (at, function) in asked(design) {
        for callee in function::permitted(design, function) {
            yaml.blank();
            yaml.at(at, |yaml| {
                yaml.comment(words::sam_authorizer_permission(design.output.language));
                print_permission(yaml, ids, function, &callee);
            });
        }
    }
}

fn print_permission(yaml: &mut Yaml, ids: &mut Ids, index: usize, function: &Function) {
    let id = ids.all.make("", &function.name, "AuthorizerPermission");
    yaml.map(&id, |yaml| {
        yaml.entry("Type", "AWS::Lambda::Permission");
        yaml.map("Properties", |yaml| {
            yaml.entry("Action", "lambda:InvokeFunction");
            function::print_name(yaml, ids, index, function);
            yaml.entry("Principal", "apigateway.amazonaws.com");
            let source = format!(
                "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}/authorizers/*",
                ids.api
            );
            yaml.entry("SourceArn", yaml::sub(&source));
        });
    });
}
