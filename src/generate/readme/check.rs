//! How to see that it works: addresses, keys, logs.

use super::caller::Caller;
use super::{default_urls, is_without_zappa, websocket};
use crate::aws;
use crate::generate::name;
use crate::model::{Design, RestApi};
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
    let caller = Caller::of_first_page(design);
    for stage in default_urls(design) {
        let url = format!(
            "https://API_ID{}.execute-api.{}.{suffix}{}",
            name::host_part(design),
            design.region,
            name::default_path(design, &stage.name)
        );
        commands.push(caller.call(&url, false));
    }
    for mapping in design.domain.iter().flat_map(|domain| &domain.mappings) {
        let host = design.domain.as_ref().map_or("", |domain| &domain.name);
        let url = format!("https://{host}{}", name::mapped_prefix(mapping));
        commands.push(caller.call(&url, true));
    }
    md.commands(&commands);
    if design.rest().is_some_and(RestApi::is_private) {
        md.paragraph(words::readme_check_private(language));
    }
    caller.print(md, design);
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
