//! `gateway-studio`: the library's functions for pipelines; files in, files out.

fn main() {}
