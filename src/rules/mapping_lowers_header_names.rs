//! Domains that write the names of headers in small letters.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-lowers-header-names",
    severity: Severity::Info,
    docs: "\"If you create an API mappings with multiple levels, API Gateway converts all header names to lowercase\" (AWS: API \
           Gateway developer guide, \"Use API mappings to connect API stages to a custom domain name for REST APIs\", \
           restrictions). The other names of the API keep them as they were sent.",
    bad: r#"{"api": {"rest": {}}, "domain": {"mappings": [{"base_path": ""}, {"base_path": "shop/v1"}]}}"#,
    good: r#"{"api": {"rest": {}}, "domain": {"mappings": [{"base_path": ""}, {"base_path": "shop"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref().filter(|_| design.rest().is_some());
    let mappings = domain.iter().flat_map(|domain| &domain.mappings);
    let Some((index, mapping)) = mappings
        .enumerate()
        .find(|(_, mapping)| mapping.has_levels())
    else {
        return Vec::new();
    };
    let mappings = Pointer::root().join("domain").join("mappings");
    let at = mappings.join(index).join("base_path");
    let path = &mapping.base_path;
    let message = sentence!(
        "`{path}` has several parts, so that every header's name arrives in small letters through this domain",
        "`{path}` は複数の階層を含むため、このドメインを通るヘッダー名はすべて小文字になります"
    );
    vec![Finding::at(at, message).help(sentence!(
        "let own code and mapping templates read headers whatever their case, or write base paths of one part",
        "独自のコードやマッピングテンプレートではヘッダー名の大文字と小文字を区別せずに読むか、ベースパスを1階層にしてください",
    ))]
}
