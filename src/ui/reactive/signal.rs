//! Signals, memos and stored values of any type, of which Leptos sees one type each.
//!
//! Leptos compiles its machinery once per type of a value, some kilobytes each time. Behind a box that is
//! once; a type then costs what makes the box and what opens it.

use std::any::Any;
use std::marker::PhantomData;

use leptos::prelude as graph;
use leptos::prelude::*;

/// Anything at all.
type Thing = Box<dyn Any + Send + Sync>;

fn open<T: 'static>(thing: &dyn Any) -> &T {
    let opened = thing.downcast_ref();
    opened.expect("a value is kept under its own type")
}

fn open_mut<T: 'static>(thing: &mut dyn Any) -> &mut T {
    let opened = thing.downcast_mut();
    opened.expect("a value is kept under its own type")
}

/// What was told by a signal that has not gone with its part of the page.
fn alive<T>(told: Option<T>) -> T {
    told.expect("a value is read while its part of the page stands")
}

/// A value that tells when it changes; a handle that copies.
pub(crate) struct RwSignal<T>(graph::RwSignal<Thing>, PhantomData<fn() -> T>);

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    pub(crate) fn new(value: T) -> Self {
        fn new(thing: Thing) -> graph::RwSignal<Thing> {
            graph::RwSignal::new(thing)
        }
        Self(new(Box::new(value)), PhantomData)
    }

    /// Follows it without reading it.
    pub(crate) fn track(self) {
        self.0.track();
    }

    /// Reads it where it stands, and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        alive(self.look(read))
    }

    fn look<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let guard = self.0.try_read_untracked()?;
        Some(read(open(&**guard)))
    }

    /// Puts another value in its place; nothing happens once it has gone with its part of the page.
    pub(crate) fn set(self, value: T) {
        fn set(signal: graph::RwSignal<Thing>, thing: Thing) {
            if let Some(mut guard) = signal.try_write() {
                *guard = thing;
            }
        }
        set(self.0, Box::new(value));
    }

    /// Changes it where it stands.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut guard) = self.0.try_write() {
            change(open_mut(&mut **guard));
        }
    }

    /// Changes it, and tells nobody.
    pub(crate) fn update_untracked(self, change: impl FnOnce(&mut T)) {
        if let Some(mut guard) = self.0.try_write_untracked() {
            change(open_mut(&mut **guard));
        }
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// The value; what reads it follows it.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value, unless it has gone with its part of the page.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        self.look(T::clone)
    }
}

/// A value that says of another one whether it is equal.
trait Equal: Any + Send + Sync {
    fn is(&self, other: &dyn Any) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Equal for T {
    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

/// What a memo keeps.
pub(super) struct Kept(Box<dyn Equal>);

impl Kept {
    pub(super) fn new<T: PartialEq + Send + Sync + 'static>(value: T) -> Self {
        Self(Box::new(value))
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.0;
        self.0.is(other)
    }
}

/// A value that follows others, and tells when it has changed; a handle that copies.
pub(crate) struct Memo<T>(graph::Memo<Kept>, PhantomData<fn() -> T>);

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    pub(super) fn of(memo: graph::Memo<Kept>) -> Self {
        Self(memo, PhantomData)
    }

    /// Reads it where it stands, and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.track();
        self.with_untracked(read)
    }

    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        alive(self.look(read))
    }

    fn look<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let guard = self.0.try_read_untracked()?;
        Some(read(open(&*guard.0)))
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Memo<T> {
    /// The value; what reads it follows it.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value, unless it has gone with its part of the page.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        self.look(T::clone)
    }
}

/// A value that nothing follows; a handle that copies.
pub(crate) struct StoredValue<T>(graph::StoredValue<Thing>, PhantomData<fn() -> T>);

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: Default + Send + Sync + 'static> Default for StoredValue<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Send + Sync + 'static> StoredValue<T> {
    pub(crate) fn new(value: T) -> Self {
        fn new(thing: Thing) -> graph::StoredValue<Thing> {
            graph::StoredValue::new(thing)
        }
        Self(new(Box::new(value)), PhantomData)
    }

    /// Reads it where it stands.
    pub(crate) fn with_value<R>(self, read: impl FnOnce(&T) -> R) -> R {
        let guard = alive(self.0.try_read_value());
        read(open(&**guard))
    }

    /// Changes it where it stands; `None` when it has gone with its part of the page.
    pub(crate) fn try_update_value<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut guard = self.0.try_write_value()?;
        Some(change(open_mut(&mut **guard)))
    }

    pub(crate) fn update_value(self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    pub(crate) fn set_value(self, value: T) {
        // What stood there may do something when it goes, so it goes when nothing is held.
        drop(self.try_update_value(|now| std::mem::replace(now, value)));
    }
}

impl<T: Clone + Send + Sync + 'static> StoredValue<T> {
    pub(crate) fn get_value(self) -> T {
        self.with_value(T::clone)
    }
}
