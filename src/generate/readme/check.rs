//! How to see that it works: addresses, keys, logs.

use super::{default_urls, is_without_zappa, websocket};
use crate::aws;
use crate::generate::name;
use crate::model::{Authorization, Design, RestApi, Verb, tree};
use crate::text::markdown::{Markdown, code};
use crate::text::shell::quote;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(2, words::readme_check(language));
    if design.websocket().is_some() {
        websocket::print_check(md, design);
        websocket::print_feed(md, design);
    } else {
        print_calls(md, design);
    }
    print_keys(md, design);
    print_logs(md, design);
}

/// Asks each address for the first page.
fn print_calls(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.paragraph(words::readme_check_lead(language));
    let mut commands = Vec::new();
    let suffix = aws::url_suffix(&design.region);
    let shown = shown(design);
    for stage in default_urls(design) {
        let url = format!(
            "https://API_ID{}.execute-api.{}.{suffix}{}",
            name::host_part(design),
            design.region,
            name::default_path(design, &stage.name)
        );
        commands.push(format!(
            "curl -sS -o /dev/null -w '%{{http_code}}\\n'{shown} {}",
            quote(&url)
        ));
    }
    for mapping in design.domain.iter().flat_map(|domain| &domain.mappings) {
        let host = design.domain.as_ref().map_or("", |domain| &domain.name);
        let url = format!("https://{host}{}", name::mapped_prefix(mapping));
        commands.push(format!(
            "curl -sS -o /dev/null -w '%{{http_code}}\\n'{shown} {}",
            quote(&url)
        ));
    }
    md.commands(&commands);
    if design.rest().is_some_and(RestApi::is_private) {
        md.paragraph(words::readme_check_private(language));
    }
    if shown.contains("--aws-sigv4") {
        md.paragraph(words::readme_check_signed(language));
    }
}

/// How callers get their keys.
fn print_keys(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    if !design.access.api_keys.is_empty() && design.http().is_none() {
        let command = format!(
            "aws apigateway get-api-keys --region {} --include-values",
            quote(&design.region)
        );
        md.paragraph(&words::readme_keys(language, code(&command)));
        md.paragraph(words::readme_rotate(language));
        md.commands(&[
            "bash cli/rotate-api-key.sh".to_owned(),
            "bash cli/rotate-api-key.sh --finish".to_owned(),
            "bash cli/rotate-api-key.sh --delete".to_owned(),
        ]);
    }
}

fn print_logs(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    if design.stages.iter().any(|stage| stage.access_log.is_some()) {
        md.paragraph(if is_without_zappa(design) {
            words::websocket_logs(language)
        } else {
            words::readme_logs(language)
        });
        let groups = design
            .stages
            .iter()
            .filter_map(|stage| Some((stage, stage.access_log.as_ref()?)));
        let commands: Vec<String> = groups
            .map(|(stage, log)| {
                let group = quote(&log.group(&design.name, &stage.name));
                format!("aws logs filter-log-events --region {} --log-group-name={group} --max-items 20", quote(&design.region))
            })
            .collect();
        md.commands(&commands);
    }
}

/// What a call of the first page must show: a signature, a key.
fn shown(design: &Design) -> String {
    let page = design
        .routes
        .iter()
        .find(|route| tree::parts(&route.path).is_empty());
    let methods = page.map_or(&[][..], |route| &route.methods);
    let get = methods.iter().find(|method| method.verb == Verb::Get);
    let any = methods.iter().find(|method| method.verb == Verb::Any);
    let Some(method) = get.or(any) else {
        return String::new();
    };
    let mut shown = String::new();
    if *design.access.authorization_of(method) == Authorization::Iam {
        shown = format!(
            " --aws-sigv4 {} --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"",
            quote(&format!("aws:amz:{}:execute-api", design.region))
        );
    }
    if design.access.api_key_required_of(method) {
        shown.push_str(" -H \"x-api-key: $API_KEY\"");
    }
    shown
}
