//! What leads past the API without a word of any tool: ids that are written as text, events that reach no API, and what
//! SAM does that nobody asked for.

use super::props::Props;
use super::scope::referred;
use super::{Found, Reader, event};
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Mark, Node};
use crate::sentence;

/// Keys that hold the id which AWS gives to a resource, never its logical id in the template.
const IDS: [&str; 12] = [
    "RestApiId",
    "ApiId",
    "ResourceId",
    "ParentId",
    "DeploymentId",
    "AuthorizerId",
    "RequestValidatorId",
    "UsagePlanId",
    "KeyId",
    "IntegrationId",
    "RouteId",
    "HostedZoneId",
];

/// Resources of an API that the design says, one way or another.
const PARTS: [(&str, &str); 9] = [
    ("AWS::ApiGateway::Method", "RestApiId"),
    ("AWS::ApiGateway::Authorizer", "RestApiId"),
    ("AWS::ApiGateway::Stage", "RestApiId"),
    ("AWS::ApiGateway::GatewayResponse", "RestApiId"),
    ("AWS::ApiGatewayV2::Route", "ApiId"),
    ("AWS::ApiGatewayV2::Stage", "ApiId"),
    ("AWS::ApiGateway::BasePathMapping", "RestApiId"),
    ("AWS::ApiGateway::BasePathMappingV2", "RestApiId"),
    ("AWS::ApiGatewayV2::ApiMapping", "ApiId"),
];

