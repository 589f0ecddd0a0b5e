//! Authorizers: found by name and type, made or brought up to date, and dropped behind the routes.

use super::query;
use crate::generate::cli::api::function_variable;
use crate::generate::cli::authorizer::{
    at, at_all, called_by, function, print_kept, print_remove_permission, uri, variable,
};
use crate::generate::cli::names::literal;
use crate::model::{Authorizer, AuthorizerKind, Design, Method};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// The `authorizerType` that the API has for it.
///
/// A WebSocket API has Lambda authorizers that see the request, and no others.
/// An HTTP API knows no `TOKEN`, but a request of which one header is looked at is the same.
/// A user pool needs the audiences that only [`AuthorizerKind::Jwt`] names: there is none for it.
fn kind(design: &Design, kind: &AuthorizerKind) -> Option<&'static str> {
    match kind {
        AuthorizerKind::Jwt(_) | AuthorizerKind::LambdaToken(_) if design.websocket().is_some() => {
            None
        }
        AuthorizerKind::Jwt(_) => Some("JWT"),
        AuthorizerKind::LambdaToken(_) | AuthorizerKind::LambdaRequest(_) => Some("REQUEST"),
        AuthorizerKind::CognitoUserPool(_) => None,
    }
}

pub(in crate::generate::cli) fn print(shell: &mut Shell, design: &Design) {
    let authorizers = &design.access.authorizers;
    if authorizers.is_empty() {
        return;
    }
    shell.at(at_all(), |shell| {
        shell.comment(words::deploy_authorizers(design.output.language));
        shell.code(AUTHORIZER);
    });
    for (index, authorizer) in authorizers.iter().enumerate() {
        if let Some(kind) = kind(design, &authorizer.kind) {
            shell.at(at(index), |shell| {
                print_one(shell, design, (index, authorizer), kind);
            });
        }
    }
    shell.blank();
}

fn print_one(
    shell: &mut Shell,
    design: &Design,
    (index, authorizer): (usize, &Authorizer),
    kind: &'static str,
) {
    let function = function(design, authorizer).map(function_variable);
    let what = words::what_authorizer(design.output.language, &authorizer.name);
    let input = Word::json(|json| fields(json, design, (authorizer, kind), function.as_deref()));
    shell.assign(&variable(index), &Word::text(""));
    shell.line(
        "authorizer {} {} {} {} {} {} {}",
        [
            Word::text(&variable(index)),
            find(authorizer, kind, "=="),
            find(authorizer, kind, "!="),
            Word::text(&what),
            Word::text(&same(design, &authorizer.kind)),
            function.map_or(Word::quoted(""), |function| {
                called_by(index, &authorizer.kind, &function)
            }),
            input,
        ],
    );
}

/// Query for the authorizers of that name and that type, or of another one.
fn find(authorizer: &Authorizer, kind: &str, compare: &str) -> Word {
    let name = literal(&authorizer.name);
    Word::text(&format!(
        "Items[?Name=={name} && AuthorizerType{compare}`\"{kind}\"`].[AuthorizerId]"
    ))
}

/// Query that gives `true|` with the address of the function behind it when nothing has to change.
fn same(design: &Design, kind: &AuthorizerKind) -> String {
    let mut all = vec![query::is_set("IdentitySource", &sources(design, kind))];
    if design.websocket().is_some() {
        // It has neither formats nor a cache.
    } else if let AuthorizerKind::Jwt(jwt) = kind {
        all.push(query::is_text("JwtConfiguration.Issuer", &jwt.issuer));
        all.push(query::is_set("JwtConfiguration.Audience", &jwt.audience));
    } else {
        let (format, ttl) = (kind.format(), kind.ttl_seconds().unwrap_or(0).to_string());
        let (version, is_simple) = (format.version(), format.is_simple());
        all.push(query::is("AuthorizerResultTtlInSeconds", "0", &ttl));
        all.push(query::is_text("AuthorizerPayloadFormatVersion", version));
        all.push(query::is_flag("EnableSimpleResponses", is_simple));
    }
    let all = query::all(&all);
    format!("join(`\"|\"`, [to_string({all}), AuthorizerUri || `\"\"`])")
}

/// What of a request an authorizer looks at.
fn sources(design: &Design, kind: &AuthorizerKind) -> Vec<String> {
    if design.websocket().is_some() {
        kind.identity_sources_of_websocket()
    } else {
        kind.identity_sources_of_http()
    }
}

fn fields(
    json: &mut Object,
    design: &Design,
    (authorizer, kind): (&Authorizer, &str),
    function: Option<&str>,
) {
    json.field("Name", &authorizer.name);
    json.field("AuthorizerType", kind);
    json.list("IdentitySource", |list| {
        for source in sources(design, &authorizer.kind) {
            list.item(&source);
        }
    });
    match &authorizer.kind {
        AuthorizerKind::Jwt(jwt) => json.object("JwtConfiguration", |json| {
            json.field("Issuer", &jwt.issuer);
            json.list("Audience", |list| {
                jwt.audience.iter().for_each(|audience| list.item(audience));
            });
        }),
        kind => {
            if let Some(function) = function {
                json.parts("AuthorizerUri", &uri(function));
            }
            if design.websocket().is_some() {
                return;
            }
            let format = kind.format();
            json.field("AuthorizerPayloadFormatVersion", format.version());
            json.field("EnableSimpleResponses", format.is_simple());
            if let Some(ttl) = kind.ttl_seconds() {
                json.field("AuthorizerResultTtlInSeconds", ttl);
            }
        }
    }
}

