//! `alarms.sh`: alarms with the topic that they tell, and the dashboard.

use super::api::what;
use super::names::{Names, TAG, literal};
use super::place;
use super::prelude::{self, Script};
use crate::diagnostic::Pointer;
use crate::generate::monitoring::{self, Alarm, Statistic, Watched};
use crate::generate::{Generator, Target, nothing_lost};
use crate::model::{Alarms, Api, Design};
use crate::text::Document;
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "monitoring/alarms.sh",
    target: Target::Monitoring,
    executable: true,
    applies: |design| design.monitoring.is_on(),
    print,
    lost: nothing_lost,
};

fn at() -> Pointer {
    Pointer::root().join("monitoring")
}

fn print(design: &Design) -> Document {
    let names = Names::new(design);
    Shell::document(|shell| {
        prelude::print(shell, design, Script::Alarms);
        if monitoring::api_name(design).is_none() {
            print_find_api(shell, design, &names);
        }
        if let Some(alarms) = &design.monitoring.alarms {
            let at = at().join("alarms");
            shell.at(at, |shell| {
                print_topic(shell, design, &names, alarms, at);
                print_alarms(shell, design, &names, alarms);
            });
        } else {
            print_drop_old(shell, design);
        }
        if design.monitoring.dashboard {
            shell.at(at().join("dashboard"), |shell| {
                print_dashboard(shell, design)
            });
        }
        shell.code("\nsay \"$M_DONE\"\n");
    })
}

/// Where only the id of the API names its metrics.
fn print_find_api(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    let at = Pointer::root()
        .join("api")
        .join(design.api.key())
        .join("name");
    shell.at(at, |shell| {
        shell.comment(words::alarms_api(language));
        prelude::print_find_api(shell, design, names);
        let what = what(design, names);
        shell.at(place::name(), |shell| {
            shell.line("only API {} stop", [Word::text(&what)]);
        });
    });
    shell.blank();
}

/// Name of the topic; also the end of its ARN.
pub(in crate::generate) fn topic_name(project: &str) -> String {
    format!("{project}-alarms")
}

/// Making a topic that is there gives its ARN again.
fn print_topic(shell: &mut Shell, design: &Design, names: &Names, alarms: &Alarms, at: Pointer) {
    shell.comment(words::alarms_topic(design.output.language));
    let input = Word::json(|json| {
        json.field("Name", &topic_name(names.project()));
        json.list("Tags", |list| {
            list.object(|json| {
                json.field("Key", TAG);
                json.field("Value", names.project());
            });
        });
    });
    shell.line(
        "make TOPIC aws sns create-topic --cli-input-json {} --query TopicArn --output text",
        [input],
    );
    shell.at(at.join("email"), |shell| {
        let email = literal(&alarms.email);
        let query = format!("Subscriptions[?Endpoint=={email}].[SubscriptionArn]");
        shell.line("FOUND=''", []);
        shell.block("if known $TOPIC ; then", [], "fi", |shell| {
            shell.line(
                "ask FOUND aws sns list-subscriptions-by-topic --topic-arn $TOPIC --query {} --output text",
                [Word::text(&query)],
            );
        });
        shell.block("if [ -z $FOUND ]; then", [], "fi", |shell| {
            let input = Word::json(|json| {
                json.field("Protocol", "email");
                json.field("Endpoint", &alarms.email);
            });
            shell.line(
                "change aws sns subscribe --topic-arn $TOPIC --cli-input-json {}",
                [input],
            );
            let text = words::alarms_confirm(design.output.language, &alarms.email);
            shell.line("say {}", [Word::message(&text)]);
        });
        let others = format!(
            "Subscriptions[?Protocol=={} && Endpoint!={email} && starts_with(SubscriptionArn, {})].[SubscriptionArn,Endpoint]",
            literal("email"),
            literal("arn:")
        );
        shell.block("if known $TOPIC ; then", [], "fi", |shell| {
            shell.line(
                r#"aws sns list-subscriptions-by-topic --topic-arn $TOPIC --query {} --output text >"$WORK/items""#,
                [Word::text(&others)],
            );
            let text = words::alarms_others(design.output.language);
            shell.assign("M_OTHER", &Word::quoted(text));
            shell.code(OTHERS);
        });
    });
    shell.blank();
}

