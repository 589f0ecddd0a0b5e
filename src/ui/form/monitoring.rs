//! Alarms and the dashboard.

use gateway_studio::model::{Alarms, Monitoring};

use super::{at, when};
use crate::dom::{El, Node, el, many};
use crate::field::{About, NumberField, Reach, TextField, design, group, toggle, whole};
use crate::session::workspace;
use crate::words as w;

fn reach() -> Reach<Monitoring> {
    design().part(|d| &d.monitoring, |d| &mut d.monitoring)
}

pub(super) fn form() -> Node {
    let here = at("monitoring");
    let monitoring = reach();
    let on = About::new(w::alarms_on, here.join("alarms"))
        .help(w::alarms_on_help)
        .term("CloudWatch Alarm");
    let is_on = workspace().select(|d| d.monitoring.alarms.is_some());
    let alarms_on = monitoring.lens(
        |m| m.alarms.is_some(),
        |m, on| m.alarms = on.then(Alarms::default),
    );
    let dashboard = About::new(w::dashboard, here.join("dashboard"))
        .help(w::dashboard_help)
        .term("CloudWatch Dashboard");
    let dashboard_on = monitoring.lens(|m| m.dashboard, |m, on| m.dashboard = on);
    many([
        group(w::alarms, None)
            .child(toggle(on, alarms_on))
            .child(when(is_on, alarms))
            .into(),
        group(w::dashboard_group, None)
            .child(toggle(dashboard, dashboard_on))
            .into(),
    ])
}

fn alarms() -> El {
    let here = at("monitoring").join("alarms");
    let alarms: Reach<Alarms> = reach().some(|m| m.alarms.as_ref(), |m| m.alarms.as_mut());
    let email = About::new(w::alarm_email, here.join("email"))
        .help(w::alarm_email_help)
        .term("Endpoint");
    let server = About::new(w::alarm_5xx, here.join("error_rate_5xx"))
        .help(w::alarm_5xx_help)
        .term("5XXError");
    let client = About::new(w::alarm_4xx, here.join("error_rate_4xx"))
        .help(w::alarm_4xx_help)
        .term("4XXError");
    let latency = About::new(w::alarm_latency, here.join("latency_p95_ms"))
        .help(w::alarm_latency_help)
        .term("Latency p95");
    let throttles = About::new(w::alarm_throttles, here.join("throttles"))
        .help(w::alarm_throttles_help)
        .term("Throttles");
    let addressed = alarms.lens(|a| a.email.clone(), |a, v| a.email = v);
    let server_rate = alarms.lens(|a| a.error_rate_5xx, |a, v| a.error_rate_5xx = v);
    let client_rate = alarms.lens(|a| a.error_rate_4xx, |a, v| a.error_rate_4xx = v);
    let slow = alarms.lens(
        |a| f64::from(a.latency_p95_ms),
        |a, v| a.latency_p95_ms = whole(v),
    );
    let refused = alarms.lens(|a| a.throttles, |a, on| a.throttles = on);
    let rates = el("div.pair")
        .child(NumberField::new(server, server_rate, w::percent).fraction())
        .child(NumberField::new(client, client_rate, w::percent).fraction());
    el("div.nested")
        .child(TextField::new(email, addressed).code())
        .child(rates)
        .child(NumberField::new(latency, slow, w::milliseconds))
        .child(toggle(throttles, refused))
}
