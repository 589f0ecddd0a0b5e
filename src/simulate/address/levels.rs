//! What base paths of several levels change, and what events show of a base path.

use super::Entered;
use crate::diagnostic::Pointer;
use crate::model::{BasePathMapping, CustomDomain, Design};
use crate::sentence;
use crate::simulate::path::{path_of_http, raw_path};
use crate::simulate::{Part, Walk};

/// Whether a mapping of a domain has several levels, which changes what all of them mean (AWS: API Gateway developer guide,
/// "Use API mappings to connect API stages to a custom domain name for REST APIs" and "Map API stages to a custom domain
/// name for HTTP APIs"): the longest prefix decides, as a text, and the names of headers become lower-case.
pub(in crate::simulate) fn has_levels(domain: &CustomDomain) -> bool {
    let mut mappings = domain.mappings.iter();
    mappings.any(BasePathMapping::has_levels)
}

/// Whether a path begins with a base path as a text: `/ordersandmore` with `orders`.
pub(super) fn begins(path: &str, base: &str) -> bool {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.starts_with(base)
}

/// Whether the parts of a path begin with those of a base path: `/orders/1` with `orders`.
pub(super) fn is_below(path: &str, base: &str) -> bool {
    let path = path.strip_prefix('/').unwrap_or(path);
    let rest = path.strip_prefix(base);
    base.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Tells what mappings of several levels change for a request.
pub(super) fn tell_of_levels(
    design: &Design,
    (path, base): (&str, &str),
    at: Pointer,
    walk: &mut Walk,
) {
    if !is_below(path, base) {
        let message = sentence!(
            "`{path}` is not below `/{base}`, but begins with it: where a mapping of the domain has several levels the longest prefix decides, as a text. What is left of the path then AWS does not say",
            "`{path}` は `/{base}` の下ではありませんが、文字列としてはそれで始まります。複数階層のマッピングがあるドメインでは、最も長く一致する文字列で決まります。残りのパスについて AWS の説明はありません"
        );
        walk.noted(Part::Mapping, at, message);
    }
    // Format 2.0 writes them so in any case.
    if !design.hides_base_path() {
        let message = sentence!(
            "where a mapping of the domain has several levels, API Gateway writes all header names in lower case: look them up so",
            "複数階層のマッピングがあるドメインでは、ヘッダー名はすべて小文字になります。小文字で参照してください"
        );
        walk.noted(Part::Mapping, at, message);
    }
}

/// Tells what an event of format 2.0 shows in the place of the path that the client wrote.
pub(super) fn tell_of_raw_path(design: &Design, entered: &Entered, at: Pointer, walk: &mut Walk) {
    let raw = raw_path(design, entered);
    if raw == path_of_http(entered) {
        return;
    }
    let message = sentence!(
        "an event of format 2.0 shows no base path, but a named stage: its `rawPath` is `{raw}`; format 1.0 shows the base path in `path`",
        "形式 2.0 のイベントにはベースパスが現れず、名前付きステージが現れます。`rawPath` は `{raw}` です。形式 1.0 の `path` にはベースパスが入ります"
    );
    walk.noted(Part::Mapping, at, message);
}

#[cfg(test)]
mod tests {
    use crate::model::{BasePathMapping, preset::find};
    use crate::simulate::{Request, simulate};

    /// Which mapping a path of the domain takes and where routes are looked for, in words; what the app sees, and the status.
    fn chosen(preset: &str, bases: &[&str], path: &str) -> (String, Option<String>, u16) {
        let mut design = (find(preset).expect("a preset of that name").design)();
        let stage = design.stages[0].name.clone();
        let domain = design.domain.as_mut().expect("it has a domain");
        let of = |base: &&str| BasePathMapping {
            base_path: (*base).to_owned(),
            stage: stage.clone(),
        };
        domain.mappings = bases.iter().map(of).collect();
        let request = Request {
            url: format!("https://{}{path}", domain.name),
            ..Request::default()
        };
        let trace = simulate(&design, &request);
        let mut steps = trace.steps.iter();
        let step = steps.find(|step| step.part.key() == "mapping");
        let said = step.map(|step| step.message.en.to_string());
        let status = trace.answer.status;
        let path = trace
            .app
            .map(|app| format!("{} {}", app.script_name, app.path_info));
        (said.unwrap_or_default(), path, status)
    }

    #[test]
    fn where_a_mapping_has_several_levels_the_longest_text_decides() {
        let levels = ["", "orders", "orders/v1/items"];
        for preset in ["dash-rest", "dash-http"] {
            for (bases, path, base, inner) in [
                (&levels[..], "/orders", "/orders", "/"),
                (&levels[..], "/orders/1", "/orders", "/1"),
                (&levels[..], "/ordersandmore", "/orders", "/andmore"),
                (&levels[..], "/orders/v1/items/1", "/orders/v1/items", "/1"),
                (&levels[..], "/orders/v1/itemsX", "/orders/v1/items", "/X"),
                (&levels[..], "/customers", "/", "/customers"),
                (&levels[1..], "/ordersandmore", "/orders", "/andmore"),
                (&levels[..2], "/ordersandmore", "/", "/ordersandmore"),
                (&levels[..2], "/orders/1", "/orders", "/1"),
            ] {
                let (said, _, _) = chosen(preset, bases, path);
                let base = format!("the mapping `{base}` leads to");
                assert!(said.starts_with(&base), "{preset} {path}: {said}");
                let inner = format!("looked for in `{inner}`");
                assert!(said.ends_with(&inner), "{preset} {path}: {said}");
            }
            let (said, _, status) = chosen(preset, &levels[1..2], "/ordersandmore");
            assert!(said.starts_with("no mapping"), "{said}");
            assert!(status == 403 || status == 404, "{status}");
        }
    }

    #[test]
    fn an_app_sees_a_base_path_in_whole_parts_of_the_path_alone() {
        let levels = ["orders", "orders/v1/items"];
        for preset in ["dash-rest", "dash-http"] {
            // An event of format 2.0 shows no base path, so the handler takes it of the stage: both may be meant, and the shorter
            // one is taken.
            let (_, seen, _) = chosen(preset, &levels, "/ordersandmore");
            let told = if preset == "dash-http" {
                "/orders /andmore"
            } else {
                " /ordersandmore"
            };
            assert_eq!(seen.as_deref(), Some(told), "{preset}");
            let (_, seen, _) = chosen(preset, &levels, "/orders/1");
            assert_eq!(seen.as_deref(), Some("/orders /1"), "{preset}");
        }
    }
}
