#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    fuzz_targets::run(env!("CARGO_BIN_NAME"), input);
});
