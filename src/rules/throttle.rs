//! Speed limits, of stages and of usage plans.

use super::Finding;
use crate::diagnostic::Pointer;
use crate::model::Throttle;
use crate::sentence;

/// The service counts in 32-bit integers with a sign (`ThrottleSettings` of the API Reference).
pub(super) const LARGEST_COUNT: u32 = i32::MAX.unsigned_abs();

/// What is wrong with the limits that stand at `at`; zero is allowed, it lets nobody in.
pub(super) fn check(throttle: &Throttle, at: Pointer) -> Vec<Finding> {
    let Throttle {
        rate_limit,
        burst_limit,
    } = *throttle;
    let mut found = Vec::new();
    if !rate_limit.is_finite() || rate_limit < 0.0 {
        let message = sentence!(
            "`{rate_limit}` is not a rate in requests a second",
            "`{rate_limit}` は1秒あたりのリクエスト数(レート)にできません",
        );
        let usual = Throttle::default().rate_limit;
        found.push(
            Finding::at(at.join("rate_limit"), message)
                .set(usual)
                .help(sentence!(
                    "use zero or a positive number; zero refuses every request",
                    "0以上の数を指定してください。0にするとすべてのリクエストを拒否します",
                )),
        );
    }
    if burst_limit > LARGEST_COUNT {
        let message = sentence!(
            "a burst of `{burst_limit}` requests is larger than API Gateway can count",
            "バースト `{burst_limit}` は API Gateway で扱える数を超えています",
        );
        found.push(
            Finding::at(at.join("burst_limit"), message)
                .set(LARGEST_COUNT)
                .help(sentence!(
                    "use at most {LARGEST_COUNT}; the default limit of an account is 5000",
                    "{LARGEST_COUNT} 以下を指定してください。アカウントの既定の上限は 5000 です",
                )),
        );
    }
    found
}
