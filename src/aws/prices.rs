//! What AWS asks for, in US dollars without taxes, each figure with its source and date.
//!
//! Every figure can be replaced by who knows a better one.

/// Who says what a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceSource {
    /// The service's page of prices, in its worked examples (read 2026-09-20) or its tables.
    Page,
    /// The AWS Price List API, as published in 2026-09.
    PriceList,
    /// Remembered, from the pages of 2025: look it up before you count on it.
    Memory,
    /// That of us-east-1, in place of a figure of the region that is not known here.
    OtherRegion,
}

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// Its name, for instance `rest_requests`.
    pub key: &'static str,
    /// US dollars for one of `unit`.
    pub usd: f64,
    /// Who says so.
    pub source: PriceSource,
}

/// A figure in us-east-1, and in ap-northeast-1.
type Row = (&'static str, (f64, PriceSource), (f64, PriceSource));

use PriceSource::{Memory, OtherRegion, Page, PriceList};

/// Per million of requests, messages or minutes, per GB, per GB-second, per hour of a cache or an endpoint, per month of
/// the rest.
const ROWS: &[Row] = &[
    // The first 333 million of a month, the next 667 million, the next 19 billion, the rest.
    ("rest_requests", (3.50, Page), (4.25, Memory)),
    ("rest_requests_2", (2.80, Page), (3.53, Memory)),
    ("rest_requests_3", (2.38, Page), (3.00, Memory)),
    ("rest_requests_4", (1.51, Page), (1.91, Memory)),
    // The first 300 million of a month, the rest; counted by 512 KB.
    ("http_requests", (1.00, Page), (1.29, PriceList)),
    ("http_requests_2", (0.90, Page), (1.18, Memory)),
    // The first billion of a month, the rest; counted by 32 KB, in both directions.
    ("websocket_messages", (1.00, Page), (1.26, Memory)),
    ("websocket_messages_2", (0.80, Page), (1.01, Memory)),
    ("websocket_minutes", (0.25, Page), (0.315, Memory)),
    ("cache_0_5", (0.020, Page), (0.028, Memory)),
    ("cache_1_6", (0.038, Page), (0.038, OtherRegion)),
    ("cache_6_1", (0.200, Memory), (0.200, OtherRegion)),
    ("cache_13_5", (0.250, Memory), (0.250, OtherRegion)),
    ("cache_28_4", (0.500, Memory), (0.500, OtherRegion)),
    ("cache_58_2", (1.000, Memory), (1.000, OtherRegion)),
    ("cache_118", (1.900, Memory), (1.900, OtherRegion)),
    ("cache_237", (3.800, Page), (3.800, OtherRegion)),
    ("lambda_requests", (0.20, Page), (0.20, PriceList)),
    (
        "lambda_x86",
        (0.000_016_666_7, Page),
        (0.000_016_666_7, PriceList),
    ),
    (
        "lambda_arm",
        (0.000_013_333_4, Page),
        (0.000_013_333_4, PriceList),
    ),
    ("logs_in", (0.50, Page), (0.76, Memory)),
    ("logs_kept", (0.03, Page), (0.033, Memory)),
    // A million of traces recorded, after 100,000 of a month (AWS X-Ray pricing: the same in every region).
    ("traces", (5.00, Page), (5.00, Page)),
    // The first 10 TB of a month, the next 40, the next 100, the rest; of an account in all regions together.
    ("transfer", (0.09, Page), (0.114, PriceList)),
    ("transfer_2", (0.085, Page), (0.089, Memory)),
    ("transfer_3", (0.07, Page), (0.086, Memory)),
    ("transfer_4", (0.05, Page), (0.084, Memory)),
    ("waf_acl", (5.00, Page), (5.00, PriceList)),
    ("waf_rule", (1.00, Page), (1.00, PriceList)),
    ("waf_requests", (0.60, Page), (0.60, PriceList)),
    // Each 500 capacity units above what the basic price includes.
    ("waf_capacity", (0.20, Memory), (0.20, Memory)),
    // An interface endpoint in one Availability Zone, and what goes through it, in either direction.
    ("endpoint_hour", (0.010, Memory), (0.014, Memory)),
    ("endpoint_gb", (0.01, Page), (0.01, Page)),
    // The same everywhere.
    ("zone", (0.50, Page), (0.50, Page)),
    ("alarm", (0.10, Page), (0.10, Page)),
    ("dashboard", (3.00, Page), (3.00, Page)),
    // The first 10,000 of a month, the next 240,000.
    ("metric", (0.30, Memory), (0.30, Memory)),
    ("metric_2", (0.10, Memory), (0.10, Memory)),
];

/// The figures of a region; where they are not known here, those of us-east-1.
pub fn prices(region: &str) -> Vec<Price> {
    let rows = ROWS.iter();
    rows.map(|(key, east, tokyo)| {
        let (usd, source) = match region {
            "us-east-1" => *east,
            "ap-northeast-1" => *tokyo,
            _ => (east.0, OtherRegion),
        };
        Price { key, usd, source }
    })
    .collect()
}
