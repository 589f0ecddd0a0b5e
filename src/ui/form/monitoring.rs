//! Alarms and the dashboard.

use super::at;
use crate::dom::Node;
use crate::field::draw;
use crate::field::table::{Field, code, number, optional, pair, section, toggle};
use crate::words as w;

pub(super) static FORM: &[Field] = &[
    section(
        w::alarms,
        &[optional("alarms", w::alarms_on, ALARMS)
            .help(w::alarms_on_help)
            .term("CloudWatch Alarm")],
    ),
    section(
        w::dashboard_group,
        &[toggle("dashboard", w::dashboard)
            .help(w::dashboard_help)
            .term("CloudWatch Dashboard")],
    ),
];

const ALARMS: &[Field] = &[
    code("email", w::alarm_email)
        .help(w::alarm_email_help)
        .term("Endpoint"),
    pair(&[
        number("error_rate_5xx", w::alarm_5xx, w::percent)
            .fraction()
            .help(w::alarm_5xx_help)
            .term("5XXError"),
        number("error_rate_4xx", w::alarm_4xx, w::percent)
            .fraction()
            .help(w::alarm_4xx_help)
            .term("4XXError"),
    ]),
    number("latency_p95_ms", w::alarm_latency, w::milliseconds)
        .help(w::alarm_latency_help)
        .term("Latency p95"),
    toggle("throttles", w::alarm_throttles)
        .help(w::alarm_throttles_help)
        .term("Throttles"),
];

pub(super) fn form() -> Node {
    draw(FORM, at("monitoring"))
}
