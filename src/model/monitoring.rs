//! What watches the API: alarms and a dashboard.

use super::part::fields;

/// What `CloudWatch` makes of the API's metrics.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Monitoring {
    /// Alarms that send an e-mail; `None` when nobody is to be woken.
    pub alarms: Option<Alarms>,
    /// Whether a dashboard is made.
    pub dashboard: bool,
}

fields!(Monitoring: alarms, dashboard);

impl Monitoring {
    /// Whether anything is made at all.
    pub fn is_on(&self) -> bool {
        self.alarms.is_some() || self.dashboard
    }
}

/// `AWS::CloudWatch::Alarm`s of every stage, and the `AWS::SNS::Topic` that they tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarms {
    /// Who gets the e-mail; SNS asks that address for consent first.
    pub email: String,
    /// Percent of the requests that may end with a server error (`5XXError`).
    pub error_rate_5xx: f64,
    /// Percent of the requests that may end with a client error (`4XXError`).
    pub error_rate_4xx: f64,
    /// Milliseconds within which 95 of 100 requests have their answer (`Latency`, `p95`).
    pub latency_p95_ms: u32,
    /// Whether a function that Lambda throttles is an alarm, too.
    pub throttles: bool,
}

fields!(Alarms: email, error_rate_5xx, error_rate_4xx, latency_p95_ms, throttles);

impl Default for Alarms {
    fn default() -> Self {
        Self {
            email: String::new(),
            error_rate_5xx: 1.0,
            error_rate_4xx: 10.0,
            latency_p95_ms: 3000,
            throttles: true,
        }
    }
}
