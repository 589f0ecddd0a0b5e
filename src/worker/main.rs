//! The engine in its Web Worker: messages in, a piece of work per task, messages out.
//!
//! One piece a task, so that a message that comes in is heard before the next piece begins.

mod collection;
mod store;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gateway_studio::engine::{Ask, Done, Engine};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use collection::{Collection, Wish};

/// What the script of a published engine promises; see `assets/engine-halves.js`.
const WHOLE: &str = "gatewayStudioWhole";

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    engine: RefCell<Engine>,
    working: Cell<bool>,
    /// Whether all of the program is here, and not only what the first file needs (`xtask/src/split.mjs`).
    whole: Cell<bool>,
    /// Brings the next piece of work, behind the messages that came before: timers in a row would each wait
    /// four milliseconds (HTML standard, "Timers").
    next: MessageChannel,
    /// Dropping it cancels it, and frees it once it ran.
    resting: RefCell<Option<Timeout>>,
    collection: Collection,
}

impl Worker {
    fn hear(self: &Rc<Self>, text: &str) {
        let understood = Ask::read(text).is_some_and(|ask| self.engine.borrow_mut().hear(ask));
        if !understood {
            // The page is of another version; it takes what it cannot read for a sign to stop.
            let _ = self.scope.post_message(&JsValue::NULL);
            return;
        }
        self.work_soon();
        let this = self.clone();
        let silence = self.engine.borrow().silence();
        let rest = Timeout::new(silence, move || {
            this.engine.borrow_mut().rest();
            this.work_soon();
        });
        self.resting.replace(Some(rest));
    }

    /// Takes a file: its name, its bytes, and whether it is the first of several.
    fn receive(&self, file: &Array) {
        let bytes = file.get(1);
        if let (Some(name), Some(bytes)) = (file.get(0).as_string(), bytes.dyn_ref::<Uint8Array>())
        {
            let mut engine = self.engine.borrow_mut();
            engine.receive(name, bytes.to_vec(), file.get(2).is_truthy());
        }
    }

    /// Until the script says that the program is whole, only the file that is looked at is shown. A page under
    /// development has it at once.
    fn wait_for_the_rest(self: Rc<Self>) {
        let told = Reflect::get(&self.scope, &WHOLE.into()).unwrap_or_default();
        if let Ok(told) = told.dyn_into::<Promise>() {
            self.whole.set(false);
            spawn_local(async move {
                // It is never refused.
                let _ = JsFuture::from(told).await;
                self.whole.set(true);
                self.work_soon();
            });
        }
    }

    fn work_soon(&self) {
        if !self.working.replace(true) {
            self.go_on();
        }
    }

    fn go_on(&self) {
        // Nothing can always be posted.
        let _ = self.next.port2().post_message(&JsValue::NULL);
    }

    fn work(self: &Rc<Self>) {
        if !self.whole.get() && !self.engine.borrow().shows_next() {
            self.working.set(false);
            return;
        }
        let done = self.engine.borrow_mut().work();
        match done {
            Some(done) => {
                match done {
                    Done::Keep(keep) => self.wish(Wish::Keep(keep)),
                    Done::Order(order) => self.wish(Wish::Order(order)),
                    Done::List => self.wish(Wish::List),
                    Done::Quiet => {}
                    done => self.post(done),
                }
                self.go_on();
            }
            None => self.working.set(false),
        }
    }

    fn wish(self: &Rc<Self>, wish: Wish) {
        if !self.collection.wish(wish) {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            let language = || this.engine.borrow().language();
            let tell = |told| {
                let tell = this.engine.borrow_mut().told(told);
                if let Some(tell) = tell {
                    this.post(Done::Tell(tell));
                }
                this.work_soon();
            };
            this.collection.work(language, tell).await;
        });
    }

    fn post(&self, done: Done) {
        let message = match done {
            Done::Tell(tell) => JsValue::from_str(&tell.write()),
            Done::Archive(bytes) => Uint8Array::from(bytes.as_slice()).into(),
            Done::Quiet | Done::Keep(_) | Done::Order(_) | Done::List => return,
        };
        // Texts and bytes can always be posted.
        let _ = self.scope.post_message(&message);
    }
}

fn main() {
    console_error_panic_hook::set_once();
    let worker = Rc::new(Worker {
        scope: js_sys::global().unchecked_into(),
        engine: RefCell::default(),
        working: Cell::new(false),
        whole: Cell::new(true),
        next: MessageChannel::new().expect("workers can make channels"),
        resting: RefCell::default(),
        collection: Collection::default(),
    });
    worker.engine.borrow_mut().set_clock(collection::clock);
    let heard = {
        let worker = worker.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if let Some(text) = data.as_string() {
                worker.hear(&text);
            } else if let Some(file) = data.dyn_ref::<Array>() {
                worker.receive(file);
            }
        })
    };
    let work = {
        let worker = worker.clone();
        Closure::<dyn Fn()>::new(move || worker.work())
    };
    let port = worker.next.port1();
    port.set_onmessage(Some(work.as_ref().unchecked_ref()));
    worker
        .scope
        .set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // They listen as long as the worker lives.
    heard.forget();
    work.forget();
    worker.clone().wait_for_the_rest();
    worker.post(Done::Tell(Engine::ready()));
}
