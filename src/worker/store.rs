//! The browser's database (IndexedDB): two tables of texts and bytes by key.
//!
//! It may refuse, be full, be of a newer version, or never answer. Each of these is an answer here.

use gateway_studio::keep::Trouble;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, DomException, Event, IdbDatabase, IdbFactory, IdbOpenDbRequest,
    IdbRequest, IdbTransaction, IdbTransactionMode,
};

/// Milliseconds after which no answer is expected any more.
const PATIENCE_MS: i32 = 5_000;

/// Its name, and behind it the folder of the page: two studios on one host keep apart.
const NAME: &str = "gateway-studio";
const VERSION: u32 = 1;

/// What is known of each design, by its id.
pub(crate) const DESIGNS: &str = "designs";
/// Packed texts of versions, by id and number.
pub(crate) const TEXTS: &str = "texts";

/// The opened database.
pub(crate) struct Store(IdbDatabase);

/// Several reads and writes that are done together or not at all.
pub(crate) struct Work(IdbTransaction);

type Answer<T> = Result<T, Trouble>;

/// What a failure of the browser means here.
fn trouble(error: &JsValue) -> Trouble {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError") => Trouble::Full,
        Some("VersionError") => Trouble::Newer,
        _ => Trouble::Refused,
    }
}

/// A promise that the clock breaks.
async fn patiently(start: impl FnOnce(&Function, &Function)) -> Result<(), JsValue> {
    let mut start = Some(start);
    let promise = Promise::new(&mut |keep, fail| {
        if let Some(start) = start.take() {
            start(&keep, &fail);
        }
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let _ = scope.set_timeout_with_callback_and_timeout_and_arguments_0(&fail, PATIENCE_MS);
    });
    JsFuture::from(promise).await.map(drop)
}

async fn result(request: &IdbRequest) -> Answer<JsValue> {
    let answered = patiently(|keep, fail| {
        request.set_onsuccess(Some(keep));
        request.set_onerror(Some(fail));
    });
    match answered.await {
        Ok(()) => request.result().map_err(|error| trouble(&error)),
        // The clock says nothing.
        Err(event) if event.is_undefined() => Err(Trouble::Silent),
        Err(_) => Err(match request.error() {
            Ok(Some(error)) => trouble(&error),
            _ => Trouble::Refused,
        }),
    }
}

impl Store {
    pub(crate) async fn open() -> Answer<Self> {
        let factory = Reflect::get(&js_sys::global(), &JsValue::from_str("indexedDB"));
        let factory = factory.ok().filter(JsValue::is_truthy);
        let factory: IdbFactory = factory.ok_or(Trouble::Refused)?.unchecked_into();
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let path = scope.location().pathname();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let request = factory
            .open_with_u32(&format!("{NAME}{folder}"), VERSION)
            .map_err(|error| trouble(&error))?;
        let tables = make_tables(&request);
        request.set_onupgradeneeded(Some(tables.as_ref().unchecked_ref()));
        let database: IdbDatabase = result(&request).await?.unchecked_into();
        // A newer version of the studio, in another tab, must not wait for this one.
        let leaving = database.clone();
        let leave = Closure::<dyn Fn(Event)>::new(move |_: Event| leaving.close());
        database.set_onversionchange(Some(leave.as_ref().unchecked_ref()));
        leave.forget();
        Ok(Self(database))
    }

    pub(crate) fn read(&self) -> Answer<Work> {
        self.work(IdbTransactionMode::Readonly)
    }

    pub(crate) fn write(&self) -> Answer<Work> {
        self.work(IdbTransactionMode::Readwrite)
    }

    fn work(&self, mode: IdbTransactionMode) -> Answer<Work> {
        let tables = Array::of2(&DESIGNS.into(), &TEXTS.into());
        let work = self.0.transaction_with_str_sequence_and_mode(&tables, mode);
        work.map(Work).map_err(|error| trouble(&error))
    }
}

fn make_tables(request: &IdbOpenDbRequest) -> Closure<dyn Fn(Event)> {
    let request = request.clone();
    Closure::new(move |_: Event| {
        if let Ok(database) = request.result() {
            let database: IdbDatabase = database.unchecked_into();
            // Should one of them fail, so does the opening.
            let _ = database.create_object_store(DESIGNS);
            let _ = database.create_object_store(TEXTS);
        }
    })
}

impl Work {
    pub(crate) async fn get(&self, table: &str, key: &str) -> Answer<JsValue> {
        let table = self
            .0
            .object_store(table)
            .map_err(|error| trouble(&error))?;
        let request = table.get(&key.into()).map_err(|error| trouble(&error))?;
        result(&request).await
    }

    /// Every text of a table.
    pub(crate) async fn all(&self, table: &str) -> Answer<Vec<String>> {
        let table = self
            .0
            .object_store(table)
            .map_err(|error| trouble(&error))?;
        let request = table.get_all().map_err(|error| trouble(&error))?;
        let found: Array = result(&request).await?.unchecked_into();
        Ok(found.iter().filter_map(|text| text.as_string()).collect())
    }

    pub(crate) fn put(&self, table: &str, key: &str, value: &JsValue) -> Answer<()> {
        let table = self
            .0
            .object_store(table)
            .map_err(|error| trouble(&error))?;
        let put = table.put_with_key(value, &key.into());
        put.map(drop).map_err(|error| trouble(&error))
    }

    pub(crate) fn delete(&self, table: &str, key: &str) -> Answer<()> {
        let table = self
            .0
            .object_store(table)
            .map_err(|error| trouble(&error))?;
        let delete = table.delete(&key.into());
        delete.map(drop).map_err(|error| trouble(&error))
    }

    /// Waits until all of it is done.
    pub(crate) async fn done(self) -> Answer<()> {
        let answered = patiently(|keep, fail| {
            self.0.set_oncomplete(Some(keep));
            self.0.set_onabort(Some(fail));
        });
        answered.await.map_err(|event| {
            if event.is_undefined() {
                return Trouble::Silent;
            }
            self.0
                .error()
                .map_or(Trouble::Refused, |error| trouble(&error))
        })
    }
}

/// Bytes as they are stored.
pub(crate) fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Bytes that were stored.
pub(crate) fn stored_bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}
