//! What a web ACL before a stage says.

use crate::diagnostic::Pointer;
use crate::model::{Design, ManagedRuleGroup, StageWebAcl};
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::{Answer, Part, Reason, Request, Walk, Way};

/// The largest body of the core rule set's `SizeRestrictions_BODY`, in bytes (AWS: WAF, "Baseline rule groups").
const LARGEST_BODY: usize = 8_192;

/// What a web ACL before the stage says.
pub(in crate::simulate) fn web_acl(
    design: &Design,
    request: &Request,
    entered: &Entered,
    walk: &mut Walk,
) -> Way<()> {
    let at = Pointer::root()
        .join("stages")
        .join(entered.stage)
        .join("web_acl");
    let own = design.stages.get(entered.stage).map(|stage| &stage.web_acl);
    let acl = match own {
        Some(StageWebAcl::Own) if design.rest().is_some() => design.web_acl.as_ref(),
        Some(StageWebAcl::Existing { .. }) if design.rest().is_some() => {
            if request.is_filtered {
                return blocked(design, request, at, walk);
            }
            walk.noted(Part::WebAcl, at, sentence!("an existing web ACL stands before the stage; what it blocks ends here with 403", "既存の Web ACL がステージの前にあり、ブロックされたリクエストはここで 403 になります"));
            return Ok(());
        }
        _ => None,
    };
    let Some(acl) = acl else {
        walk.nothing(
            Part::WebAcl,
            at,
            sentence!(
                "no web ACL stands before the stage",
                "ステージの前に Web ACL はありません"
            ),
        );
        return Ok(());
    };
    let is_core = acl.managed_rule_groups.contains(&ManagedRuleGroup::Common);
    let length = request.body.len();
    if is_core && !acl.allow_large_bodies && !acl.count_only && length > LARGEST_BODY {
        return walk.stop(
            Part::WebAcl,
            Pointer::root().join("web_acl").join("allow_large_bodies"),
            sentence!("the core rule set blocks bodies over 8,192 bytes, this one has {length}", "コアルールセットは8,192バイトを超える本文をブロックします(この本文は{length}バイト)"),
            Answer::refused(
                403,
                "Forbidden",
                sentence!("AWS WAF blocked the request before the API saw it", "AWS WAF が API の手前でリクエストをブロックしました"),
                sentence!("allow large bodies in the web ACL", "Web ACL で大きな本文を許可してください"),
            )
            .because(Reason::Filtered)
            .with_cors(design, request),
        );
    }
    let own = Pointer::root().join("web_acl");
    if request.is_filtered && acl.count_only {
        let message = sentence!(
            "a rule of the web ACL matches, and is only counted: the request goes on",
            "Web ACL のルールに一致しましたが、カウントのみのため通過します"
        );
        walk.noted(Part::WebAcl, own.join("count_only"), message);
        return Ok(());
    }
    if request.is_filtered {
        return blocked(design, request, own, walk);
    }
    let groups = acl.managed_rule_groups.len();
    let message = match (acl.count_only, acl.rate_limit) {
        (true, _) => sentence!(
            "the web ACL counts only",
            "Web ACL はカウントだけを行います"
        ),
        (false, Some(rate)) => sentence!(
            "{groups} managed rule groups look at it, and {rate} requests in 5 minutes are allowed from `{source}`",
            "{groups}個のマネージドルールグループが検査します。`{source}` からは5分間に{rate}件まで許可されます",
            source = request.source_ip
        ),
        (false, None) => sentence!(
            "{groups} managed rule groups look at it",
            "{groups}個のマネージドルールグループが検査します"
        ),
    };
    walk.passed(Part::WebAcl, own, message);
    Ok(())
}

/// A rule matches, and blocks.
fn blocked(design: &Design, request: &Request, at: Pointer, walk: &mut Walk) -> Way<()> {
    let answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "AWS WAF blocked the request before the API saw it",
            "AWS WAF が API の手前でリクエストをブロックしました"
        ),
        sentence!(
            "find the rule in the web ACL's sampled requests; count only for a while, or leave the rule out",
            "Web ACL のサンプリングされたリクエストでルールを特定し、しばらくカウントのみにするか、ルールを外してください"
        ),
    );
    let answer = answer.because(Reason::Filtered).with_cors(design, request);
    let message = sentence!(
        "a rule of the web ACL matches and blocks the request",
        "Web ACL のルールに一致し、リクエストはブロックされました"
    );
    walk.stop(Part::WebAcl, at, message, answer)
}
