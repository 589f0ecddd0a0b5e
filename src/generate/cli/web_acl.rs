//! Web ACLs of AWS WAF: the design's own one, and which stages stand behind it or another.

use crate::diagnostic::Pointer;
use crate::generate::{name, web_acl};
use crate::model::{Design, Stage, StageWebAcl, WebAcl};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// `"ResourceArn":"..."`: how AWS WAF names a stage.
fn resource(json: &mut Object, stage: &Stage) {
    let end = format!("/stages/{}", stage.name);
    let parts = [
        Part::Text("arn:"),
        Part::Variable("PARTITION"),
        Part::Text(":apigateway:"),
        Part::Variable("AWS_REGION"),
        Part::Text("::/restapis/"),
        Part::Variable("API"),
        Part::Text(&end),
    ];
    json.parts("ResourceArn", &parts);
}

/// The web ACL, then the stages behind it; last what is left of one that left the design.
pub(super) fn print(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    shell.blank();
    shell.comment(words::deploy_web_acls(language));
    let what = Word::quoted(words::what_web_acl(language));
    shell.assign("N_WEB_ACL", &what);
    if let Some(acl) = design.own_web_acl() {
        shell.at(Pointer::root().join("web_acl"), |shell| {
            shell.code("WEB_ACL=''\n");
            print_own(shell, design, acl)
        });
    }
    shell.code(": >\"$WORK/own-web-acl\"\n");
    shell.code(WEB_ACL);
    for (index, stage) in design.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index);
        let name = Word::json(|json| json.field("stageName", &stage.name));
        let (at, arn, input) = match &stage.web_acl {
            StageWebAcl::Own if design.own_web_acl().is_some() => {
                let input = Word::json(|json| {
                    json.parts("WebACLArn", &[Part::Variable("WEB_ACL")]);
                    resource(json, stage);
                });
                (at.join("web_acl"), Word::variable("WEB_ACL"), input)
            }
            StageWebAcl::Existing { arn } if !arn.is_empty() => {
                let input = Word::json(|json| {
                    json.field("WebACLArn", arn);
                    resource(json, stage);
                });
                (at.join("web_acl"), Word::quoted(arn), input)
            }
            StageWebAcl::None | StageWebAcl::Existing { .. } | StageWebAcl::Own => {
                let input = Word::json(|json| resource(json, stage));
                (at, Word::quoted(""), input)
            }
        };
        shell.at(at, |shell| {
            shell.line("web_acl {} {} {}", [name, arn, input])
        });
    }
    if design.own_web_acl().is_none() {
        // Without one it does not stand in the design: it is the stages that have none of it.
        shell.at(Pointer::root().join("stages"), |shell| {
            shell.code(DELETE);
            shell.code(DROP);
        });
    }
}

/// Makes the project's web ACL, or brings it up to date: a change needs the lock token of what it changes.
fn print_own(shell: &mut Shell, design: &Design, acl: &WebAcl) {
    let language = design.output.language;
    shell.assign("M_WEB_ACL", &Word::quoted(words::message_web_acl(language)));
    shell.code(OWN);
    let said = Word::json(|json| body(json, design, acl));
    shell.line("own_web_acl {}", [said]);
}

fn body(json: &mut Object, design: &Design, acl: &WebAcl) {
    json.object("DefaultAction", |json| json.object("Allow", |_| {}));
    visibility(json, &name::slug(&design.name));
    json.list("Rules", |list| {
        for (priority, rule) in web_acl::rules(acl).into_iter().enumerate() {
            list.object(|json| {
                json.field("Name", rule.name);
                json.field("Priority", u32::try_from(priority).unwrap_or(u32::MAX));
                statement(json, acl, &rule);
                visibility(json, rule.name);
            });
        }
    });
}

fn statement(json: &mut Object, acl: &WebAcl, rule: &web_acl::Rule) {
    match rule.kind {
        web_acl::Kind::Rate(limit) => {
            json.object("Action", |json| json.object(web_acl::action(acl), |_| {}));
            json.object("Statement", |json| {
                json.object("RateBasedStatement", |json| {
                    json.field("Limit", limit);
                    json.field("EvaluationWindowSec", web_acl::WINDOW_SECONDS);
                    json.field("AggregateKeyType", "IP");
                });
            });
        }
        web_acl::Kind::Managed(counted) => {
            let action = web_acl::override_action(acl);
            json.object("OverrideAction", |json| json.object(action, |_| {}));
            json.object("Statement", |json| {
                json.object("ManagedRuleGroupStatement", |json| {
                    json.field("VendorName", "AWS");
                    json.field("Name", rule.name);
                    let Some(counted) = counted else { return };
                    json.list("RuleActionOverrides", |list| {
                        list.object(|json| {
                            json.field("Name", counted);
                            json.object("ActionToUse", |json| json.object("Count", |_| {}));
                        });
                    });
                });
            });
        }
    }
}

fn visibility(json: &mut Object, metric: &str) {
    json.object("VisibilityConfig", |json| {
        json.field("SampledRequestsEnabled", true);
        json.field("CloudWatchMetricsEnabled", true);
        json.field("MetricName", metric);
    });
}

