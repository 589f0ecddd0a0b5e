//! The only glue to the browser: storage, clipboard, files, focus, clock.
//!
//! Nothing here may panic: what a browser refuses comes back as `None`, `false` or [`Refused`].

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, request_animation_frame, window};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Element, Event, EventTarget, File, HtmlAnchorElement, HtmlElement,
    HtmlInputElement, MessageEvent, ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition,
    Storage, Url,
};

use crate::reactive::Run;

/// The browser refused, for instance because storage is full or switched off.
pub(crate) struct Refused;

/// What the browser calls what is kept under a name: the folder of the page stands in it.
pub(crate) fn kept_as(name: &str) -> String {
    format!("{}{name}", mark("data-place").unwrap_or_default())
}

/// What is kept for all tabs, or for this one alone.
fn storage(own: bool) -> Option<Storage> {
    let window = window();
    let storage = if own {
        window.session_storage()
    } else {
        window.local_storage()
    };
    storage.ok().flatten()
}

/// The text stored under a key.
pub(crate) fn stored(key: &str) -> Option<String> {
    stored_in(false, key)
}

/// The text stored under a key, for all tabs or for this one alone.
pub(crate) fn stored_in(own: bool, key: &str) -> Option<String> {
    storage(own)?.get_item(&kept_as(key)).ok().flatten()
}

/// Stores a text.
pub(crate) fn store(key: &str, text: &str) -> Result<(), Refused> {
    store_in(false, key, text)
}

/// Stores a text, for all tabs or for this one alone.
pub(crate) fn store_in(own: bool, key: &str, text: &str) -> Result<(), Refused> {
    storage(own)
        .and_then(|storage| storage.set_item(&kept_as(key), text).ok())
        .ok_or(Refused)
}

/// Forgets what is stored under a key.
pub(crate) fn forget(key: &str) {
    if let Some(storage) = storage(false) {
        // Nothing to say when it cannot be removed: it is read again next time.
        let _ = storage.remove_item(&kept_as(key));
    }
}

/// Letters that nobody else drew.
pub(crate) fn fresh() -> String {
    let random = js_sys::Number::from(js_sys::Math::random());
    let letters = random.to_string_with_radix(36).unwrap_or_default();
    String::from(letters).replace("0.", "")
}

/// Milliseconds since 1970.
pub(crate) fn now() -> f64 {
    js_sys::Date::now()
}

/// The time of day, `12:04`.
pub(crate) fn clock() -> String {
    let date = js_sys::Date::new_0();
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

// What follows takes boxes, because the way of a closure or a future to the browser is compiled for each type.

/// Runs after so many milliseconds, unless the handle goes before.
pub(crate) fn later(milliseconds: u32, run: impl FnOnce() + 'static) -> Timeout {
    fn later(milliseconds: u32, run: Box<dyn FnOnce()>) -> Timeout {
        Timeout::new(milliseconds, run)
    }
    later(milliseconds, Box::new(run))
}

/// Runs after the next frame was painted.
pub(crate) fn after_paint(run: impl FnOnce() + 'static) {
    after_frame(move || {
        later(0, run).forget();
    });
}

/// Runs right before the next frame, when what was changed is in the document.
pub(crate) fn after_frame(run: impl FnOnce() + 'static) {
    fn after_frame(run: Box<dyn FnOnce()>) {
        request_animation_frame(run);
    }
    after_frame(Box::new(run));
}

/// Does what has to wait for the browser.
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    fn spawn(work: Pin<Box<dyn Future<Output = ()>>>) {
        wasm_bindgen_futures::spawn_local(work);
    }
    spawn(Box::pin(work));
}

/// Listens until the handle goes.
pub(crate) fn listen(
    target: &EventTarget,
    event: &'static str,
    mut listener: Box<dyn for<'a> Run<&'a Event, ()>>,
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, event, options, move |event: &Event| {
        listener.run(event);
    })
}

/// Listens to the window until the page goes.
pub(crate) fn always(event: &'static str, listener: impl FnMut(&Event) + 'static) {
    listen(&window(), event, Box::new(listener)).forget();
}

/// The element with that id.
pub(crate) fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Scrolls the box with that id to its top.
pub(crate) fn to_top(id: &str) {
    if let Some(node) = element(id) {
        node.set_scroll_top(0);
    }
}

