//! Closures behind boxes.
//!
//! Leptos compiles its machinery once per closure type. Behind a box that is
//! once per value type, which makes the page a good deal smaller.

use leptos::prelude::*;

/// A value that follows what the closure reads.
pub(crate) fn memo<T>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    fn follow<T>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| value())
    }
    follow(Box::new(value))
}

/// Does something now and whenever what it reads changes.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    fn follow(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    follow(Box::new(run));
}
