//! Closures behind boxes.
//!
//! Leptos compiles its machinery once per closure type. Behind a box that is
//! once per value or event type, which makes the page a good deal smaller.

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

/// A handler of an event.
pub(crate) fn handler<E>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}

/// A part of the page that is drawn anew when what it reads changes.
pub(crate) fn live<V: IntoView + 'static>(mut draw: impl FnMut() -> V + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || draw().into_any());
    draw.into_any()
}
