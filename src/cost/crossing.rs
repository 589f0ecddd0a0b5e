//! Which way to build a gateway is cheaper at which traffic.

use super::{Prices, Usage, bill_of, caches, sum};
use crate::model::{ApiKind, CacheSize, Design, RestApi};

/// A way to build it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// A REST API without a cache.
    Rest,
    /// A REST API with one: that of the design, or the smallest.
    CachedRest,
    /// An HTTP API.
    Http,
    /// A WebSocket API.
    Websocket,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rest, Self::CachedRest, Self::Http, Self::Websocket];

    /// The word of the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::CachedRest => "rest+cache",
            Self::Http => "http",
            Self::Websocket => "websocket",
        }
    }

    /// Those that a design could go: a private API is a REST API (AWS: "Choose between REST APIs and HTTP APIs").
    pub fn open_to(design: &Design) -> impl Iterator<Item = Self> {
        let is_private = design.rest().is_some_and(RestApi::is_private);
        let is_rest = |way: &Self| matches!(way, Self::Rest | Self::CachedRest);
        let all = Self::ALL.into_iter();
        all.filter(move |way| !is_private || is_rest(way))
    }

    /// The way that a design goes.
    pub fn of(design: &Design) -> Self {
        match design.api.kind() {
            ApiKind::Rest if caches(design).is_empty() => Self::Rest,
            ApiKind::Rest => Self::CachedRest,
            ApiKind::Http => Self::Http,
            ApiKind::Websocket => Self::Websocket,
        }
    }

    /// What a month costs that way with so many requests. Connections are open in proportion.
    pub fn cost(self, design: &Design, usage: &Usage, prices: &Prices, requests: f64) -> f64 {
        let share = requests / usage.requests.max(1.0);
        let usage = Usage {
            requests,
            minutes: usage.minutes * share,
            ..*usage
        };
        let own = caches(design);
        let (kind, caches) = match self {
            Self::Rest => (ApiKind::Rest, Vec::new()),
            Self::CachedRest if own.is_empty() => (ApiKind::Rest, vec![CacheSize::Gb0_5]),
            Self::CachedRest => (ApiKind::Rest, own),
            Self::Http => (ApiKind::Http, Vec::new()),
            Self::Websocket => (ApiKind::Websocket, Vec::new()),
        };
        sum(&bill_of(design, kind, &caches, &usage, prices))
    }
}

/// Where two ways cost the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The one that is cheaper with fewer requests.
    pub below: Way,
    /// The one that is cheaper with more.
    pub above: Way,
    /// Requests a month.
    pub requests: f64,
    /// US dollars a month.
    pub usd: f64,
}

/// The traffic that is looked at: requests a month, as powers of ten.
pub const POWERS: std::ops::RangeInclusive<i32> = 4..=10;

/// Every traffic at which one way becomes cheaper than another.
pub fn crossings(design: &Design, usage: &Usage, prices: &Prices) -> Vec<Crossing> {
    let mut found = Vec::new();
    for (place, one) in Way::open_to(design).enumerate() {
        for other in Way::open_to(design).skip(place + 1) {
            let gap = |power: f64| {
                let requests = 10_f64.powf(power);
                let cost = |way: Way| way.cost(design, usage, prices, requests);
                cost(one) - cost(other)
            };
            // Tiers bend the curves a little: steps of a tenth lose none of them.
            let (first, last) = (POWERS.start() * 10, POWERS.end() * 10);
            let steps = (first..last).map(|step| f64::from(step) / 10.0);
            for step in steps {
                let (low, high) = (gap(step), gap(step + 0.1));
                if low == 0.0 || (low < 0.0) == (high < 0.0) {
                    continue;
                }
                let requests = 10_f64.powf(root(&gap, step, step + 0.1));
                let (below, above) = if low < 0.0 {
                    (one, other)
                } else {
                    (other, one)
                };
                let usd = one.cost(design, usage, prices, requests);
                found.push(Crossing {
                    below,
                    above,
                    requests,
                    usd,
                });
            }
        }
    }
    found.sort_by(|a, b| a.requests.total_cmp(&b.requests));
    found
}

/// Where a function that changes its sign between two places is zero.
fn root(gap: &impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let is_below = gap(low) < 0.0;
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if (gap(middle) < 0.0) == is_below {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset;

    #[test]
    fn a_cache_pays_from_the_traffic_at_which_both_ways_cost_the_same() {
        let mut design = (preset::PRESETS[0].design)();
        for stage in &mut design.stages {
            stage.cache = None;
        }
        let (mut usage, prices) = (Usage::of(&design), Prices::of("us-east-1"));
        // Its methods are `ANY`, of which a cache keeps nothing.
        let pays = |usage: &Usage| {
            let found = crossings(&design, usage, &prices);
            found
                .iter()
                .any(|one| (one.below, one.above) == (Way::Rest, Way::CachedRest))
        };
        assert!(!pays(&usage));
        usage.cached_share = 100.0;
        let found = crossings(&design, &usage, &prices);
        let pays = found
            .iter()
            .find(|one| (one.below, one.above) == (Way::Rest, Way::CachedRest));
        let pays = pays.expect("a cache pays some time");
        let cost = |way: Way, factor| way.cost(&design, &usage, &prices, pays.requests * factor);
        assert!((cost(Way::Rest, 1.0) - cost(Way::CachedRest, 1.0)).abs() < 1e-3);
        assert!(cost(Way::Rest, 0.5) < cost(Way::CachedRest, 0.5));
        assert!(cost(Way::Rest, 2.0) > cost(Way::CachedRest, 2.0));
        // An HTTP API asks less for each request and has no fixed cost: nothing crosses it at that size.
        let small = found.iter().filter(|one| one.requests < 1e6);
        assert!(
            !small
                .clone()
                .any(|one| (one.below, one.above) == (Way::Rest, Way::Http))
        );
        assert_eq!(Way::of(&design), Way::Rest);
    }

    #[test]
    fn a_private_api_is_compared_with_no_kind_that_cannot_be_private() {
        let private = (preset::find("dash-private").expect("a preset").design)();
        let ways: Vec<Way> = Way::open_to(&private).collect();
        assert_eq!(ways, [Way::Rest, Way::CachedRest]);
        let usage = Usage {
            cached_share: 100.0,
            ..Usage::of(&private)
        };
        let found = crossings(&private, &usage, &Prices::of("us-east-1"));
        assert!(!found.is_empty());
        let of_rest = |way: Way| ways.contains(&way);
        assert!(
            found
                .iter()
                .all(|one| of_rest(one.below) && of_rest(one.above))
        );
        let public = (preset::PRESETS[0].design)();
        assert_eq!(Way::open_to(&public).count(), Way::ALL.len());
    }

    #[test]
    fn messages_of_many_pieces_cost_more_than_requests() {
        let design = (preset::PRESETS[0].design)();
        let prices = Prices::of("us-east-1");
        let usage = Usage {
            answer_kb: 400.0,
            ..Usage::of(&design)
        };
        let cost = |way: Way| way.cost(&design, &usage, &prices, 1e6);
        assert!(cost(Way::Websocket) > cost(Way::Http) + 10.0);
    }
}
