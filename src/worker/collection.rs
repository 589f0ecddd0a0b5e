//! The collection of designs in the browser's database: one order after the other.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use gateway_studio::keep::{Entry, Keep, Kept, Order, Told, Trouble, Version, digest};
use gateway_studio::share;
use gateway_studio::sheet;
use gateway_studio::words::Language;
use wasm_bindgen::JsValue;

use crate::store::{DESIGNS, Store, TEXTS, Work, bytes, stored_bytes};

/// What the collection can be asked for.
pub(crate) enum Wish {
    Keep(Keep),
    Order(Order),
    List,
}

#[derive(Default)]
pub(crate) struct Collection {
    store: RefCell<Option<Store>>,
    wishes: RefCell<VecDeque<Wish>>,
    working: Cell<bool>,
    /// What this page last saw of the designs that it had open: a digest by id.
    seen: RefCell<BTreeMap<String, String>>,
}

type Answer<T> = Result<T, Trouble>;

fn now() -> f64 {
    js_sys::Date::now()
}

fn key(id: &str, number: u32) -> String {
    format!("{id}/{number}")
}

/// An id that nobody else has.
fn fresh() -> String {
    let random = js_sys::Number::from(js_sys::Math::random());
    let letters = random.to_string_with_radix(36).unwrap_or_default();
    String::from(letters).replace("0.", "")
}

impl Collection {
    /// Takes a wish; whether somebody has to call [`Collection::work`].
    pub(crate) fn wish(&self, wish: Wish) -> bool {
        self.wishes.borrow_mut().push_back(wish);
        !self.working.replace(true)
    }

    /// Does what was wished for, until nothing is left.
    pub(crate) async fn work(&self, language: impl Fn() -> Language, tell: impl Fn(Told)) {
        loop {
            let next = self.wishes.borrow_mut().pop_front();
            let Some(wish) = next else { break };
            match self.fulfil(wish, language()).await {
                Ok(told) => told.into_iter().for_each(&tell),
                Err(trouble) => {
                    // It may be another one the next time.
                    self.store.replace(None);
                    tell(Told::Trouble(trouble));
                }
            }
        }
        self.working.set(false);
    }

    async fn fulfil(&self, wish: Wish, language: Language) -> Answer<Vec<Told>> {
        let store = self.store.borrow_mut().take();
        let store = match store {
            Some(store) => store,
            None => Store::open().await?,
        };
        let mut told = Vec::new();
        match wish {
            Wish::Keep(keep) => {
                told.extend(self.keep(&store, &keep).await?);
                told.push(Told::Kept);
            }
            Wish::List => tidy(&store).await?,
            Wish::Order(order) => told.extend(self.order(&store, order, language).await?),
        }
        let listed = store.read()?.all(DESIGNS).await?;
        let entries = listed.iter().filter_map(|text| Entry::read(text)).collect();
        told.push(Told::Entries(entries));
        self.store.replace(Some(store));
        Ok(told)
    }

    async fn keep(&self, store: &Store, keep: &Keep) -> Answer<Option<Told>> {
        if keep.followed {
            self.saw(&keep.id, &keep.text);
            return Ok(None);
        }
        let work = store.write()?;
        let mut entry = entry(&work, &keep.id).await?.unwrap_or_default();
        let seen = self.seen.borrow().get(&keep.id).cloned();
        let told = match entry.keep(keep, seen.as_deref(), now()) {
            Kept::Same => None,
            Kept::New(number, dropped) => {
                let packed = bytes(&share::pack(&keep.text));
                work.put(TEXTS, &key(&keep.id, number), &packed)?;
                for number in dropped {
                    work.delete(TEXTS, &key(&keep.id, number))?;
                }
                None
            }
            Kept::Parted => return Ok(Some(Told::Parted)),
            Kept::Behind => {
                let head = entry.head().cloned().unwrap_or_default();
                let text = text(&work, &entry, head.number).await?;
                self.saw(&entry.id, &text);
                return Ok(Some(Told::Behind(entry.id, head, text)));
            }
        };
        work.put(DESIGNS, &keep.id, &entry.write().into())?;
        work.done().await?;
        self.saw(&keep.id, &keep.text);
        Ok(told)
    }

    fn saw(&self, id: &str, text: &str) {
        self.seen.borrow_mut().insert(id.into(), digest(text));
    }

    async fn order(&self, store: &Store, order: Order, language: Language) -> Answer<Option<Told>> {
        let work = store.write()?;
        let (Order::Open(id)
        | Order::Duplicate(id)
        | Order::Delete(id)
        | Order::Restore(id)
        | Order::Forget(id)
        | Order::Save(id)
        | Order::Back(id, _)
        | Order::Compare(id, _)) = &order;
        // Another tab may have forgotten it.
        let Some(mut entry) = entry(&work, id).await? else {
            return Ok(None);
        };
        let number = match order {
            Order::Delete(_) | Order::Restore(_) => {
                let is_deleted = matches!(order, Order::Delete(_));
                entry.deleted = if is_deleted { now() } else { 0.0 };
                work.put(DESIGNS, id, &entry.write().into())?;
                work.done().await?;
                return Ok(None);
            }
            Order::Forget(_) => {
                forget(&work, &entry)?;
                work.done().await?;
                return Ok(None);
            }
            Order::Back(_, number) | Order::Compare(_, number) => Some(number),
            Order::Open(_) | Order::Duplicate(_) | Order::Save(_) => {
                entry.head().map(|head| head.number)
            }
        };
        let is_it = |version: &&Version| Some(version.number) == number;
        let Some(version) = entry.versions.iter().find(is_it).cloned() else {
            return Ok(None);
        };
        let text = text(&work, &entry, version.number).await?;
        if let Order::Duplicate(_) = order {
            if let Some((design, step)) = sheet::duplicated(&text, language) {
                let keep = Keep::of(&design, &fresh(), &step);
                return self.keep(store, &keep).await;
            }
            return Ok(None);
        }
        if let Order::Open(id) = &order {
            self.saw(id, &text);
        }
        Ok(Some(Told::Text(order, version, text)))
    }
}

async fn entry(work: &Work, id: &str) -> Answer<Option<Entry>> {
    let stored = work.get(DESIGNS, id).await?;
    Ok(stored.as_string().and_then(|text| Entry::read(&text)))
}

async fn text(work: &Work, entry: &Entry, number: u32) -> Answer<String> {
    let stored = work.get(TEXTS, &key(&entry.id, number)).await?;
    let packed = stored_bytes(&stored).ok_or(Trouble::Refused)?;
    share::unpack(&packed).map_err(|_| Trouble::Refused)
}

fn forget(work: &Work, entry: &Entry) -> Answer<()> {
    for version in &entry.versions {
        work.delete(TEXTS, &key(&entry.id, version.number))?;
    }
    work.delete(DESIGNS, &entry.id)
}

/// Empties the bin of what was in it for long.
async fn tidy(store: &Store) -> Answer<()> {
    let work = store.write()?;
    for listed in work.all(DESIGNS).await? {
        if let Some(entry) = Entry::read(&listed).filter(|entry| entry.is_forgotten(now())) {
            forget(&work, &entry)?;
        }
    }
    work.done().await
}

/// A time as this person's clock shows it: `2026-11-29 09:05`.
pub(crate) fn clock(time: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(time));
    format!(
        "{}-{:02}-{:02} {:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}
