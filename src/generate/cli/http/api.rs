//! The API itself: found by its tag, made or brought up to date.

use super::query::{self, DIFFERS};
use crate::diagnostic::Pointer;
use crate::generate::cli::api::what;
use crate::generate::cli::names::{Names, TAG};
use crate::generate::cli::place;
use crate::generate::cors;
use crate::model::{Cors, Design, HttpApi, IpAddressType, Verb};
use crate::text::shell::{Object, Shell, Word};
use crate::words::files as words;

fn at() -> Pointer {
    Pointer::root().join("api").join("http")
}

/// Finds the API by its tag.
pub(in crate::generate::cli) fn print_find(shell: &mut Shell, design: &Design, names: &Names) {
    let protocol = if design.websocket().is_some() {
        "WEBSOCKET"
    } else {
        "HTTP"
    };
    shell.at(place::name(), |shell| {
        shell.code("API=''\n");
        shell.line(
            r#"aws apigatewayv2 get-apis --query {} --output text >"$WORK/found""#,
            [names.tagged_v2(protocol)],
        );
    });
}

pub(super) fn print(shell: &mut Shell, design: &Design, http: &HttpApi, names: &Names) {
    let language = design.output.language;
    shell.comment(words::deploy_http_api(language));
    shell.at(place::name(), |shell| {
        print_find(shell, design, names);
        let what = what(design, names);
        shell.line("only API {} create", [Word::text(&what)]);
    });
    shell.code(DIFFERS);
    shell.block("if ! known $API ; then", [], "fi", |shell| {
        let input = Word::json(|json| create(json, design, http, names));
        shell.at(at().join("name"), |shell| {
            shell.line(
                "make API aws apigatewayv2 create-api --cli-input-json {} --query ApiId --output text",
                [input],
            );
        });
        shell.otherwise("else");
        shell.at(at(), |shell| print_update(shell, http));
        shell.at(Pointer::root().join("cors"), |shell| {
            print_cors(shell, design.cors.as_ref());
        });
    });
    shell.blank();
}

fn create(json: &mut Object, design: &Design, http: &HttpApi, names: &Names) {
    json.field("Name", &http.name);
    json.field("ProtocolType", "HTTP");
    if !http.description.is_empty() {
        json.field("Description", &http.description);
    }
    if let Some(cors) = &design.cors {
        cors_configuration(json, cors);
    }
    if http.disable_execute_api_endpoint {
        json.field("DisableExecuteApiEndpoint", true);
    }
    if http.ip_address_type != IpAddressType::Ipv4 {
        json.field("IpAddressType", http.ip_address_type.as_str());
    }
    json.object("Tags", |json| json.field(TAG, names.project()));
}

fn cors_configuration(json: &mut Object, cors: &Cors) {
    json.object("CorsConfiguration", |json| {
        json.list("AllowOrigins", |list| {
            cors.allow_origins
                .iter()
                .for_each(|origin| list.item(origin));
        });
        json.list("AllowMethods", |list| {
            for verb in cors::methods(cors) {
                list.item(verb.as_str());
            }
        });
        if !cors.allow_headers.is_empty() {
            json.list("AllowHeaders", |list| {
                cors.allow_headers
                    .iter()
                    .for_each(|header| list.item(header));
            });
        }
        if cors.allow_credentials {
            json.field("AllowCredentials", true);
        }
        if let Some(seconds) = cors.max_age_seconds {
            json.field("MaxAge", seconds);
        }
        if !cors.expose_headers.is_empty() {
            json.list("ExposeHeaders", |list| {
                cors.expose_headers
                    .iter()
                    .for_each(|header| list.item(header));
            });
        }
    });
}

/// Brings an API of an earlier run to the design's settings.
fn print_update(shell: &mut Shell, http: &HttpApi) {
    let addresses = http.ip_address_type.as_str();
    let same = query::all(&[
        query::is_text("Name", &http.name),
        query::is_text("Description", &http.description),
        query::is_flag(
            "DisableExecuteApiEndpoint",
            http.disable_execute_api_endpoint,
        ),
        query::is("IpAddressType", "\"ipv4\"", &format!("\"{addresses}\"")),
    ]);
    let input = Word::json(|json| {
        json.field("Name", &http.name);
        json.field("Description", &http.description);
        json.field(
            "DisableExecuteApiEndpoint",
            http.disable_execute_api_endpoint,
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

/// What an update leaves out might stay, so that the old configuration goes first.
fn print_cors(shell: &mut Shell, cors: Option<&Cors>) {
    let same = cors.map_or_else(|| "!CorsConfiguration".to_owned(), same_cors);
    shell.block(
        "if differs {} aws apigatewayv2 get-api --api-id $API ; then",
        [Word::text(&same)],
        "fi",
        |shell| {
            shell.line(
                "tolerate NotFound aws apigatewayv2 delete-cors-configuration --api-id $API",
                [],
            );
            if let Some(cors) = cors {
                let input = Word::json(|json| cors_configuration(json, cors));
                shell.line(
                    "change aws apigatewayv2 update-api --api-id $API --cli-input-json {}",
                    [input],
                );
            }
        },
    );
}

fn same_cors(cors: &Cors) -> String {
    let methods: Vec<&str> = cors::methods(cors).into_iter().map(Verb::as_str).collect();
    let seconds = cors.max_age_seconds.unwrap_or(0).to_string();
    query::all(&[
        query::is_set_in_any_case("CorsConfiguration.AllowOrigins", &cors.allow_origins),
        query::is_set_in_any_case("CorsConfiguration.AllowMethods", &methods),
        query::is_set_in_any_case("CorsConfiguration.AllowHeaders", &cors.allow_headers),
        query::is_flag("CorsConfiguration.AllowCredentials", cors.allow_credentials),
        query::is("CorsConfiguration.MaxAge", "0", &seconds),
        query::is_set_in_any_case("CorsConfiguration.ExposeHeaders", &cors.expose_headers),
    ])
}