/// Focuses the element with that id, or the first control inside it.
pub(crate) fn focus(id: &str) -> bool {
    const CONTROL: &str =
        "input:not([type=radio]), input:checked, select, textarea, button, [tabindex]";
    let Some(found) = element(id) else {
        return false;
    };
    let control = if found.matches(CONTROL).unwrap_or(false) {
        Some(found)
    } else {
        let inner = found.query_selector(CONTROL).ok().flatten();
        inner.and_then(|inner| inner.dyn_into().ok())
    };
    control.is_some_and(|control| control.focus().is_ok())
}

/// Focuses the first control of what stands below a JSON Pointer.
pub(crate) fn focus_below(at: &str) -> bool {
    let found = document().query_selector_all(&format!("[id^=\"{at}/\"]"));
    let Ok(found) = found else { return false };
    let all = (0..found.length()).filter_map(|place| found.get(place)?.dyn_into::<Element>().ok());
    all.map(|found| found.id()).any(|id| focus(&id))
}

/// Focuses the first of these that the document has, once it is drawn.
pub(crate) fn focus_soon<const N: usize>(ids: [String; N]) {
    after_paint(move || {
        let _ = ids.iter().any(|id| focus(id));
    });
}

/// The same of a field that names something new: its text is selected, so that another name takes its place.
pub(crate) fn name_soon(id: String) {
    after_paint(move || {
        focus(&id);
        select_text(&id, 0);
    });
}

/// Scrolls the element with that id into view.
pub(crate) fn show(id: &str) {
    if let Some(found) = element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        found.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Selects the text of the input with that id from a place on.
pub(crate) fn select_text(id: &str, from: usize) {
    if let Some(Ok(input)) = element(id).map(JsCast::dyn_into::<HtmlInputElement>) {
        let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
        let from = u32::try_from(from).unwrap_or(u32::MAX);
        let _ = input.set_selection_range(from, end);
    }
}

/// The text of the input with that id.
pub(crate) fn text_of(id: &str) -> Option<String> {
    let input = element(id)?.dyn_into::<HtmlInputElement>().ok()?;
    Some(input.value())
}

/// Has the input that an event is of hold another text, as if that had been typed.
pub(crate) fn retype(event: &Event, text: &str) {
    let input = event
        .target()
        .and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input
        && input.value() != text
        && let Ok(typed) = Event::new("input")
    {
        input.set_value(text);
        let _ = input.dispatch_event(&typed);
    }
}

/// Whether the element with that id has the focus.
pub(crate) fn is_at(id: &str) -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.id() == id)
}

/// Whether nothing has the focus, as when what had it is gone.
pub(crate) fn lost_focus() -> bool {
    let document = document();
    let active = document.active_element();
    active.is_none_or(|active| document.body().is_some_and(|body| *active == **body))
}

