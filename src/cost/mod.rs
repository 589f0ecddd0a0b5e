//! What a month costs, roughly: an estimate from a few figures about the traffic and a table of prices.
//!
//! It leaves out what a design does not decide: the database behind the app, NAT gateways, VPC links and
//! load balancers, Cognito, the rules of a web ACL that exists already, what a function pulls in, support and taxes.

mod crossing;
mod lines;
mod traffic;

use crate::aws::{Price, PriceSource, prices};
use crate::model::{Design, RestApi};

pub use crossing::{Crossing, POWERS, Way, crossings};
use lines::{bill_of, caches};

const MILLION: f64 = 1e6;

/// What is known of the traffic of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    /// Requests; for a WebSocket API messages that come in, each with one that goes out.
    pub requests: f64,
    /// KB of a request.
    pub request_kb: f64,
    /// KB of an answer.
    pub answer_kb: f64,
    /// Milliseconds that a function works for one.
    pub duration_ms: f64,
    /// MB of the function's memory.
    pub memory_mb: f64,
    /// Percent of the requests that may be answered by a cache, where there is one.
    pub cached_share: f64,
    /// Percent of those that it does answer.
    pub cache_hits: f64,
    /// Percent of the requests, or messages, for which the function of a Lambda authorizer runs.
    pub authorizer_share: f64,
    /// Milliseconds that it works for one.
    pub authorizer_ms: f64,
    /// KB of log lines of a run of a function: Lambda's own three lines, and what the code writes.
    pub log_kb: f64,
    /// Percent of the requests that X-Ray records beyond the first one of a second, where tracing is on.
    pub traced_share: f64,
    /// In how many Availability Zones each VPC endpoint of a private API stands.
    pub zones: f64,
    /// Minutes that WebSocket connections are open, of all together.
    pub minutes: f64,
    /// Whether what an account has for nothing every month is taken off.
    pub free: bool,
}

impl Usage {
    /// What a design says of it, for a million requests a month.
    pub fn of(design: &Design) -> Self {
        let memory = traffic::app(design).map_or(0, |function| function.memory_mib);
        Self {
            requests: MILLION,
            request_kb: 2.0,
            answer_kb: 20.0,
            duration_ms: 120.0,
            memory_mb: f64::from(memory),
            cached_share: traffic::cached_share(design),
            cache_hits: 60.0,
            authorizer_share: traffic::authorizer_share(design),
            authorizer_ms: 50.0,
            // `START`, `END` and `REPORT` take about 0.3 KB.
            log_kb: 0.5,
            // X-Ray's own rule (AWS X-Ray developer guide, "Configuring sampling rules").
            traced_share: 5.0,
            zones: 2.0,
            minutes: 500_000.0,
            free: false,
        }
    }
}

/// Whether a Lambda authorizer is asked for anything.
pub fn asks_authorizer(design: &Design) -> bool {
    traffic::authorizer_share(design) > 0.0
}

/// Whether VPC endpoints lead to the API.
pub fn has_endpoints(design: &Design) -> bool {
    design.rest().is_some_and(RestApi::is_private)
}

/// Whether X-Ray traces requests: those of a stage of a REST API that says so.
pub fn traces(design: &Design) -> bool {
    design.rest().is_some() && design.stages.iter().any(|stage| stage.tracing)
}

/// The table of prices, with whatever somebody replaced in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices(Vec<Price>);

impl Prices {
    /// Those of a region.
    pub fn of(region: &str) -> Self {
        Self(prices(region))
    }

    /// All of them, in the order of the table.
    pub fn all(&self) -> &[Price] {
        &self.0
    }

    /// Another figure for that name; whether there is one.
    pub fn replace(&mut self, key: &str, usd: f64) -> bool {
        let mut found = self.0.iter_mut().filter(|price| price.key == key);
        let price = found.next();
        price.map(|price| price.usd = usd).is_some()
    }

    /// How many figures are nobody's statement about the region: those of another one, and remembered ones.
    pub fn unsure(&self) -> (usize, usize) {
        let of = |source: PriceSource| self.0.iter().filter(|one| one.source == source).count();
        (of(PriceSource::OtherRegion), of(PriceSource::Memory))
    }

