//! Any file; with the corpus for its seeds, the readers of every format.

#![no_main]

use gateway_studio_fuzz::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check(bytes));