/// Whether what has the focus lies in an element that a selector names.
pub(crate) fn is_within(selector: &str) -> bool {
    let active = document().active_element();
    active.is_some_and(|active| active.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Whether a key typed now would be text for a field.
pub(crate) fn is_typing() -> bool {
    let active = document().active_element();
    active.is_some_and(|active| {
        active
            .matches("input:not([type=radio]):not([type=checkbox]), select, textarea")
            .unwrap_or(false)
    })
}

/// Whether a modal dialog is open.
pub(crate) fn dialog_is_open() -> bool {
    document()
        .query_selector("dialog[open]")
        .ok()
        .flatten()
        .is_some()
}

/// Names and values of the controls inside an element, as texts; a box that is ticked is `true`.
pub(crate) fn values(around: &Element) -> (Vec<String>, Vec<String>) {
    let mut found = (Vec::new(), Vec::new());
    let Ok(controls) = around.query_selector_all("[name]") else {
        return found;
    };
    for place in 0..controls.length() {
        let Some(control) = controls.item(place) else {
            continue;
        };
        let get = |name: &str| Reflect::get(&control, &JsValue::from_str(name)).unwrap_or_default();
        let text = |name: &str| get(name).as_string().unwrap_or_default();
        let ticked = get("checked").is_truthy();
        let value = match text("type").as_str() {
            "radio" if !ticked => continue,
            "checkbox" => ticked.to_string(),
            _ => text("value"),
        };
        found.0.push(text("name"));
        found.1.push(value);
    }
    found
}

/// Puts a value into the control of that name.
pub(crate) fn fill(around: &Element, name: &str, value: &str) {
    // Names are the engine's own, without quotes.
    if let Ok(Some(control)) = around.query_selector(&format!("[name={name}]")) {
        let _ = Reflect::set(&control, &"value".into(), &value.into());
        // Of a box, which no other control minds.
        let _ = Reflect::set(&control, &"checked".into(), &(value == "true").into());
    }
}

/// Calls a method without arguments, such as `showModal` of a dialog.
pub(crate) fn call(element: &Element, method: &str) {
    let found = Reflect::get(element, &JsValue::from_str(method));
    if let Ok(Ok(method)) = found.map(JsCast::dyn_into::<Function>) {
        let _ = method.call0(element);
    }
}

/// The words of a language, or the script of the `engine`, as `assets/boot.js` loads and checks it.
pub(crate) async fn text(tag: &str) -> Option<String> {
    let load = Reflect::get(&window(), &JsValue::from_str("gatewayStudioText")).ok()?;
    let load = load.dyn_into::<Function>().ok()?;
    let loading = load
        .call1(&JsValue::UNDEFINED, &JsValue::from_str(tag))
        .ok()?;
    let loaded = JsFuture::from(loading.dyn_into::<Promise>().ok()?).await;
    loaded.ok()?.as_string()
}

/// Tells the document its language, title and theme.
pub(crate) fn describe_document(language: &str, title: &str, theme: Option<&str>) {
    let document = document();
    document.set_title(title);
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", language);
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// What the scripts beside the program wrote on the document.
pub(crate) fn mark(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

/// Tells the scripts beside the program.
pub(crate) fn announce(name: &str) {
    if let Ok(event) = Event::new(name) {
        // Nobody refuses it.
        let _ = window().dispatch_event(&event);
    }
}

/// Hands bytes to the scripts beside the program.
pub(crate) fn hand(name: &str, bytes: &[u8]) {
    if let Ok(event) = Event::new(name) {
        let bytes = Uint8Array::from(bytes);
        let _ = Reflect::set(&event, &JsValue::from_str("detail"), &bytes);
        // Nobody refuses it.
        let _ = window().dispatch_event(&event);
    }
}

/// The part of the address after `#`.
pub(crate) fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Changes the part of the address after `#`.
pub(crate) fn set_hash(hash: &str) {
    let _ = window().location().set_hash(hash);
}

/// Changes it without leaving the one before in the history.
pub(crate) fn replace_hash(hash: &str) {
    let _ = window().location().replace(&format!("#{hash}"));
}

/// The address up to `#`.
pub(crate) fn address() -> String {
    let whole = window().location().href().unwrap_or_default();
    whole.split('#').next().unwrap_or_default().to_owned()
}

/// Puts a text on the clipboard; the old way where the new one is not allowed
/// (pages that came over plain HTTP, as from an S3 website).
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let missing = Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .map_or(true, |found| found.is_undefined());
    if !missing
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
    {
        return true;
    }
    copy_by_selection(text).unwrap_or(false)
}

fn copy_by_selection(text: &str) -> Option<bool> {
    let document = document();
    let before = document.active_element();
    let area = document.create_element("textarea").ok()?;
    area.set_text_content(Some(text));
    area.set_class_name("offscreen");
    // Nothing outside of an open dialog can be selected.
    let dialog = document.query_selector("dialog:modal").ok().flatten();
    let around = dialog.or_else(|| document.body().map(Into::into))?;
    around.append_child(&area).ok()?;
    call(&area, "select");
    // Where it cannot, the command copies something else, or nothing, and says that it did.
    let is_selected = document.active_element().as_ref() == Some(&area);
    let command = Reflect::get(&document, &JsValue::from_str("execCommand")).ok()?;
    let done = command
        .dyn_into::<Function>()
        .ok()?
        .call1(&document, &JsValue::from_str("copy"));
    area.remove();
    if let Some(Ok(before)) = before.map(JsCast::dyn_into::<HtmlElement>) {
        let _ = before.focus();
    }
    Some(is_selected && done.is_ok_and(|done| done.is_truthy()))
}

/// Hands a file to the person.
pub(crate) fn download(name: &str, bytes: &[u8], mime: &str) -> Option<()> {
    let url = object_url(bytes, mime)?;
    offer(name, &url)?;
    let forget = move || {
        let _ = Url::revoke_object_url(&url);
    };
    later(20_000, forget).forget();
    Some(())
}

/// Lets the browser keep what stands at an address.
fn offer(name: &str, url: &str) -> Option<()> {
    let link = document().create_element("a").ok()?;
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    link.set_href(url);
    link.set_download(name);
    link.click();
    Some(())
}

fn object_url(bytes: &[u8], mime: &str) -> Option<String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// What is in a file that was chosen or dropped; `None` when it cannot be read or is far too large.
pub(crate) async fn bytes_of(file: &File) -> Option<Uint8Array> {
    /// Above what any format is read up to; a film dropped by mistake must not fill the memory.
    const LIMIT: f64 = 32e6;
    if file.size() > LIMIT {
        return None;
    }
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer))
}

/// The bytes of a text.
pub(crate) fn bytes_of_text(text: &str) -> Uint8Array {
    Uint8Array::from(text.as_bytes())
}

/// What came from a worker.
pub(crate) enum Posted {
    Text(String),
    Bytes(Vec<u8>),
    /// It could not be loaded, it failed, or it said something else.
    Trouble,
}

/// A worker; it ends when this is dropped.
pub(crate) struct Worker {
    inner: web_sys::Worker,
    /// Called as long as the worker lives.
    _heard: Closure<dyn Fn(MessageEvent)>,
    _failed: Closure<dyn Fn(Event)>,
}

impl Worker {
    /// Posts a text.
    pub(crate) fn post(&self, text: &str) {
        // A text can always be posted.
        let _ = self.inner.post_message(&JsValue::from_str(text));
    }

    /// Posts a file: its name, what is in it, and whether it is the first of several.
    pub(crate) fn post_file(&self, name: &str, bytes: &Uint8Array, is_first: bool) {
        let file = Array::of3(&name.into(), bytes, &is_first.into());
        // Texts and bytes can always be posted.
        let _ = self.inner.post_message(&file);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onerror(None);
        self.inner.terminate();
    }
}

/// Starts a worker; `None` where the browser refuses.
pub(crate) fn worker(script: &str, hear: impl Fn(Posted) + 'static) -> Option<Worker> {
    let worker = web_sys::Worker::new(script).ok()?;
    let hear = Rc::new(hear);
    let failed = hear.clone();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let bytes = data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
        let text = data.as_string().map(Posted::Text);
        hear(text.or(bytes.map(Posted::Bytes)).unwrap_or(Posted::Trouble));
    });
    let failed = Closure::<dyn Fn(Event)>::new(move |_: Event| failed(Posted::Trouble));
    worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
    Some(Worker {
        inner: worker,
        _heard: heard,
        _failed: failed,
    })
}