/// Takes away the authorizers that no route of the design can name any more.
pub(in crate::generate::cli) fn print_drop(shell: &mut Shell, design: &Design) {
    print_kept(shell, design, |authorizer| {
        kind(design, &authorizer.kind).is_some()
    });
    shell.code(DROP_AUTHORIZERS);
}

/// Removes the statements that let authorizers call functions; the authorizers go with the API.
pub(super) fn print_remove_permissions(shell: &mut Shell, design: &Design) {
    for (index, authorizer) in design.access.authorizers.iter().enumerate() {
        let (Some(function), Some(kind)) =
            (function(design, authorizer), kind(design, &authorizer.kind))
        else {
            continue;
        };
        let variable = variable(index);
        shell.at(at(index), |shell| {
            shell.line(
                "ask {} aws apigatewayv2 get-authorizers --api-id $API --query {} --output text",
                [Word::text(&variable), find(authorizer, kind, "==")],
            );
            print_remove_permission(shell, design, function, &variable);
        });
    }
}

/// What a route says of its callers: type, authorizer and scopes.
pub(super) struct Callers<'a> {
    /// `authorizationType` of the service's API.
    pub(super) kind: &'static str,
    /// The variable that holds the authorizer's id.
    pub(super) authorizer: Option<String>,
    /// Scopes in order, each once.
    pub(super) scopes: Vec<&'a str>,
}

/// An authorizer that an HTTP API cannot have leaves a type without an authorizer, which is
/// refused: better than a route that is open.
pub(super) fn callers<'a>(design: &'a Design, method: &'a Method) -> Callers<'a> {
    let access = &design.access;
    let found = access.authorizer_of(method);
    let made = found.and_then(|(index, authorizer)| Some((index, kind(design, &authorizer.kind)?)));
    let kind = match (access.authorization_type_of(method), made) {
        (_, Some((_, "JWT"))) => "JWT",
        (open @ ("NONE" | "AWS_IAM"), _) => open,
        _ => "CUSTOM",
    };
    let mut scopes: Vec<&str> = Vec::new();
    if kind == "JWT" {
        scopes.extend(access.scopes_of(method).iter().map(String::as_str));
        scopes.sort_unstable();
        scopes.dedup();
    }
    Callers {
        kind,
        authorizer: made.map(|(index, _)| variable(index)),
        scopes,
    }
}

impl Callers<'_> {
    /// Anybody.
    pub(super) const fn open() -> Self {
        Self {
            kind: "NONE",
            authorizer: None,
            scopes: Vec::new(),
        }
    }

    /// The fields of a route.
    pub(super) fn fields(&self, json: &mut Object) {
        json.field("AuthorizationType", self.kind);
        if let Some(variable) = &self.authorizer {
            json.parts("AuthorizerId", &[Part::Variable(variable)]);
        }
        if !self.scopes.is_empty() {
            json.list("AuthorizationScopes", |list| {
                self.scopes.iter().for_each(|scope| list.item(*scope));
            });
        }
    }
}

/// One of another type keeps its name until nothing asks it any more, under a name that says so.
const AUTHORIZER: &str = r#"authorizer() {
  local id='' uri="${6:+arn:$PARTITION:apigateway:$AWS_REGION:lambda:path/2015-03-31/functions/$6/invocations}"
  if known "$API"; then
    aws apigatewayv2 get-authorizers --api-id "$API" --query "$2" --output text >"$WORK/found"
    only id "$4" create
  fi
  if ! known "$id"; then
    : >"$WORK/items"
    ! known "$API" || aws apigatewayv2 get-authorizers --api-id "$API" --query "$3" --output text >"$WORK/items"
    while IFS= read -r id; do
      ! have "$id" || change aws apigatewayv2 update-authorizer --api-id "$API" --authorizer-id "$id" --name "old-$id"
    done <"$WORK/items"
    make "$1" aws apigatewayv2 create-authorizer --api-id "$API" --cli-input-json "$7" --query AuthorizerId --output text
    return
  fi
  printf -v "$1" '%s' "$id"
  aws apigatewayv2 get-authorizer --api-id "$API" --authorizer-id "$id" --query "$5" --output text >"$WORK/answer"
  [ "$(cat "$WORK/answer")" != "true|$uri" ] || return 0
  change aws apigatewayv2 update-authorizer --api-id "$API" --authorizer-id "$id" --cli-input-json "$7"
}
"#;

const DROP_AUTHORIZERS: &str = r#": >"$WORK/items"
! known "$API" || aws apigatewayv2 get-authorizers --api-id "$API" \
  --query 'Items[].[AuthorizerId,AuthorizerUri || `"-"`,Name]' --output text >"$WORK/items"
while IFS=$'\t' read -r id uri name; do
  have "$id" || continue
  case " $AUTHORIZERS " in *" $id "*) continue ;; esac
  gone "$N_AUTHORIZER" "$name"
  tolerate NotFound aws apigatewayv2 delete-authorizer --api-id "$API" --authorizer-id "$id"
  revoke "$uri" "$id"
done <"$WORK/items"

"#;
