//! Settings of Zappa, as YAML whose first stage is one.

#![no_main]

use gateway_studio_fuzz::check_behind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check_behind("base: {app_function: a.server, aws_region: eu-west-1, project_name: x}\n", bytes));
