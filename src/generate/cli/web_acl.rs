//! Web ACLs of AWS WAF, which exist already, in front of stages.

use crate::diagnostic::Pointer;
use crate::model::{Design, Stage};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// The stages with a web ACL, each with its place.
fn protected(design: &Design) -> impl Iterator<Item = (Pointer, &Stage)> {
    let stages = design.stages.iter().enumerate();
    stages
        .filter(|(_, stage)| !stage.web_acl_arn.is_empty())
        .map(|(index, stage)| {
            let at = Pointer::root().join("stages").join(index);
            (at.join("web_acl_arn"), stage)
        })
}

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

pub(super) fn print(shell: &mut Shell, design: &Design) {
    if protected(design).next().is_none() {
        return;
    }
    shell.blank();
    shell.comment(words::deploy_web_acls(design.output.language));
    shell.code(WEB_ACL);
    for (at, stage) in protected(design) {
        let name = Word::json(|json| json.field("stageName", &stage.name));
        let input = Word::json(|json| {
            json.field("WebACLArn", &stage.web_acl_arn);
            resource(json, stage);
        });
        let words = [name, Word::quoted(&stage.web_acl_arn), input];
        shell.at(at, |shell| shell.line("web_acl {} {} {}", words));
    }
}

/// Takes the stages out of their web ACLs.
pub(super) fn print_remove(shell: &mut Shell, design: &Design) {
    for (at, stage) in protected(design) {
        let input = Word::json(|json| resource(json, stage));
        shell.at(at, |shell| {
            shell.line(
                "tolerate Nonexistent aws wafv2 disassociate-web-acl --cli-input-json {}",
                [input],
            );
        });
    }
}

const WEB_ACL: &str = r#"web_acl() {
  local found='' tries=0
  if known "$API"; then
    ask found aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" --query webAclArn --output text
  fi
  [ "$found" != "$2" ] || return 0
  until change aws wafv2 associate-web-acl --cli-input-json "$3"; do
    tries=$((tries + 1))
    [ "$tries" -lt 6 ] || exit 1
    sleep 10
  done
}
"#;
