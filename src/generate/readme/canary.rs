//! A release through a canary: watch it, then give it to everybody or take it back.

use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::model::{Canary, Design, LogLevel, Stage};
use crate::text::json;
use crate::text::markdown::{Markdown, code};
use crate::text::shell::quote;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    if design.rest().is_none() {
        return;
    }
    for (index, stage) in design.stages.iter().enumerate() {
        if let Some(canary) = &stage.canary {
            let at = Pointer::root().join("stages").join(index).join("canary");
            md.at(at, |md| print_stage(md, design, stage, canary));
        }
    }
}

fn print_stage(md: &mut Markdown, design: &Design, stage: &Stage, canary: &Canary) {
    let (language, region) = (design.output.language, quote(&design.region));
    let percent = json::number(canary.percent_traffic);
    md.paragraph(&words::readme_canary(language, code(&stage.name), percent));
    let asked = format!(
        "items[?tags.\"gateway-studio\"=='{}'].id | [0]",
        name::slug(&design.name)
    );
    md.commands(&[
        "bash cli/deploy.sh".to_owned(),
        format!(
            "API_ID=$(aws apigateway get-rest-apis --region {region} --query {} --output text)",
            quote(&asked)
        ),
    ]);
    print_watching(md, design, stage);
    md.paragraph(words::readme_canary_promote(language));
    let promote = format!("--promote={}", stage.name);
    md.commands(&[format!("bash cli/deploy.sh {}", quote(&promote))]);
    md.paragraph(words::readme_canary_back(language));
    md.commands(&[format!(
        "aws apigateway update-stage --region {region} --rest-api-id \"$API_ID\" --stage-name={} --patch-operations op=replace,path=/canarySettings/percentTraffic,value=0",
        quote(&stage.name)
    )]);
}

/// A canary logs beside its stage, into a group of its own
/// (AWS: "Set up an API Gateway canary release deployment").
fn print_watching(md: &mut Markdown, design: &Design, stage: &Stage) {
    let (language, region) = (design.output.language, quote(&design.region));
    let show = |group: &str| {
        format!(
            "aws logs filter-log-events --region {region} --log-group-name={group}/Canary --max-items 20"
        )
    };
    let access = stage.access_log.as_ref();
    let access = access.map(|log| show(&quote(&log.group(&design.name, &stage.name))));
    let execution = (stage.execution_log != LogLevel::Off).then(|| {
        let stage = quote(&stage.name);
        show(&format!("\"API-Gateway-Execution-Logs_$API_ID\"/{stage}"))
    });
    let shown: Vec<String> = access.into_iter().chain(execution).collect();
    if shown.is_empty() {
        md.paragraph(words::readme_canary_unlogged(language));
    } else {
        md.paragraph(words::readme_canary_watch(language));
        md.commands(&shown);
    }
}