/// A number as people write it, without Rust's float printing in the download.
pub(crate) fn number_text(value: f64) -> String {
    String::from(
        js_sys::Number::from(value)
            .to_string_with_radix(10)
            .unwrap_or_default(),
    )
}

/// A plain decimal number of zero or more.
pub(crate) fn number_value(text: &str) -> Option<f64> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let dots = text.matches('.').count();
    let plain = digits > 0 && dots <= 1 && digits + dots == text.len();
    plain
        .then(|| js_sys::parse_float(text))
        .filter(|value| value.is_finite())
}

/// Runs whenever the size of an element changes, first right away.
pub(crate) fn watch_size(element: &Element, run: impl Fn() + 'static) {
    let changed = Closure::<dyn Fn()>::new(run);
    if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        observer.observe(element);
        // Both live as long as the element does, and its panes live as long as the page.
        changed.forget();
    }
}

/// Whether some text of the page is selected.
pub(crate) fn has_selection() -> bool {
    let selection = Reflect::get(&window(), &JsValue::from_str("getSelection"));
    let selection = selection
        .and_then(JsCast::dyn_into::<Function>)
        .and_then(|get| get.call0(&window()));
    selection.is_ok_and(|selection| {
        Reflect::get(&selection, &JsValue::from_str("isCollapsed"))
            .is_ok_and(|collapsed| collapsed.is_falsy())
    })
}

/// Which pointer an event is of, and whether it is a finger.
pub(crate) fn pointer(event: &Event) -> (i32, bool) {
    let get = |name: &str| Reflect::get(event, &JsValue::from_str(name)).unwrap_or_default();
    let is_finger = get("pointerType").as_string().as_deref() == Some("touch");
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it is a small whole number"
    )]
    let id = get("pointerId").as_f64().unwrap_or_default() as i32;
    (id, is_finger)
}

/// The number of the line that an event happened on.
pub(crate) fn line_of(event: &web_sys::Event) -> Option<usize> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target
        .closest("[data-line]")
        .ok()??
        .get_attribute("data-line")?
        .parse()
        .ok()
}

/// How wide a thousand digits are in the type of a gauge, in pixels.
pub(crate) fn gauge(id: &str) -> i32 {
    element(id).map_or(0, |gauge| gauge.scroll_width())
}

/// Whether the window shows one pane at a time, as in narrow.css.
pub(crate) fn is_narrow() -> bool {
    let query = window().match_media("(max-width: 899px)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
