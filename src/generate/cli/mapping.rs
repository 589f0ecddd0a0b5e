//! Base path mappings of a REST API's domain: what both kinds of domain are told of them.

use super::replace;
use crate::diagnostic::Pointer;
use crate::model::{BasePathMapping, CustomDomain, Design};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

fn at() -> Pointer {
    Pointer::root().join("domain").join("mappings")
}

/// How the service calls a mapping; the one of the whole domain has no path.
pub(super) fn key(mapping: &BasePathMapping) -> &str {
    match mapping.base_path.trim_matches('/') {
        "" => "(none)",
        base_path => base_path,
    }
}

/// Before others are dropped: the mappings that the design has, one a line.
pub(super) fn print_wanted(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let language = design.output.language;
    let wanted: Vec<&str> = domain.mappings.iter().map(key).collect();
    shell.at(at(), |shell| {
        shell.comment(words::deploy_drop_mappings(language));
        shell.assign("N_MAPPING", &Word::quoted(words::what_mapping(language)));
        shell.assign("MAPPINGS", &Word::text(&wanted.join("\n")));
    });
}

/// Each mapping to a stage that the design has: `mapping STAGE NAMED CREATE PATCH`, where `named` says how
/// calls name it, and `domain` what the call that makes it says of its domain.
pub(super) fn print(
    shell: &mut Shell,
    design: &Design,
    domain: &CustomDomain,
    of_domain: impl Fn(&mut Object),
    named: impl Fn(&BasePathMapping) -> Word,
) {
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let mut stages = design.stages.iter();
        if !stages.any(|stage| stage.name == mapping.stage) {
            continue;
        }
        let base_path = mapping.base_path.trim_matches('/');
        let create = Word::json(|json| {
            of_domain(json);
            if !base_path.is_empty() {
                json.field("basePath", base_path);
            }
            json.field("stage", &mapping.stage);
        });
        let patch = Word::json_list(|list| {
            list.object(|json| {
                json.field("op", "replace");
                json.field("path", "/restapiId");
                json.parts("value", &[Part::Variable("API")]);
            });
            replace(list, "/stage", &mapping.stage);
        });
        let words = [Word::text(&mapping.stage), named(mapping), create, patch];
        shell.at(at().join(index), |shell| {
            shell.line("mapping {} {} {} {}", words);
        });
    }
}
