//! WebSocket APIs (`aws apigatewayv2`): what differs from HTTP APIs, whose stages, authorizers and
//! mappings they share. Stages deploy by themselves, so the order is theirs, too.

mod backend;
mod route;

use super::api::{self as functions, what};
use super::http::{self, query};
use super::names::{Names, TAG};
use super::{link, place};
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::model::{Design, IpAddressType, Stage, WebSocketApi};
use crate::text::shell::{Object, Shell, Word};
use crate::words::files as words;

fn at() -> Pointer {
    Pointer::root().join("api").join("websocket")
}

/// The API with everything but its stages.
pub(super) fn print(shell: &mut Shell, design: &Design, api: &WebSocketApi, names: &Names) {
    let language = design.output.language;
    shell.comment(words::websocket_api(language));
    shell.at(place::name(), |shell| {
        http::print_find(shell, design, names);
        let what = what(design, names);
        shell.line("only API {} create", [Word::text(&what)]);
    });
    shell.code(query::DIFFERS);
    shell.block("if ! known $API ; then", [], "fi", |shell| {
        let input = Word::json(|json| create(json, api, names));
        shell.at(at().join("name"), |shell| {
            shell.line(
                "make API aws apigatewayv2 create-api --cli-input-json {} --query ApiId --output text",
                [input],
            );
        });
        shell.otherwise("else");
        shell.at(at(), |shell| print_update(shell, api));
    });
    shell.blank();
    http::print_authorizers(shell, design);
    functions::print_permissions(shell, design);
    shell.blank();
    link::print(shell, design, names);
    route::print(shell, design);
    http::print_drop_authorizers(shell, design);
}

fn create(json: &mut Object, api: &WebSocketApi, names: &Names) {
    json.field("Name", &api.name);
    json.field("ProtocolType", "WEBSOCKET");
    if !api.description.is_empty() {
        json.field("Description", &api.description);
    }
    json.field("RouteSelectionExpression", &api.route_selection_expression);
    if api.disable_execute_api_endpoint {
        json.field("DisableExecuteApiEndpoint", true);
    }
    if api.ip_address_type != IpAddressType::Ipv4 {
        json.field("IpAddressType", api.ip_address_type.as_str());
    }
    json.object("Tags", |json| json.field(TAG, names.project()));
}

/// Brings an API of an earlier run to the design's settings.
fn print_update(shell: &mut Shell, api: &WebSocketApi) {
    let addresses = api.ip_address_type.as_str();
    let same = query::all(&[
        query::is_text("Name", &api.name),
        query::is_text("Description", &api.description),
        query::is_text("RouteSelectionExpression", &api.route_selection_expression),
        query::is_flag(
            "DisableExecuteApiEndpoint",
            api.disable_execute_api_endpoint,
        ),
        query::is("IpAddressType", "\"ipv4\"", &format!("\"{addresses}\"")),
    ]);
    let input = Word::json(|json| {
        json.field("Name", &api.name);
        json.field("Description", &api.description);
        json.field("RouteSelectionExpression", &api.route_selection_expression);
        json.field(
            "DisableExecuteApiEndpoint",
            api.disable_execute_api_endpoint,
        );
        json.field("IpAddressType", addresses);
    });
    shell.block(
        "if differs {} aws apigatewayv2 get-api --api-id $API ; then",
        [Word::text(&same)],
        "fi",
        |shell| {
            shell.line(
                "change aws apigatewayv2 update-api --api-id $API --cli-input-json {}",
                [input],
            );
        },
    );
}

/// Where the stage answers without a domain: clients, and functions that send to them.
pub(super) fn print_url(shell: &mut Shell, design: &Design, index: usize, stage: &Stage) {
    let path = name::default_path(design, &stage.name);
    let path = path.trim_end_matches('/');
    let at = Pointer::root().join("stages").join(index).join("name");
    shell.at(at, |shell| {
        shell.line(
            r"printf 'wss://%s.execute-api.%s.%s%s\n' $API $AWS_REGION $SUFFIX {}",
            [Word::text(path)],
        );
        shell.line(
            r"printf 'https://%s.execute-api.%s.%s%s/@connections\n' $API $AWS_REGION $SUFFIX {}",
            [Word::text(path)],
        );
    });
}