    fn get(&self, key: &str) -> f64 {
        let found = self.0.iter().find(|price| price.key == key);
        found.map_or(0.0, |price| price.usd)
    }
}

/// What a line of the bill is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Requests or messages.
    Gateway,
    /// Minutes of WebSocket connections.
    Minutes,
    /// The caches of stages.
    Cache,
    /// Runs of functions.
    Runs,
    /// Their time and memory.
    Work,
    /// Runs of an authorizer's function, with their time and memory.
    Authorizer,
    /// What is sent out to the Internet.
    Transfer,
    /// Access and execution logs.
    Logs,
    /// What functions write into their logs.
    FunctionLogs,
    /// What X-Ray records.
    Traces,
    /// The web ACL and what it looks at.
    Waf,
    /// VPC endpoints of a private API, and what goes through them.
    Endpoints,
    /// The hosted zone of the domain.
    Zone,
    /// Metrics of single methods.
    Metrics,
    /// Alarms and dashboard.
    Monitoring,
}

impl For {
    /// The word of the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Minutes => "connections",
            Self::Cache => "cache",
            Self::Runs => "lambda-requests",
            Self::Work => "lambda-duration",
            Self::Authorizer => "authorizer",
            Self::Transfer => "transfer",
            Self::Logs => "logs",
            Self::FunctionLogs => "lambda-logs",
            Self::Traces => "traces",
            Self::Waf => "waf",
            Self::Endpoints => "endpoints",
            Self::Zone => "zone",
            Self::Metrics => "metrics",
            Self::Monitoring => "monitoring",
        }
    }
}

/// One line of the bill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// What it is for.
    pub of: For,
    /// How much there is of it, in the unit of its price.
    pub amount: f64,
    /// US dollars a month.
    pub usd: f64,
}

/// What a month costs.
pub fn bill(design: &Design, usage: &Usage, prices: &Prices) -> Vec<Line> {
    bill_of(design, design.api.kind(), &caches(design), usage, prices)
}

/// The sum of a bill.
pub fn sum(bill: &[Line]) -> f64 {
    bill.iter().map(|line| line.usd).sum()
}