fn print_alarms(shell: &mut Shell, design: &Design, names: &Names, alarms: &Alarms) {
    let language = design.output.language;
    shell.comment(words::alarms_alarms(language));
    let all = monitoring::alarms(design, alarms);
    for alarm in &all {
        let input = Word::json(|json| print_alarm(json, design, names, alarm));
        shell.at(alarm.at, |shell| {
            shell.line(
                "change aws cloudwatch put-metric-alarm --alarm-actions $TOPIC --ok-actions $TOPIC --cli-input-json {}",
                [input],
            );
        });
    }
    shell.blank();
    shell.comment(words::alarms_drop(language));
    shell.block("{", [], r#"} >"$WORK/wanted""#, |shell| {
        // A block must hold a command, also where there is nothing to watch.
        shell.line(":", []);
        for alarm in &all {
            let name = Word::text(&alarm_name(names, alarm));
            shell.at(alarm.at, |shell| {
                shell.line(r"printf '%s\n' {}", [name]);
            });
        }
    });
    shell.code(DROP_ALARMS);
}

/// Starts with the project, by which alarms are found again.
fn alarm_name(names: &Names, alarm: &Alarm<'_>) -> String {
    let of = match &alarm.of {
        Watched::Stage(stage) => stage,
        Watched::Function(_, name) => &**name,
    };
    format!("{}/{of}/{}", names.project(), alarm.kind)
}

fn print_alarm(json: &mut Object, design: &Design, names: &Names, alarm: &Alarm<'_>) {
    json.field("AlarmName", &alarm_name(names, alarm));
    let namespace = match alarm.of {
        Watched::Stage(_) => "AWS/ApiGateway",
        Watched::Function(..) => "AWS/Lambda",
    };
    json.field("Namespace", namespace);
    json.field("MetricName", alarm.metric);
    json.list("Dimensions", |list| {
        let mut dimension = |name: &str, value: &[Part<'_>]| {
            list.object(|json| {
                json.field("Name", name);
                json.parts("Value", value);
            });
        };
        match &alarm.of {
            Watched::Stage(stage) => {
                let api = design.api.kind().metric_dimension();
                match monitoring::api_name(design) {
                    Some(name) => dimension(api, &[Part::Text(&name)]),
                    None => dimension(api, &[Part::Variable("API")]),
                }
                dimension("Stage", &[Part::Text(stage)]);
            }
            Watched::Function(_, name) => dimension("FunctionName", &[Part::Text(name)]),
        }
    });
    match alarm.statistic {
        Statistic::Plain(statistic) => json.field("Statistic", statistic),
        Statistic::Extended(statistic) => json.field("ExtendedStatistic", statistic),
    }
    json.field("Threshold", alarm.threshold);
    json.field("ComparisonOperator", "GreaterThanThreshold");
    json.field("Period", 60_u32);
    json.field("EvaluationPeriods", 5_u32);
    json.field("DatapointsToAlarm", 3_u32);
    json.field("TreatMissingData", "notBreaching");
}

fn print_dashboard(shell: &mut Shell, design: &Design) {
    shell.blank();
    shell.comment(words::alarms_dashboard(design.output.language));
    shell.code("BODY=$(cd \"$(dirname \"$0\")\" && pwd)/dashboard.json\n");
    if monitoring::api_name(design).is_none() {
        shell.code(match design.api {
            Api::Rest(_) => FILL_IN_REST,
            Api::Http(_) => FILL_IN_HTTP,
            Api::Websocket(_) => FILL_IN_WEBSOCKET,
        });
    }
    shell.code(PUT_DASHBOARD);
}

