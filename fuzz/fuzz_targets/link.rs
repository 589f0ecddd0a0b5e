//! A link of the studio: its letters, and what is packed in it.

#![no_main]

use gateway_studio::share;
use gateway_studio_fuzz::{check, check_behind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check_behind("https://example.com/#d=", bytes);
    let packed = share::pack(&String::from_utf8_lossy(bytes));
    assert!(share::unpack(&packed).is_ok() || bytes.is_empty());
    check(bytes);
});
