//! YAML.

#![no_main]

use gateway_studio_fuzz::check_behind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check_behind("---\n", bytes));
