//! Values and closures behind boxes.
//!
//! Leptos compiles its machinery once per type of a value and of a closure. Behind boxes that is once, which
//! makes the page a good deal smaller. The boxes of closures are of traits with one method: behind `dyn Fn`
//! there are three, each with the whole closure in it.

mod signal;

use std::ops::Deref;

use leptos::prelude as graph;
use leptos::prelude::*;

use signal::Kept;
pub(crate) use signal::{Memo, RwSignal, StoredValue};

/// A stored value that only this thread can have, such as one of the browser.
pub(crate) type LocalValue<T> = graph::StoredValue<T, LocalStorage>;

/// A value that lives as long as the page, behind a handle that is small to copy into closures.
pub(crate) struct Lasting<T: 'static>(&'static T);

impl<T> Lasting<T> {
    pub(crate) fn new_lasting(value: T) -> Self {
        Self(Box::leak(Box::new(value)))
    }
}

impl<T> Clone for Lasting<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Lasting<T> {}

impl<T> Deref for Lasting<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0
    }
}

/// A closure that is called again and again.
pub(crate) trait Run<A, R> {
    /// Calls it.
    fn run(&mut self, argument: A) -> R;
}

impl<A, R, F: FnMut(A) -> R> Run<A, R> for F {
    fn run(&mut self, argument: A) -> R {
        self(argument)
    }
}

/// A closure that can be called from anywhere.
trait Tell: Send + Sync {
    fn tell(&self) -> Kept;
}

impl<F: Fn() -> Kept + Send + Sync> Tell for F {
    fn tell(&self) -> Kept {
        self()
    }
}

/// A value that follows what the closure reads.
pub(crate) fn memo<T>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    fn follow(value: Box<dyn Tell>) -> graph::Memo<Kept> {
        graph::Memo::new(move |_| value.tell())
    }
    Memo::of(follow(Box::new(move || Kept::new(value()))))
}

/// Does something now and whenever what it reads changes.
pub(crate) fn effect(mut run: impl FnMut() + 'static) {
    fn follow(mut run: Box<dyn Run<(), ()>>) {
        Effect::new(move |_| run.run(()));
    }
    follow(Box::new(move |()| run()));
}