/// Removes alarms, topic and dashboard; functions and stages need not be known for it.
pub(super) fn print_remove(shell: &mut Shell, design: &Design) {
    let monitoring = &design.monitoring;
    if monitoring.alarms.is_some() {
        shell.at(at().join("alarms"), |shell| {
            shell.comment(words::teardown_alarms(design.output.language));
            shell.line(r#": >"$WORK/wanted""#, []);
            shell.code(DROP_ALARMS);
            shell.code(REMOVE_TOPIC);
        });
    } else {
        print_drop_old(shell, design);
    }
    if monitoring.dashboard {
        shell.at(at().join("dashboard"), |shell| {
            shell.comment(words::teardown_dashboard(design.output.language));
            shell.code(REMOVE_DASHBOARD);
        });
    }
    shell.blank();
}

/// Removes the alarms that an earlier design had: those that tell its topic, and the topic.
fn print_drop_old(shell: &mut Shell, design: &Design) {
    shell.at(at(), |shell| {
        shell.comment(words::alarms_old(design.output.language));
        shell.code(OLD_ALARMS);
        shell.code(DROP_OLD_ALARMS);
    });
}

/// Names them at the end of `deploy.sh`, which does not look after alarms: they go on telling and costing.
pub(super) fn print_left(shell: &mut Shell, design: &Design) {
    if design.monitoring.alarms.is_some() {
        return;
    }
    let language = design.output.language;
    shell.at(at(), |shell| {
        shell.comment(words::alarms_old(language));
        shell.assign("N_ALARM", &Word::quoted(words::what_alarm(language)));
        shell.assign("N_TOPIC", &Word::quoted(words::what_topic(language)));
        shell.code(OLD_ALARMS);
        shell.code(LEFT_ALARMS);
    });
}

/// Who may not ask for alarms has deployed all the same.
const OLD_ALARMS: &str = r#"OLD_TOPIC="arn:$PARTITION:sns:$AWS_REGION:$ACCOUNT:$PROJECT-alarms"
aws cloudwatch describe-alarms --alarm-name-prefix "$PROJECT/" \
  --query "MetricAlarms[?contains(AlarmActions, '$OLD_TOPIC')].[AlarmName]" --output text >"$WORK/alarms" 2>"$WORK/error" ||
  cat "$WORK/error" >&2
"#;

const DROP_OLD_ALARMS: &str = r#"OLD=0
while IFS= read -r name; do
  have "$name" || continue
  OLD=1
  change aws cloudwatch delete-alarms --alarm-names "$name"
done <"$WORK/alarms"
[ "$OLD" = 0 ] || tolerate NotFound aws sns delete-topic --topic-arn "$OLD_TOPIC"
"#;

const LEFT_ALARMS: &str = r#"OLD=0
while IFS= read -r name; do
  have "$name" || continue
  OLD=1
  left "$N_ALARM" "$name"
  later aws cloudwatch delete-alarms --alarm-names "$name"
done <"$WORK/alarms"
if [ "$OLD" = 1 ]; then
  left "$N_TOPIC" "$PROJECT-alarms"
  later aws sns delete-topic --topic-arn "$OLD_TOPIC"
fi
"#;

/// Somebody may have been added by hand, who is to go on being told.
const OTHERS: &str = r#"  while IFS=$'\t' read -r subscription email; do
    have "$subscription" || continue
    # shellcheck disable=SC2059
    say "$(printf "$M_OTHER" "$email")"
    { printf ' '; printf ' %q' aws sns unsubscribe --subscription-arn "$subscription"; printf '\n'; } >&2
  done <"$WORK/items"
"#;

const DROP_ALARMS: &str = r#"aws cloudwatch describe-alarms --alarm-name-prefix "$PROJECT/" \
  --query 'MetricAlarms[].[AlarmName]' --output text >"$WORK/alarms"
while IFS= read -r name; do
  have "$name" || continue
  grep -Fxq -e "$name" "$WORK/wanted" || change aws cloudwatch delete-alarms --alarm-names "$name"
done <"$WORK/alarms"
"#;

const FILL_IN_REST: &str = r#"sed "s/REST_API_ID/$API/g" "$BODY" >"$WORK/dashboard.json"
BODY=$WORK/dashboard.json
"#;

const FILL_IN_HTTP: &str = r#"sed "s/HTTP_API_ID/$API/g" "$BODY" >"$WORK/dashboard.json"
BODY=$WORK/dashboard.json
"#;

const FILL_IN_WEBSOCKET: &str = r#"sed "s/WEBSOCKET_API_ID/$API/g" "$BODY" >"$WORK/dashboard.json"
BODY=$WORK/dashboard.json
"#;

const PUT_DASHBOARD: &str = r#"change aws cloudwatch put-dashboard --dashboard-name "$PROJECT" --dashboard-body "file://$BODY"
"#;

const REMOVE_TOPIC: &str = r#"tolerate NotFound aws sns delete-topic --topic-arn "arn:$PARTITION:sns:$AWS_REGION:$ACCOUNT:$PROJECT-alarms"
"#;

const REMOVE_DASHBOARD: &str = r#"tolerate NotFound aws cloudwatch delete-dashboards --dashboard-names "$PROJECT"
"#;
