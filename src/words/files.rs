//! Comments and messages in generated files.

crate::words! {
    placeholder: "x", "x";
}
