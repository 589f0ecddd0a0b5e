//! Which API of a template the design is going to be.

use super::{Found, Reader, Resource, event, scope};
use crate::diagnostic::Severity;
use crate::sentence;

impl<'a> Reader<'a, '_> {
    /// The API that the design is going to be: the one with most routes, the first of equals.
    pub(super) fn choose(&mut self) -> Option<Found<'a>> {
        let template = self.template;
        let apis = template.resources.iter().filter(|resource| {
            matches!(
                resource.kind,
                "AWS::Serverless::Api"
                    | "AWS::Serverless::HttpApi"
                    | "AWS::Serverless::WebSocketApi"
                    | "AWS::ApiGateway::RestApi"
                    | "AWS::ApiGatewayV2::Api"
            )
        });
        let mut found: Vec<(Found<'a>, usize)> = apis
            .map(|api| (Found::Own(*api), self.routes_of(api)))
            .collect();
        for kind in [event::Kind::Rest, event::Kind::Http] {
            let implicit = Found::Implicit(kind);
            let events = template.events.iter();
            let count = events
                .filter(|event| event.kind == kind && event.api.as_deref() == Some(implicit.id()))
                .count();
            if count > 0 && template.resource(implicit.id()).is_none() {
                found.push((implicit, count));
            }
        }
        let most = found.iter().map(|(_, count)| *count).max()?;
        let (chosen, _) = *found.iter().find(|(_, count)| *count == most)?;
        for (other, _) in found.iter().filter(|(one, _)| one.id() != chosen.id()) {
            let at = match other {
                Found::Own(resource) => resource.entry.at,
                Found::Implicit(_) => template.root.at,
            };
            let (name, taken) = (other.id(), chosen.id());
            self.reading.say(
                Severity::Warning,
                "api-not-taken",
                at,
                sentence!(
                    "the design has one API, `{taken}`; `{name}` stays in the template as it is",
                    "設計にできる API は1つです。`{taken}` を取り込み、`{name}` はテンプレートにそのまま残します",
                ),
                sentence!(
                    "to edit `{name}`, import a template without `{taken}`",
                    "`{name}` を編集するには、`{taken}` のないテンプレートを取り込んでください",
                ),
            );
        }
        Some(chosen)
    }

    /// How many routes an API has.
    pub(super) fn routes_of(&self, api: &Resource<'a>) -> usize {
        let template = self.template;
        let body = api.properties.and_then(|one| {
            let routes = one.get("Routes");
            routes.or_else(|| {
                one.get("DefinitionBody")
                    .or_else(|| one.get("Body"))?
                    .get("paths")
            })
        });
        let own = [
            ("AWS::ApiGateway::Method", "RestApiId"),
            ("AWS::ApiGatewayV2::Route", "ApiId"),
        ];
        let own = own.into_iter().map(|(kind, key)| {
            let resources = template.of_kind(kind);
            let of = |one: &&Resource<'_>| {
                let value = one.properties.and_then(|one| one.get(key));
                value.and_then(scope::referred).as_deref() == Some(api.id)
            };
            resources.filter(of).count()
        });
        let own: usize = own.sum();
        let events = template.events.iter();
        let events = events.filter(|event| event.api.as_deref() == Some(api.id));
        events.count() + own + body.map_or(0, |paths| paths.entries().len())
    }

    pub(super) fn say_none(&mut self) {
        self.reading.say(
            Severity::Warning,
            "api-missing",
            self.template.root.at,
            sentence!(
                "the template has no API; all of it is kept",
                "テンプレートに API がありません。内容はすべてそのまま残します",
            ),
            sentence!(
                "add routes in the studio, or open a template with an API",
                "スタジオでルートを追加するか、API のあるテンプレートを開いてください",
            ),
        );
    }
}