impl<'a> Reader<'a, '_> {
    /// Says all of it, once the API is read.
    pub(super) fn say_stray(&mut self, api: Found<'a>) {
        for resource in &self.template.resources {
            let kinds = ["AWS::ApiGateway", "AWS::Route53::"];
            if kinds.iter().any(|kind| resource.kind.starts_with(kind)) {
                self.say_ids(resource.properties);
            } else if resource.kind == "AWS::Serverless::Function" {
                self.say_ids(resource.properties.and_then(|one| one.get("Events")));
            }
        }
        self.say_events();
        self.say_parts(api.id());
        self.say_empty(api);
        self.say_machines();
        self.say_certificate();
        self.say_second_stage(api);
    }

    /// Says of ids that are the name of a resource, where a reference to it was meant.
    fn say_ids(&mut self, node: Option<&'a Node>) {
        let Some(node) = node else { return };
        for entry in node.entries().iter().filter(|entry| !entry.is_sound()) {
            if entry.key.ends_with("Id")
                && IDS.contains(&&*entry.key)
                && let Some(id) = entry.value.as_str()
                && self.template.resource(id).is_some()
            {
                self.say_text_for_reference(entry, id);
            }
            self.say_ids(Some(&entry.value));
        }
        for item in node.items() {
            self.say_ids(Some(item));
        }
    }

    fn say_text_for_reference(&mut self, entry: &Entry, id: &str) {
        let key = &entry.key;
        self.reading.say(
            Severity::Warning,
            "reference-as-text",
            entry.at,
            sentence!(
                "`{key}: {id}` is plain text, not the id that AWS gives to `{id}`: no tool complains, but the permission of the function or the resource is made for an API of that name, and every call fails",
                "`{key}: {id}` はただの文字列で、AWS が `{id}` に付ける ID ではありません。ツールは何も言いませんが、権限やリソースがその名前の API に対して作られ、呼び出しはすべて失敗します",
            ),
            sentence!("write `!Ref {id}`", "`!Ref {id}` と書いてください"),
        );
    }

    /// Says which events name no API of the template.
    pub(super) fn say_events(&mut self) {
        for event in &self.template.events {
            self.say_event(event);
        }
    }

    /// Says that the route of an event is in no API of the template, or is not read.
    fn say_event(&mut self, event: &event::Event<'a>) {
        let (implicit, kind) = match event.kind {
            event::Kind::Rest => ("ServerlessRestApi", "AWS::Serverless::Api"),
            // SAM's translator looks at the type for events of REST APIs alone.
            event::Kind::Http => ("ServerlessHttpApi", "AWS::Serverless::"),
        };
        let is_of_kind = |id| {
            let resource = self.template.resource(id);
            resource.is_some_and(|one| {
                one.kind == kind || kind.ends_with(':') && one.kind.starts_with(kind)
            })
        };
        let known = event
            .api
            .as_deref()
            .is_some_and(|id| id == implicit || is_of_kind(id));
        if !known {
            let props = event.props(self.template);
            let entry = props.entry("RestApiId").or(props.entry("ApiId"));
            let at = entry.map_or(event.entry.at, |entry| entry.at);
            let name = &event.entry.key;
            self.reading.say(
                Severity::Warning,
                "event-elsewhere",
                at,
                sentence!(
                    "the event `{name}` names no API of its kind in this template, so its route is not in the design",
                    "イベント `{name}` が指す同じ種類の API がこのテンプレートにないため、ルートは設計に含まれません",
                ),
                sentence!(
                    "refer to an API of the template with `!Ref`, or leave the key out for the one that SAM makes",
                    "テンプレートの API を `!Ref` で参照するか、キーを省略して SAM が作る API を使ってください",
                ),
            );
        }
    }

    /// Says which parts of the API the design has no words for.
    fn say_parts(&mut self, api: &str) {
        for (kind, key) in PARTS {
            for part in self.template.of_kind(kind) {
                let of = part.properties.and_then(|one| referred(one.get(key)?));
                if part.entry.mark() != Mark::Unread || of.as_deref() != Some(api) {
                    continue;
                }
                let id = part.id;
                self.reading.say(
                    Severity::Warning,
                    "resource-not-read",
                    part.entry.at,
                    sentence!(
                        "`{id}` belongs to the API, but the design has no words for what it says: it stays in the template alone",
                        "`{id}` は API の一部ですが、設計では表せない内容のため、テンプレートだけに残ります",
                    ),
                    sentence!(
                        "check the values in it, or make its like in the studio",
                        "値を確かめるか、同じものをスタジオで作ってください",
                    ),
                );
            }
        }
    }

    /// Says that an API has no method, of which the template does not say where they are.
    fn say_empty(&mut self, api: Found<'a>) {
        let Found::Own(resource) = api else { return };
        let props = self.template.props(&resource);
        let sources = [
            "DefinitionUri",
            "BodyS3Location",
            "DefinitionBody",
            "Body",
            "Target",
        ];
        let elsewhere = sources.iter().any(|key| props.entry(key).is_some());
        if elsewhere || self.routes_of(&resource) > 0 || !self.machine_events().is_empty() {
            return;
        }
        let id = resource.id;
        self.reading.say(
            Severity::Warning,
            "route-missing",
            resource.entry.at,
            sentence!(
                "`{id}` has no method: no event and no resource leads to it, and AWS refuses to deploy it",
                "`{id}` にメソッドがありません。イベントもリソースもつながっておらず、AWS はデプロイを拒否します",
            ),
            sentence!(
                "name it in the events of a function, for instance `RestApiId: !Ref {id}`",
                "関数のイベントで `RestApiId: !Ref {id}` のように指定してください",
            ),
        );
    }

    /// The events of state machines that are routes.
    fn machine_events(&self) -> Vec<&'a Entry> {
        let machines = self.template.of_kind("AWS::Serverless::StateMachine");
        let events = machines.filter_map(|one| one.properties?.get("Events"));
        let is_route = |event: &&Entry| {
            let kind = event.value.get("Type").and_then(Node::as_str);
            matches!(kind, Some("Api" | "HttpApi"))
        };
        events.flat_map(Node::entries).filter(is_route).collect()
    }

    /// Says that routes to state machines are not read.
    fn say_machines(&mut self) {
        for event in self.machine_events() {
            let name = &event.key;
            self.reading.say(
                Severity::Warning,
                "event-of-state-machine",
                event.at,
                sentence!(
                    "the route of the event `{name}` starts a state machine and stays in the template alone",
                    "イベント `{name}` のルートはステートマシンを起動するもので、テンプレートだけに残ります",
                ),
                sentence!(
                    "add a route with the action `StepFunctions StartExecution` in the studio for the other targets",
                    "ほかのターゲットにも出力するには、スタジオで `StepFunctions StartExecution` のルートを追加してください",
                ),
            );
        }
    }

    /// Says that the certificate of the template does not cover the name: a wildcard stands for one label.
    fn say_certificate(&mut self) {
        let Some(domain) = &self.design.domain else {
            return;
        };
        let id = domain.certificate_arn.strip_prefix("${");
        let id = id.and_then(|id| id.strip_suffix('}'));
        let certificate = id.and_then(|id| self.template.resource(id).copied());
        let Some(certificate) =
            certificate.filter(|one| one.kind == "AWS::CertificateManager::Certificate")
        else {
            return;
        };
        let props = self.template.props(&certificate);
        let mut names = props
            .scope_texts("SubjectAlternativeNames")
            .unwrap_or_default();
        names.extend(props.scope_text("DomainName"));
        let name = domain.name.clone();
        let is_known = !names.iter().chain([&name]).any(|name| name.contains("${"));
        if !is_known || names.iter().any(|of| covers(of, &name)) {
            return;
        }
        let names = names.join("`, `");
        let at = props
            .entry("DomainName")
            .map_or(certificate.entry.at, |entry| entry.at);
        self.reading.say(
            Severity::Warning,
            "certificate-name-mismatch",
            at,
            sentence!(
                "the certificate is for `{names}`, which does not cover `{name}`: `*` stands for one label",
                "証明書の名前は `{names}` で、`{name}` を含みません。`*` に当てはまるのは1階層だけです",
            ),
            sentence!(
                "add `{name}` to `SubjectAlternativeNames`",
                "`SubjectAlternativeNames` に `{name}` を追加してください",
            ),
        );
    }

    /// Says that SAM makes a stage more than was asked for.
    fn say_second_stage(&mut self, api: Found<'a>) {
        let props = match api {
            Found::Own(resource) if resource.kind == "AWS::Serverless::Api" => {
                self.template.props(&resource)
            }
            Found::Implicit(event::Kind::Rest) => self.template.globals("Api"),
            _ => return,
        };
        if props.entry("OpenApiVersion").is_some() {
            return;
        }
        let at = match api {
            Found::Own(resource) => resource.entry.at,
            Found::Implicit(_) => self.template.root.at,
        };
        self.reading.say(
            Severity::Info,
            "stage-of-sam",
            at,
            sentence!(
                "without `OpenApiVersion` SAM makes a second stage, called `Stage`, which is open to callers",
                "`OpenApiVersion` がないと SAM は `Stage` という2つ目のステージを作り、そこからも呼び出せます",
            ),
            sentence!(
                "write `OpenApiVersion: 3.0.1`",
                "`OpenApiVersion: 3.0.1` と書いてください",
            ),
        );
    }

    /// Says that an event gives the API no route.
    pub(super) fn say_no_route(&mut self, event: &event::Event<'a>) {
        let name = &event.entry.key;
        self.reading.say(
            Severity::Warning,
            "event-without-route",
            event.entry.at,
            sentence!(
                "the event `{name}` has no `Path` or no `Method` that can be known, so its route is not in the design",
                "イベント `{name}` の `Path` か `Method` がわからないため、ルートは設計に含まれません",
            ),
            sentence!(
                "write both as plain values",
                "両方を値として書いてください",
            ),
        );
    }

    /// Says that SAM takes no route from an event, because a definition says what the routes are.
    pub(super) fn say_outside(&mut self, event: &event::Event<'a>, path: &str) {
        if self.paths.contains_key(path) {
            return;
        }
        self.reading.say(
            Severity::Warning,
            "event-outside-definition",
            event.entry.at,
            sentence!(
                "`{path}` is not in the API's definition: SAM lets the gateway call the function, but makes no route of it",
                "`{path}` は API の定義にないため、SAM は関数の呼び出しを許可するだけで、ルートを作りません",
            ),
            sentence!(
                "add the path to the definition, or write `MergeDefinitions: true` at the API",
                "定義にパスを追加するか、API に `MergeDefinitions: true` と書いてください",
            ),
        );
    }

    /// Says that a second event of the same path and method is none.
    pub(super) fn say_twice(&mut self, event: &event::Event<'a>, path: &str, verb: &str) {
        self.reading.say(
            Severity::Warning,
            "event-duplicate",
            event.entry.at,
            sentence!(
                "`{verb} {path}` stands there twice: the design takes the first, this event is left to the template",
                "`{verb} {path}` が2か所にあります。設計には最初のものを取り込み、このイベントはテンプレートだけに残ります",
            ),
            sentence!("take one of them out", "どちらかを取り除いてください"),
        );
    }

    /// Says that nobody lets the gateway ask the function of an authorizer.
    pub(super) fn say_unpermitted(&mut self, entry: &Entry, one: &Props<'a>) {
        let permits = ["EnableFunctionDefaultPermissions", "FunctionInvokeRole"];
        if permits.iter().any(|key| one.entry(key).is_some()) {
            return;
        }
        let asked = one.entry("FunctionArn");
        let asked = asked.and_then(|entry| referred(&entry.value));
        // A permission of an unknown function may be that of this one.
        let mut permissions = self.template.of_kind("AWS::Lambda::Permission");
        let is_permitted = permissions.any(|permission| {
            let function = permission
                .properties
                .and_then(|one| one.get("FunctionName"));
            let function = function.and_then(referred);
            function.is_none() || function == asked
        });
        if is_permitted {
            return;
        }
        let name = &entry.key;
        self.reading.say(
            Severity::Warning,
            "authorizer-without-permission",
            entry.at,
            sentence!(
                "SAM makes no permission for the function of `{name}`: the gateway may not ask it, and every call fails with 500",
                "SAM は `{name}` の関数の呼び出し権限を作りません。ゲートウェイが呼び出せず、リクエストはすべて 500 になります",
            ),
            sentence!(
                "write `EnableFunctionDefaultPermissions: true`",
                "`EnableFunctionDefaultPermissions: true` と書いてください",
            ),
        );
    }

    /// Says that SAM shortens a base path.
    pub(super) fn say_shortened(&mut self, entry: Option<&Entry>, path: &str, short: &str) {
        let Some(entry) = entry.filter(|_| path != short) else {
            return;
        };
        self.reading.say(
            Severity::Warning,
            "base-path-shortened",
            entry.at,
            sentence!(
                "SAM makes `{short}` of the base path `{path}`: it takes everything out that is neither letter nor digit",
                "SAM はベースパス `{path}` から英数字以外を取り除き、`{short}` にします",
            ),
            sentence!(
                "write `NormalizeBasePath: false` to keep it as it is",
                "そのまま使うには `NormalizeBasePath: false` と書いてください",
            ),
        );
    }
}

/// Whether a name of a certificate covers a host: as it is, or with `*` in the place of its first label (RFC 6125, section
/// 6.4.3).
fn covers(name: &str, host: &str) -> bool {
    let behind = name.strip_prefix("*.");
    name.eq_ignore_ascii_case(host)
        || behind.is_some_and(|behind| {
            let rest = host.split_once('.').map(|(_, rest)| rest);
            rest.is_some_and(|rest| rest.eq_ignore_ascii_case(behind))
        })
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_wildcard_stands_for_one_label() {
        assert!(covers("*.example.com", "api.example.com"));
        assert!(covers("API.example.com", "api.example.com"));
        assert!(covers("*.example.com", "*.example.com"));
        assert!(!covers("*.example.com", "example.com"));
        assert!(!covers("*.example.com", "a.b.example.com"));
        assert!(!covers("api.example.com", "www.example.com"));
    }
}