#[cfg(test)]
mod tests {
    use super::lines::{tiered, transfer};
    use super::*;
    use crate::model::preset;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 0.01, "{value} is not {expected}");
    }

    #[test]
    fn the_examples_of_the_page_of_prices_come_out() {
        let east = Prices::of("us-east-1");
        // AWS: Amazon API Gateway pricing, examples of HTTP, REST and WebSocket APIs.
        let http = [(300.0, "http_requests"), (f64::INFINITY, "http_requests_2")];
        near(tiered(432e6, &http, &east), 300.0 + 132.0 * 0.9);
        let rest = [
            (333.0, "rest_requests"),
            (1_000.0, "rest_requests_2"),
            (20_000.0, "rest_requests_3"),
            (f64::INFINITY, "rest_requests_4"),
        ];
        near(tiered(5e6, &rest, &east), 17.5);
        near(
            tiered(21_000e6, &rest, &east),
            333.0 * 3.5 + 667.0 * 2.8 + 19_000.0 * 2.38 + 1_000.0 * 1.51,
        );
    }

    #[test]
    fn what_is_sent_out_costs_less_the_more_it_is() {
        let east = Prices::of("us-east-1");
        near(transfer(100.0, &east), 9.0);
        near(transfer(10_240.0, &east), 921.6);
        let most = 921.6 + 40_960.0 * 0.085 + 102_400.0 * 0.07;
        near(transfer(153_600.0 + 1_000.0, &east), most + 50.0);
        for region in ["us-east-1", "ap-northeast-1", "eu-west-1"] {
            let prices = Prices::of(region);
            let a_gb = |gb: f64| transfer(gb, &prices) / gb;
            assert!(a_gb(1e4) > a_gb(5e4) && a_gb(5e4) > a_gb(1e5) && a_gb(1e5) > a_gb(1e6));
        }
    }

    #[test]
    fn a_bill_names_what_the_design_has() {
        let mut design = (preset::PRESETS[0].design)();
        design.region = "us-east-1".into();
        let prices = Prices::of(&design.region);
        let usage = Usage {
            requests: 5e6,
            answer_kb: 3.0,
            ..Usage::of(&design)
        };
        let of = |lines: &[Line], what| {
            let mut found = lines.iter().filter(|line| line.of == what);
            found.next().map(|line| line.usd)
        };
        let before = bill(&design, &usage, &prices);
        near(
            of(&before, For::Gateway).expect("requests are billed"),
            17.5,
        );
        near(of(&before, For::Transfer).expect("answers go out"), 1.29);
        assert_eq!(of(&before, For::Cache), None);
        design.stages[0].cache = Some(crate::model::Cache::default());
        // A cache keeps answers of `GET` alone, and the methods are `ANY`.
        let kept = bill(&design, &usage, &prices);
        assert_eq!(of(&kept, For::Work), of(&before, For::Work));
        for route in &mut design.routes {
            std::sync::Arc::make_mut(route).methods[0].verb = crate::model::Verb::Get;
        }
        let usage = Usage {
            cached_share: Usage::of(&design).cached_share,
            ..usage
        };
        near(usage.cached_share, 100.0);
        let after = bill(&design, &usage, &prices);
        near(of(&after, For::Cache).expect("a cache is billed"), 14.6);
        assert!(of(&after, For::Work) < of(&before, For::Work));
        assert!(sum(&after) > of(&after, For::Cache).unwrap_or_default());
        let mut dearer = prices.clone();
        assert!(dearer.replace("rest_requests", 7.0) && !dearer.replace("nothing", 1.0));
        near(
            of(&bill(&design, &usage, &dearer), For::Gateway).expect("it stays"),
            35.0,
        );
    }

    #[test]
    fn an_authorizers_function_is_billed_beside_the_apps() {
        use crate::model::{Authorization, Authorizer, AuthorizerKind, Function, LambdaToken};
        let mut design = (preset::PRESETS[0].design)();
        design.region = "us-east-1".into();
        let app = Usage::of(&design).memory_mb;
        let guard = Function {
            name: "guard".into(),
            memory_mib: 128,
            ..Function::default()
        };
        design.functions.insert(0, guard);
        design.access.authorization = Authorization::Authorizer("own".into());
        let mut ask = |ttl_seconds| {
            design.access.authorizers = vec![Authorizer {
                name: "own".into(),
                kind: AuthorizerKind::LambdaToken(LambdaToken {
                    function: "guard".into(),
                    ttl_seconds,
                    ..LambdaToken::default()
                }),
            }];
            let usage = Usage::of(&design);
            // The memory is the app's, wherever its function stands in the list.
            near(usage.memory_mb, app);
            let lines = bill(&design, &usage, &Prices::of("us-east-1"));
            let found = lines.into_iter().find(|line| line.of == For::Authorizer);
            found
                .map(|line| (line.amount, line.usd))
                .expect("it is billed")
        };
        let (runs, usd) = ask(0);
        near(runs, 1e6);
        // A million runs of 50 ms with 128 MB.
        near(usd, 0.20 + 1e6 * 0.05 * 0.125 * 0.000_016_666_7);
        near(ask(300).0, 1e5);
    }

    #[test]
    fn what_functions_write_and_what_is_traced_is_billed() {
        let mut design = (preset::PRESETS[0].design)();
        design.region = "us-east-1".into();
        for stage in &mut design.stages {
            stage.access_log = None;
            stage.tracing = false;
        }
        let prices = Prices::of("us-east-1");
        let of = |design: &Design, usage: &Usage, what| {
            let lines = bill(design, usage, &prices);
            let found = lines.into_iter().find(|line| line.of == what);
            found.map(|line| (line.amount, line.usd))
        };
        let usage = Usage {
            requests: 1024.0 * 1024.0 * 100.0,
            log_kb: 1.0,
            ..Usage::of(&design)
        };
        assert_eq!(of(&design, &usage, For::Logs), None);
        assert_eq!(of(&design, &usage, For::Traces), None);
        // 100 GB come in, and a year of them is kept at a sixth of their size.
        let kept = 100.0 * 12.0 / 6.0 * 0.03;
        let (amount, usd) = of(&design, &usage, For::FunctionLogs).expect("they are billed");
        near(amount, 100.0);
        near(usd, 50.0 + kept);
        let free = Usage {
            free: true,
            ..usage
        };
        let (_, usd) = of(&design, &free, For::FunctionLogs).expect("they are billed");
        near(usd, 47.5 + kept);
        // The 5 GB of an account are given once.
        design.stages[0].access_log = Some(crate::model::AccessLog::default());
        let (gb, _) = of(&design, &free, For::Logs).expect("the access log");
        assert!(gb > 5.0);
        let (_, usd) = of(&design, &free, For::FunctionLogs).expect("they are billed");
        near(usd, 50.0 + kept);
        let quiet = Usage {
            log_kb: 0.0,
            ..usage
        };
        assert_eq!(of(&design, &quiet, For::FunctionLogs), None);
        // Few requests are each the first of their second, of many a share is traced.
        design.stages[0].tracing = true;
        for (requests, share, least, most) in [
            (1_000.0, 5.0, 990.0, 1_000.0),
            (1e9, 5.0, 52e6, 53e6),
            (1e9, 0.0, 2.6e6, 2.63e6),
            (1e9, 100.0, 1e9, 1e9),
        ] {
            let usage = Usage {
                requests,
                traced_share: share,
                ..usage
            };
            let (amount, usd) = of(&design, &usage, For::Traces).expect("they are billed");
            assert!((least..=most).contains(&amount), "{requests}: {amount}");
            near(usd, amount / 1e6 * 5.0);
            let free = Usage {
                free: true,
                ..usage
            };
            let (_, less) = of(&design, &free, For::Traces).expect("they are billed");
            near(less, (amount - 1e5).max(0.0) / 1e6 * 5.0);
        }
        // Of the other kinds nothing is traced.
        let http = Way::Http.cost(&design, &usage, &prices, 1e6);
        design.stages[0].tracing = false;
        near(Way::Http.cost(&design, &usage, &prices, 1e6), http);
    }

    #[test]
    fn metrics_of_single_methods_and_dear_rules_are_billed() {
        use crate::model::{ManagedRuleGroup, MethodSettings, StageWebAcl, Verb, WebAcl};
        let mut design = (preset::PRESETS[0].design)();
        design.region = "us-east-1".into();
        let prices = Prices::of("us-east-1");
        let of = |design: &Design, usage: &Usage, what| {
            let lines = bill(design, usage, &prices);
            let found = lines.into_iter().find(|line| line.of == what);
            found.map(|line| (line.amount, line.usd))
        };
        let usage = Usage::of(&design);
        assert_eq!(of(&design, &usage, For::Metrics), None);
        // Two methods, five metrics each.
        design.stages[0].detailed_metrics = true;
        assert_eq!(of(&design, &usage, For::Metrics), Some((10.0, 3.0)));
        design.stages[0].methods = vec![MethodSettings {
            path: "/".into(),
            verb: Verb::Any,
            detailed_metrics: Some(false),
            ..MethodSettings::default()
        }];
        assert_eq!(of(&design, &usage, For::Metrics), Some((5.0, 1.5)));
        design.stages[0].cache = Some(crate::model::Cache::default());
        assert_eq!(
            of(&design, &usage, For::Metrics).map(|(count, _)| count),
            Some(7.0)
        );
        let free = Usage {
            free: true,
            ..usage
        };
        assert_eq!(of(&design, &free, For::Metrics), Some((7.0, 0.0)));

        let dear = WebAcl {
            managed_rule_groups: ManagedRuleGroup::ALL.to_vec(),
            ..WebAcl::default()
        };
        let usd = |acl: WebAcl| {
            let mut design = design.clone();
            let rules = acl.managed_rule_groups.len();
            design.web_acl = Some(acl);
            design.stages[0].web_acl = StageWebAcl::Own;
            let (_, usd) = of(&design, &usage, For::Waf).expect("it is billed");
            (rules, usd)
        };
        // A million requests, five dollars for the web ACL, one for each rule with that of the rate.
        let (rules, all) = usd(WebAcl::default());
        assert_eq!(rules, 3);
        near(all, 5.0 + 4.0 + 0.60);
        // 1,577 units: one step of 500 beyond 1,500.
        let (rules, all) = usd(dear);
        assert_eq!(rules, 8);
        near(all, 5.0 + 9.0 + 0.60 + 0.20);
    }

    #[test]
    fn what_a_cache_keeps_is_what_stages_say_of_each_method() {
        use crate::model::read;
        let share = |stages: &str| {
            let text = format!(
                r#"{{"routes": [{{"path": "/a", "methods": [{{"verb": "GET"}}, {{"verb": "POST"}}]}}, {{"path": "/b", "methods": [{{"verb": "GET"}}, {{"verb": "ANY", "cache": {{"own": {{}}}}}}]}}], "stages": {stages}}}"#
            );
            let design = read(&text).design.expect("it is a design");
            Usage::of(&design).cached_share
        };
        near(share(r#"[{"name": "prod"}]"#), 75.0);
        near(share(r#"[{"name": "prod", "cache": {}}]"#), 75.0);
        near(
            share(r#"[{"name": "prod", "cache": {"by_method": true}}]"#),
            25.0,
        );
        near(
            share(r#"[{"name": "prod", "cache": {"ttl_seconds": 0}}]"#),
            25.0,
        );
        let own = r#""methods": [{"path": "a/", "verb": "GET", "cache": "off"}, {"path": "/a", "verb": "POST", "cache": {"own": {"ttl_seconds": 0}}}]"#;
        near(
            share(&format!(r#"[{{"name": "prod", "cache": {{}}, {own}}}]"#)),
            50.0,
        );
        near(
            share(&format!(
                r#"[{{"name": "dev", "cache": {{}}}}, {{"name": "prod", "cache": {{}}, {own}}}]"#
            )),
            75.0,
        );
    }

    #[test]
    fn endpoints_and_a_web_acl_that_exists_are_billed() {
        use crate::model::{Api, StageWebAcl};
        let mut design = (preset::find("dash-private").expect("a preset").design)();
        design.region = "us-east-1".into();
        let prices = Prices::of("us-east-1");
        let usd = |design: &Design, what| {
            let lines = bill(design, &Usage::of(design), &prices);
            let found = lines.into_iter().find(|line| line.of == what);
            found.map(|line| line.usd)
        };
        if let Api::Rest(rest) = &mut design.api {
            rest.vpc_endpoint_ids = vec!["vpce-1".into(), "vpce-2".into()];
        }
        // Two endpoints in two zones, and 22 KB of each of a million requests.
        let through = 1e6 * 22.0 / 1024.0 / 1024.0;
        let wanted = 730.0 * 4.0 * 0.01 + through * 0.01;
        near(
            usd(&design, For::Endpoints).expect("they are billed"),
            wanted,
        );
        assert_eq!(usd(&design, For::Transfer), None);
        let mut public = (preset::PRESETS[0].design)();
        assert_eq!(usd(&public, For::Endpoints), None);
        for stage in &mut public.stages {
            stage.web_acl = StageWebAcl::None;
        }
        assert_eq!(usd(&public, For::Waf), None);
        public.stages[0].web_acl = StageWebAcl::Existing {
            arn: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/own/1".into(),
        };
        near(usd(&public, For::Waf).expect("each request is"), 0.60);
    }

    #[test]
    fn every_figure_has_a_name_of_its_own_and_every_one_is_used() {
        let prices = Prices::of("ap-northeast-1");
        let keys: std::collections::BTreeSet<_> = prices.all().iter().map(|one| one.key).collect();
        assert_eq!(keys.len(), prices.all().len());
        let source = concat!(include_str!("lines.rs"), include_str!("crossing.rs"));
        for key in keys {
            assert!(source.contains(&format!("\"{key}\"")), "{key} is not used");
        }
    }
}
