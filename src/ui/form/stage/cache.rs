//! The cache of a stage.

use gateway_studio::model::{Cache, CacheSize};
use leptos::prelude::*;

use super::reach;
use crate::dom::{El, el};
use crate::field::{About, NumberField, Reach, group, select, toggle, whole};
use crate::form::{at, when};
use crate::session::{tongue, workspace};
use crate::words as w;

pub(super) fn form(index: usize) -> El {
    let here = at("stages").join(index).join("cache");
    let on = About::new(w::cache, here)
        .help(w::cache_help)
        .term("CacheClusterEnabled");
    let is_on = workspace().select(move |d| {
        d.stages
            .get(index)
            .is_some_and(|stage| stage.cache.is_some())
    });
    let value = reach(index).lens(
        |s| s.cache.is_some(),
        |s, on| s.cache = on.then(Cache::default),
    );
    group(w::caching, None)
        .child(toggle(on, value))
        .child(when(is_on, move || settings(index)))
}

fn settings(index: usize) -> El {
    let here = at("stages").join(index).join("cache");
    let cache: Reach<Cache> = reach(index).some(|s| s.cache.as_ref(), |s| s.cache.as_mut());
    let size = About::new(w::cache_size, here.join("size"))
        .help(w::cache_size_help)
        .term("CacheClusterSize");
    let ttl = About::new(w::cache_ttl, here.join("ttl_seconds"))
        .help(w::cache_ttl_help)
        .term("CacheTtlInSeconds");
    let encrypted =
        About::new(w::cache_encrypted, here.join("encrypted")).term("CacheDataEncrypted");
    let chosen = cache.lens(
        |c| c.size.as_str().to_owned(),
        |c, v| {
            let mut sizes = CacheSize::ALL.into_iter();
            c.size = sizes.find(|size| size.as_str() == v).unwrap_or(c.size);
        },
    );
    let kept = cache.lens(
        |c| f64::from(c.ttl_seconds),
        |c, v| c.ttl_seconds = whole(v),
    );
    let hidden = cache.lens(|c| c.encrypted, |c, on| c.encrypted = on);
    let sizes: Vec<(String, String)> = CacheSize::ALL
        .iter()
        .map(|size| {
            (
                size.as_str().to_owned(),
                w::gigabytes(tongue(), size.as_str()),
            )
        })
        .collect();
    el("div.nested")
        .child(select(size, chosen, Signal::stored(sizes)))
        .child(NumberField::new(ttl, kept, w::seconds))
        .child(toggle(encrypted, hidden))
}
