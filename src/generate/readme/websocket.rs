//! The steps that differ for a WebSocket API.

use super::{default_urls, row, stage_name};

use crate::aws;
use crate::diagnostic::Pointer;
use crate::generate::{name, websocket};
use crate::model::{Authorization, AuthorizerKind, Design};
use crate::text::json;
use crate::text::markdown::{Markdown, code};
use crate::text::shell::quote;
use crate::words::files as words;

/// Which address is whose: the clients', and that of functions that send to them.
pub(super) fn print_addresses(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.line(words::websocket_addresses_head(language));
    md.line("| --- | --- | --- |");
    for (index, stage) in default_urls(design).iter().enumerate() {
        let host = default_host(design, &stage.name);
        let (url, back) = (
            format!("wss://{host}"),
            format!("https://{host}/@connections"),
        );
        md.at(stage_name(index), |md| {
            md.line(&row(&[&stage.name, &url, &back]));
        });
    }
    if let Some(domain) = &design.domain {
        for (index, mapping) in domain.mappings.iter().enumerate() {
            let url = name::mapped_address(design, domain, mapping);
            let back = format!("{}/@connections", url.replacen("wss:", "https:", 1));
            md.at(mapping_at(index), |md| {
                md.line(&row(&[&mapping.stage, &url, &back]))
            });
        }
    }
    md.line("");
    md.paragraph(words::websocket_addresses(language));
}

fn mapping_at(index: usize) -> Pointer {
    Pointer::root().join("domain").join("mappings").join(index)
}

fn default_host(design: &Design, stage: &str) -> String {
    format!(
        "API_ID.execute-api.{}.{}{}",
        design.region,
        aws::url_suffix(&design.region),
        name::default_path(design, stage).trim_end_matches('/')
    )
}

/// Opens a connection to each address, with a tool of Node.js or of Python.
pub(super) fn print_check(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.paragraph(words::websocket_check(language));
    let stages = default_urls(design).iter().enumerate();
    let mut urls: Vec<(Pointer, String)> = stages
        .map(|(index, stage)| {
            let url = format!("wss://{}", default_host(design, &stage.name));
            (stage_name(index), quote(&url))
        })
        .collect();
    if let Some(domain) = &design.domain {
        let mappings = domain.mappings.iter().enumerate();
        urls.extend(mappings.map(|(index, mapping)| {
            let url = name::mapped_address(design, domain, mapping);
            (mapping_at(index), quote(&url))
        }));
    }
    let shown = shown(design);
    md.commands_by(|md| {
        for (at, url) in &urls {
            md.command(*at, &format!("npx wscat{shown} -c {url}"));
        }
        // Only one of the two tools can send headers.
        if let (Some((at, url)), true) = (urls.first(), shown.is_empty()) {
            let install = "python3 -m pip install websockets";
            md.command(*at, &format!("{install} && python3 -m websockets {url}"));
        }
    });
    if let Some(message) = message(design) {
        let at = Pointer::root().join("api").join("websocket").join("routes");
        md.at(at, |md| {
            md.paragraph(&words::websocket_check_message(language, code(&message)));
        });
    }
    if design.access.authorization == Authorization::Iam {
        md.at(Pointer::root().join("access").join("authorization"), |md| {
            md.paragraph(words::websocket_check_signed(language));
        });
    }
}

/// How messages are pushed, and how the page of a Dash app of another design gets them.
pub(super) fn print_feed(md: &mut Markdown, design: &Design) {
    if websocket::table(design).is_none() {
        return;
    }
    let language = design.output.language;
    let at = Pointer::root()
        .join("api")
        .join("websocket")
        .join("connection_table");
    md.at(at, |md| {
        md.paragraph(words::websocket_feed(language));
        let routes = websocket::routes(design);
        let function = routes.iter().find_map(websocket::Route::shared);
        let function = function.map(|(function, _)| &design.functions[function]);
        let name = function.map_or("", |function| &function.name);
        md.commands(&[
            "printf '%s' '{\"push\":{\"value\":42}}' >push.json".to_owned(),
            format!(
                "aws lambda invoke --region {} --function-name {} --payload fileb://push.json answer.json",
                quote(&design.region),
                quote(name)
            ),
        ]);
        let (file, store) = (code("assets/feed.js"), code("feed"));
        md.paragraph(&words::websocket_feed_page(language, file, store));
        let mut lines = vec![format!("const FEED = {};", json::string(&first_url(design)))];
        lines.extend(FEED.lines().map(str::to_owned));
        md.fenced("js", &lines);
    });
}

/// Where the page finds the feed: the first mapping of the domain, or else the first stage.
fn first_url(design: &Design) -> String {
    let mapped = design.domain.as_ref().and_then(|domain| {
        let mapping = domain.mappings.first()?;
        Some(name::mapped_address(design, domain, mapping))
    });
    let stage = design.stages.first().map_or("STAGE", |stage| &stage.name);
    mapped.unwrap_or_else(|| format!("wss://{}", default_host(design, stage)))
}

/// A message each eight minutes keeps an idle connection open.
const FEED: &str = r#"let wait = 1000;
function listen() {
  const socket = new WebSocket(FEED);
  const awake = setInterval(() => socket.readyState === 1 && socket.send("{}"), 480000);
  socket.onopen = () => { wait = 1000; };
  socket.onmessage = (event) => {
    const data = JSON.parse(event.data);
    if (!("received" in data)) dash_clientside.set_props("feed", { data });
  };
  socket.onclose = () => {
    clearInterval(awake);
    setTimeout(listen, wait);
    wait = Math.min(2 * wait, 60000);
  };
}
listen();"#;

/// A message that takes a route of the design's own, where the expression is a field of the body.
fn message(design: &Design) -> Option<String> {
    let expression = &design.websocket()?.route_selection_expression;
    let field = expression.strip_prefix("$request.body.")?;
    let plain = field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let routes = websocket::routes(design);
    let own = routes.iter().find(|route| !route.key.starts_with('$'))?;
    plain.then(|| format!("{{{}:{}}}", json::string(field), json::string(own.key)))
}

/// What a connection must show: a token, a key.
fn shown(design: &Design) -> String {
    let mut shown = String::new();
    if let Some((_, authorizer)) = websocket::authorizer(design)
        && let AuthorizerKind::LambdaRequest(request) = &authorizer.kind
    {
        for header in &request.headers {
            let cookie = header.eq_ignore_ascii_case("Cookie");
            let name = if cookie { "token=" } else { "" };
            shown += &[" -H ", &quote(header), "\": ", name, "$TOKEN\""].concat();
        }
    }
    if design.access.api_key_required {
        shown.push_str(" -H \"x-api-key: $API_KEY\"");
    }
    shown
}
