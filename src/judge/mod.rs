//! Everything that is to be told of a design: what the rules find, saved requests that end otherwise than they must, and
//! what the files leave out, less what the design silences.

use crate::diagnostic::Diagnostic;
use crate::generate;
use crate::model::Design;
use crate::rules;
use crate::rules::Judged;
use crate::simulate;

/// The ways to deploy, as the codes of their losses begin.
pub const WAYS: [&str; 4] = ["zappa", "sam", "cli", "openapi"];

/// All of it, what is worst first. With one of [`WAYS`] to deploy, what the files of the others leave out does not count.
pub fn judge(design: &Design, way: Option<&str>) -> Judged {
    let mut found = rules::check(design);
    found.extend(simulate::failed(design));
    let lost = generate::lost(design).into_iter();
    let lost = lost.filter(|(file, _)| !is_foreign(file.path, way));
    found.extend(lost.flat_map(|(_, lost)| lost));
    let is_asked =
        |code: &str| way.is_none() || !(code.starts_with("iam/") || is_foreign(code, way));
    let mut judged = rules::silence(design, found, is_asked);
    judged.open.sort_by_key(|diagnostic| diagnostic.severity);
    judged.open.dedup();
    judged.silenced.dedup();
    judged
}

/// The finding with that code at that place, as it is told.
pub fn finding(design: &Design, code: &str, at: &str) -> Option<Diagnostic> {
    let mut open = judge(design, None).open.into_iter();
    open.find(|found| found.code == code && found.at == at)
}

/// Whether a file, or a code of what it leaves out, belongs to another way to deploy.
fn is_foreign(name: &str, way: Option<&str>) -> bool {
    let name = name.strip_prefix("iam/deploy-").unwrap_or(name);
    let own = WAYS.into_iter().find(|way| name.starts_with(way));
    own.is_some_and(|own| way.is_some_and(|way| way != own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read;
    use crate::rules::CAUSE_GONE;

    #[test]
    fn what_another_way_leaves_out_neither_counts_nor_is_its_silence_idle() {
        let text = r#"{"name": "a", "region": "us-east-1", "functions": [{"name": "f"}], "stages": [{"name": "dev", "throttle": {}}],
            "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}],
            "silenced": [{"code": "zappa/not-expressible", "place": "/stages/dev/throttle", "reason": "no Zappa here"}]}"#;
        let design = read(text).design.expect("it is a design");
        let of = |way| judge(&design, way);
        assert_eq!(of(None).silenced.len(), 1);
        assert_eq!(of(Some("zappa")).silenced.len(), 1);
        let by_sam = of(Some("sam"));
        assert!(by_sam.silenced.is_empty());
        assert!(by_sam.open.iter().all(|one| one.code != CAUSE_GONE));
        assert!(
            by_sam
                .open
                .iter()
                .all(|one| !one.code.starts_with("zappa/"))
        );
        assert!(
            of(None)
                .open
                .iter()
                .any(|one| one.code.starts_with("zappa/"))
        );
    }
}