/// Takes the stages out of their web ACLs, and removes the project's own.
pub(super) fn print_remove(shell: &mut Shell, design: &Design) {
    for (index, stage) in design.stages.iter().enumerate() {
        if stage.web_acl == StageWebAcl::None {
            continue;
        }
        let at = Pointer::root().join("stages").join(index).join("web_acl");
        let input = Word::json(|json| resource(json, stage));
        shell.at(at, |shell| {
            shell.line(
                "tolerate Nonexistent aws wafv2 disassociate-web-acl --cli-input-json {}",
                [input],
            );
        });
    }
}

/// The project's own web ACL, once no stage stands behind it.
pub(super) fn print_remove_own(shell: &mut Shell, design: &Design) {
    if design.own_web_acl().is_some() {
        shell.at(Pointer::root().join("web_acl"), |shell| {
            shell.comment(words::teardown_web_acl(design.output.language));
            shell.code(DELETE);
            shell.code(REMOVE);
        });
    }
}

const OWN: &str = r#"own_web_acl() {
  local id owner='' token=''
  aws wafv2 list-web-acls --scope REGIONAL --limit 100 \
    --query "WebACLs[?Name=='$PROJECT'].[ARN]" --output text >"$WORK/found"
  WEB_ACL=$(first <"$WORK/found")
  if ! have "$WEB_ACL"; then
    make WEB_ACL aws wafv2 create-web-acl --scope REGIONAL --name "$PROJECT" --cli-input-json "$1" \
      --tags "Key=gateway-studio,Value=$PROJECT" --query Summary.ARN --output text
    return 0
  fi
  ask owner aws wafv2 list-tags-for-resource --resource-arn "$WEB_ACL" \
    --query "TagInfoForResource.TagList[?Key=='gateway-studio'].[Value]" --output text
  # shellcheck disable=SC2059
  [ "$owner" = "$PROJECT" ] || die "$(printf "$M_WEB_ACL" "$PROJECT")"
  id=${WEB_ACL##*/}
  ask token aws wafv2 get-web-acl --scope REGIONAL --name "$PROJECT" --id "$id" --query LockToken --output text
  change aws wafv2 update-web-acl --scope REGIONAL --name "$PROJECT" --id "$id" --lock-token "$token" --cli-input-json "$1"
}
"#;

const WEB_ACL: &str = r#"web_acl() {
  local found='' own=0 tries=0
  if known "$API"; then
    ask found aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" --query webAclArn --output text
  fi
  case "$found" in *":regional/webacl/$PROJECT/"*) own=1 && printf '%s\n' "$found" >"$WORK/own-web-acl" ;; esac
  [ "$found" != "$2" ] || return 0
  if [ -z "$2" ]; then
    [ "$own" = 1 ] || return 0
    gone "$N_WEB_ACL" "$1"
    change aws wafv2 disassociate-web-acl --cli-input-json "$3"
    return 0
  fi
  until change aws wafv2 associate-web-acl --cli-input-json "$3"; do
    tries=$((tries + 1))
    [ "$tries" -lt 6 ] || exit 1
    sleep 10
  done
}
"#;

/// A stage that left the design may still stand behind it.
const DROP: &str = r#"OLD_WEB_ACL=$(first <"$WORK/own-web-acl")
if known "$OLD_WEB_ACL"; then
  gone "$N_WEB_ACL" "$OLD_WEB_ACL"
  # What is not of this design may stand behind it.
  delete_web_acl "$OLD_WEB_ACL" || grep -q AssociatedItem "$WORK/error" || { cat "$WORK/error" >&2; exit 1; }
fi
"#;

/// AWS WAF holds a web ACL for used for some seconds after its last stage was let go of
/// (AWS WAF API reference, "DeleteWebACL": `WAFAssociatedItemException`).
const DELETE: &str = r#"delete_web_acl() {
  local id=${1##*/} token='' tries=0
  ask token aws wafv2 get-web-acl --scope REGIONAL --name "$PROJECT" --id "$id" --query LockToken --output text
  until change aws wafv2 delete-web-acl --scope REGIONAL --name "$PROJECT" --id "$id" --lock-token "$token" 2>"$WORK/error"; do
    grep -q Nonexistent "$WORK/error" && return 0
    grep -q AssociatedItem "$WORK/error" || return 1
    tries=$((tries + 1))
    [ "$tries" -lt 6 ] || return 1
    sleep 10
  done
}
"#;

const REMOVE: &str = r#"aws wafv2 list-web-acls --scope REGIONAL --limit 100 \
  --query "WebACLs[?Name=='$PROJECT'].[ARN]" --output text >"$WORK/found"
WEB_ACL=$(first <"$WORK/found")
OWNER=''
if have "$WEB_ACL"; then
  ask OWNER aws wafv2 list-tags-for-resource --resource-arn "$WEB_ACL" \
    --query "TagInfoForResource.TagList[?Key=='gateway-studio'].[Value]" --output text
fi
if [ "$OWNER" = "$PROJECT" ]; then
  delete_web_acl "$WEB_ACL" || { cat "$WORK/error" >&2; exit 1; }
fi
"#;
