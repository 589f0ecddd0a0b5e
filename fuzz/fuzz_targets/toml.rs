//! TOML, as the settings of a stage.

#![no_main]

use gateway_studio_fuzz::check_behind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check_behind("[dev]\napp_function = \x27a.b\x27\n", bytes));
