//! Permissions of functions: one that is missing lets every request fail, one without a source lets in any API there is.

use std::collections::BTreeSet;

use super::props::Props;
use super::scope::referred;
use super::{Found, Reader, Resource};
use crate::diagnostic::Severity;
use crate::import::node::Node;
use crate::sentence;

/// Whether a permission for everybody is one for the gateway, too: not one for function URLs, for an organization, or for
/// another service.
fn lets_gateway_call(props: &Props<'_>) -> bool {
    let narrows = [
        "FunctionUrlAuthType",
        "InvokedViaFunctionUrl",
        "PrincipalOrgID",
    ];
    let action = props.scope_text("Action");
    let calls = action.is_none_or(|action| {
        let mut known = ["lambda:InvokeFunction", "lambda:*", "*"].into_iter();
        known.any(|known| action.eq_ignore_ascii_case(known))
    });
    let source = props.scope_text("SourceArn");
    let of_gateway =
        source.is_none_or(|arn| !arn.starts_with("arn:") || arn.contains(":execute-api:"));
    calls && of_gateway && !narrows.iter().any(|key| props.has(key))
}

impl<'a> Reader<'a, '_> {
    /// Says both, once the API is read.
    pub(super) fn say_permissions(&mut self, api: Found<'a>) {
        let permissions = self.template.of_kind("AWS::Lambda::Permission");
        let permissions: Vec<&Resource<'a>> = permissions
            .filter(|one| {
                let props = self.template.props(one);
                match props.scope_text("Principal").as_deref() {
                    Some("*") => lets_gateway_call(&props),
                    principal => principal.is_some_and(|one| one.starts_with("apigateway.")),
                }
            })
            .collect();
        for permission in &permissions {
            self.say_wide(permission);
        }
        let makes_all = matches!(
            api,
            Found::Own(one) if one.kind == "AWS::Serverless::WebSocketApi"
        );
        if !makes_all && !self.calls_by_role() {
            self.say_forbidden(&permissions);
            self.say_other_source(&permissions);
        }
    }

    fn say_wide(&mut self, permission: &Resource<'a>) {
        let props = self.template.props(permission);
        if props.has("SourceArn") || props.has("SourceAccount") {
            return;
        }
        let id = permission.id;
        let message = if props.scope_text("Principal").as_deref() == Some("*") {
            sentence!(
                "`{id}` names nobody and no source, so any account may call the function, not the API alone",
                "`{id}` に呼び出し元の指定がないため、API に限らず、どのアカウントからも関数を呼び出せます",
            )
        } else {
            sentence!(
                "`{id}` names no source, so any API of any account may call the function",
                "`{id}` に呼び出し元の指定がないため、どのアカウントのどの API からも関数を呼び出せます",
            )
        };
        self.reading.say(
            Severity::Warning,
            "permission-too-wide",
            permission.entry.at,
            message,
            sentence!(
                "add `SourceArn: !Sub arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:API_ID/*`",
                "`SourceArn: !Sub arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:API_ID/*` を追加してください",
            ),
        );
    }

    /// Whether an integration calls by a role, which needs no permission of the function.
    fn calls_by_role(&self) -> bool {
        fn has_role(node: &Node) -> bool {
            let mut entries = node.entries().iter();
            let roles = ["credentials", "Credentials", "CredentialsArn"];
            entries.any(|entry| roles.contains(&&*entry.key) || has_role(&entry.value))
                || node.items().iter().any(has_role)
        }
        let mut resources = self.template.resources.iter();
        resources.any(|one| {
            let of_gateway = one.kind.starts_with("AWS::ApiGateway");
            (of_gateway || one.kind.ends_with("Api")) && one.properties.is_some_and(has_role)
        })
    }

    /// What connectors of SAM let a gateway call, of their own or at the gateway itself: SAM makes the permission.
    fn connected(&self) -> impl Iterator<Item = &'a str> {
        let of_gateway = |id: &str| {
            let resource = self.template.resource(id);
            resource.is_some_and(|one| one.kind.ends_with("Api"))
        };
        let own = self.template.of_kind("AWS::Serverless::Connector");
        let own = own.filter_map(|one| one.properties).filter(move |one| {
            let source = one.find(&["Source", "Id"]).and_then(Node::as_str);
            source.is_none_or(of_gateway)
        });
        let gateways = self.template.resources.iter();
        let gateways = gateways.filter(|one| one.kind.ends_with("Api"));
        let at_gateway = gateways.filter_map(|one| one.entry.value.get("Connectors"));
        let at_gateway = at_gateway
            .flat_map(Node::entries)
            .filter_map(|one| one.value.get("Properties"));
        let destinations = own
            .chain(at_gateway)
            .filter_map(|one| one.get("Destination"));
        destinations.flat_map(|one| {
            let many = one.items().iter();
            let all = std::iter::once(one).chain(many);
            all.filter_map(|one| one.get("Id")?.as_str())
        })
    }

    /// Says which functions of the template the gateway may not call.
    fn say_forbidden(&mut self, permissions: &[&Resource<'a>]) {
        let mut permitted: BTreeSet<String> = BTreeSet::new();
        for permission in permissions {
            let name = permission
                .properties
                .and_then(|one| one.get("FunctionName"));
            match name.and_then(referred) {
                // `F.Alias` is what SAM makes of `F`.
                Some(id) => permitted.insert(id.split('.').next().unwrap_or_default().to_owned()),
                // It may be any function.
                None => return,
            };
        }
        permitted.extend(self.connected().map(str::to_owned));
        // Events of one function stand one behind the other.
        let mut last = "";
        for event in &self.template.events {
            if event.function.id != last {
                last = event.function.id;
                permitted.insert(last.to_owned());
            }
        }
        let functions = self.functions.iter();
        let functions = functions.filter(|(id, _)| !permitted.contains(**id));
        let functions: Vec<(&&str, &String)> = functions.collect();
        if functions.is_empty() {
            return;
        }
        let routes = self.design.routes.iter().flat_map(|route| &route.methods);
        let mut called: BTreeSet<&str> = routes
            .filter_map(|method| method.integration.function())
            .collect();
        let messages = self.design.websocket().into_iter();
        called.extend(messages.flat_map(|api| api.routes.iter().map(|route| &*route.function)));
        let kinds = ["AWS::Serverless::Function", "AWS::Lambda::Function"];
        let forbidden: Vec<Resource<'a>> = functions
            .into_iter()
            .filter(|(_, name)| called.contains(name.as_str()))
            .filter_map(|(id, _)| self.template.resource(id).copied())
            .filter(|one| kinds.contains(&one.kind))
            .collect();
        for function in forbidden {
            let id = function.id;
            self.reading.say(
                Severity::Warning,
                "permission-missing",
                function.entry.at,
                sentence!(
                    "nothing in the template lets the API call `{id}`: every request to it answers 500",
                    "API が `{id}` を呼び出す権限がテンプレートになく、リクエストはすべて 500 になります",
                ),
                sentence!(
                    "add an `AWS::Lambda::Permission` for `apigateway.amazonaws.com`, or an event of the function",
                    "`apigateway.amazonaws.com` への `AWS::Lambda::Permission` か、関数のイベントを追加してください",
                ),
            );
        }
    }
}
