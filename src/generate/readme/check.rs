//! How to see that it works: addresses, keys, logs.

use super::caller::Caller;
use super::{default_urls, is_without_zappa, stage_name, websocket};
use crate::aws;
use crate::diagnostic::Pointer;
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
    let suffix = aws::url_suffix(&design.region);
    let caller = Caller::of_first_page(design);
    let root = Pointer::root();
    md.commands_by(|md| {
        for (index, stage) in default_urls(design).iter().enumerate() {
            let url = format!(
                "https://API_ID{}.execute-api.{}.{suffix}{}",
                name::host_part(design),
                design.region,
                name::default_path(design, &stage.name)
            );
            md.command(stage_name(index), &caller.call(&url, false));
        }
        let mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
        for (index, mapping) in mappings.enumerate() {
            let host = design.domain.as_ref().map_or("", |domain| &domain.name);
            let url = format!("https://{host}{}", name::mapped_prefix(mapping));
            let at = root.join("domain").join("mappings").join(index);
            md.command(at, &caller.call(&url, true));
        }
    });
    if design.rest().is_some_and(RestApi::is_private) {
        md.at(root.join("api").join("rest").join("endpoint"), |md| {
            md.paragraph(words::readme_check_private(language));
        });
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
        md.at(Pointer::root().join("access").join("api_keys"), |md| {
            md.paragraph(&words::readme_keys(language, code(&command)));
            md.paragraph(words::readme_rotate(language));
            md.commands(&[
                "bash cli/rotate-api-key.sh".to_owned(),
                "bash cli/rotate-api-key.sh --finish".to_owned(),
                "bash cli/rotate-api-key.sh --delete".to_owned(),
            ]);
        });
    }
}

fn print_logs(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    let stages = design.stages.iter().enumerate();
    let mut logs = stages.filter_map(|(index, stage)| {
        let group = stage.access_log.as_ref()?.group(&design.name, &stage.name);
        let at = Pointer::root().join("stages").join(index);
        Some((at.join("access_log"), quote(&group)))
    });
    let Some(first) = logs.next() else { return };
    md.at(first.0, |md| {
        md.paragraph(if is_without_zappa(design) {
            words::websocket_logs(language)
        } else {
            words::readme_logs(language)
        });
        md.commands_by(|md| {
            for (at, group) in std::iter::once(first).chain(logs) {
                md.command(at, &format!("aws logs filter-log-events --region {} --log-group-name={group} --max-items 20", quote(&design.region)));
            }
        });
    });
}
