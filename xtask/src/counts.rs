//! Reads how many tests passed and failed from what the test runners print.

use std::ops::AddAssign;

/// Tests that passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    /// Tests that passed.
    pub(crate) passed: u32,
    /// Tests that failed, errors and cancelled ones included.
    pub(crate) failed: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Sums cargo's `test result: ok. 3 passed; 0 failed; ...` lines.
pub(crate) fn of_cargo(output: &str) -> Counts {
    let plain = without_colours(output);
    let mut sum = Counts::default();
    for line in plain.lines() {
        let Some(result) = line.trim_start().strip_prefix("test result:") else {
            continue;
        };
        sum += worded(result);
    }
    sum
}

/// Reads pytest's closing line, such as `2 failed, 41 passed, 1 error in 3.21s`.
pub(crate) fn of_pytest(output: &str) -> Counts {
    let plain = without_colours(output);
    let closing = |line: &&str| line.trim_end_matches(['=', ' ']).contains(" in ");
    let counted = |line: &&str| worded(line) != Counts::default();
    let last = plain.lines().rev().filter(closing).find(counted);
    last.map(worded).unwrap_or_default()
}

/// Reads the `pass N`, `fail N` and `cancelled N` lines that `node --test` closes with.
pub(crate) fn of_node(output: &str) -> Counts {
    let plain = without_colours(output);
    let last = |word: &str| -> u32 {
        let numbers = plain.lines().rev().filter_map(|line| {
            let rest = line.strip_prefix("ℹ ")?.strip_prefix(word)?;
            rest.trim().parse().ok()
        });
        numbers.into_iter().next().unwrap_or_default()
    };
    Counts {
        passed: last("pass "),
        failed: last("fail ") + last("cancelled "),
    }
}

/// Reads pairs of a number and a word: `3 passed`, `1 failed`, `2 errors`.
fn worded(line: &str) -> Counts {
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut counts = Counts::default();
    for pair in words.windows(2) {
        let Ok(number) = pair[0].parse::<u32>() else {
            continue;
        };
        match pair[1].trim_end_matches([',', ';']) {
            "passed" => counts.passed += number,
            "failed" | "error" | "errors" => counts.failed += number,
            _ => {}
        }
    }
    counts
}

/// Drops terminal colours, which a runner may print when the person's environment asks for them.
fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.find('m').map_or("", |end| &after[end + 1..]);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: Counts, passed: u32, failed: u32) {
        assert_eq!(counts, Counts { passed, failed });
    }

    #[test]
    fn cargo_results_are_summed_over_the_test_binaries() {
        let output = "running 3 tests\ntest a ... ok\n\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.0s\n\n\
            test result: \u{1b}[31mFAILED\u{1b}[0m. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        check(of_cargo(output), 7, 2);
        check(of_cargo("error: could not compile"), 0, 0);
    }

    #[test]
    fn pytest_closing_lines_are_read_quiet_or_not() {
        check(of_pytest("....\n4 passed in 0.12s\n"), 4, 0);
        check(
            of_pytest(
                "FAILED a::b - 9 passed\n2 failed, 41 passed, 1 skipped, 3 errors in 75.20s (0:01:15)\n",
            ),
            41,
            5,
        );
        check(
            of_pytest("==== \u{1b}[31m1 failed\u{1b}[0m, 2 passed in 1s ====\n"),
            2,
            1,
        );
        check(of_pytest("no tests ran in 0.01s\n"), 0, 0);
    }

    #[test]
    fn node_closing_lines_are_read() {
        let output = "✔ opens (12ms)\nℹ tests 6\nℹ suites 0\nℹ pass 3\nℹ fail 2\nℹ cancelled 1\nℹ skipped 0\n";
        check(of_node(output), 3, 3);
        check(of_node("SyntaxError"), 0, 0);
    }
}
