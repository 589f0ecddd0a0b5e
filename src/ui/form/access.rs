//! Who may call, and how often.

use gateway_studio::model::{Access, ApiKey, Authorization, Quota, QuotaPeriod, UsagePlan};
use leptos::prelude::*;

use super::authorizer::{self, at_place, place_of};
use super::items::free_name;
use super::stage::throttle;
use super::{at, when};
use crate::browser;
use crate::dom::{El, Node, button, el, many};
use crate::field::{
    About, Chip, Lens, NumberField, Pick, Reach, TextField, chips, choice, design, group, toggle,
    whole,
};
use crate::icon;
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::{Step, Workspace};

pub(super) fn form() -> Node {
    let ws = workspace();
    let keys = ws.select(|d| d.access.api_keys.len());
    let plans = ws.select(|d| d.access.usage_plans.len());
    let add = Callback::new(move |()| append_key(ws));
    let guards = ws.select(|d| d.access.authorizers.len());
    let append = Callback::new(move |()| authorizer::append(ws));
    let guards = list(
        "authorizers",
        guards,
        authorizer::one,
        w::add_authorizer,
        append,
    );
    let add_plan = Callback::new(move |()| append_plan(ws));
    // An HTTP API has neither; what there is stays in sight, to be removed.
    let has_keys = ws.select(|d| d.http().is_none() || !d.access.api_keys.is_empty());
    let has_plans = ws.select(|d| d.http().is_none() || !d.access.usage_plans.is_empty());
    many([
        defaults().into(),
        group(w::authorizers, Some(w::authorizers_lead))
            .child(guards)
            .into(),
        when(has_keys, move || {
            group(w::api_keys, Some(w::api_keys_lead)).child(list(
                "api_keys",
                keys,
                key,
                w::add_key,
                add,
            ))
        }),
        when(has_plans, move || {
            group(w::usage_plans, Some(w::usage_plans_lead)).child(list(
                "usage_plans",
                plans,
                plan,
                w::add_plan,
                add_plan,
            ))
        }),
    ])
}

fn defaults() -> El {
    let here = at("access");
    let authorization = About::new(w::authorization, here.join("authorization"))
        .help(w::authorization_help)
        .term("AuthorizationType");
    let required = About::new(w::key_required, here.join("api_key_required"))
        .help(w::key_required_help)
        .term("ApiKeyRequired");
    let chosen = Lens::new(
        |d| place_of(&d.access.authorization),
        |d, place| d.access.authorization = at_place(d, place),
    );
    let picks = vec![
        Pick::new("NONE", w::authorization_none),
        Pick::new("AWS_IAM", w::authorization_iam),
        Pick::new(w::authorizer(tongue()), w::authorization_authorizer),
    ];
    let name = Lens::new(
        |d| {
            let name = d.access.authorization.authorizer();
            name.unwrap_or_default().to_owned()
        },
        |d, name| d.access.authorization = Authorization::Authorizer(name),
    );
    let named = workspace().select(|d| d.access.authorization.authorizer().is_some());
    let which = move || authorizer::which(here.join("authorization"), name.clone());
    let keyed = Lens::new(
        |d| d.access.api_key_required,
        |d, on| d.access.api_key_required = on,
    );
    let has_key = workspace().select(|d| d.http().is_none() || d.access.api_key_required);
    group(w::defaults, Some(w::defaults_lead))
        .child(choice(authorization, chosen, picks))
        .child(when(named, which))
        .child(when(has_key, move || toggle(required, keyed.clone())))
}

/// Things of one kind below one another, and the button for one more.
fn list(
    key: &'static str,
    count: Memo<usize>,
    row: fn(usize) -> El,
    add: w::Word,
    append: Callback<()>,
) -> El {
    let t = tongue();
    let here = at("access").join(key);
    let append = move || {
        append.run(());
        let id = here
            .join(count.get_untracked().saturating_sub(1))
            .join("name")
            .to_string();
        browser::focus_soon([id]);
    };
    let add = button("quiet.add")
        .click(append)
        .child(icon::PLUS.draw())
        .child(add(t));
    el("div")
        .id(here.to_string())
        .live(move || (0..count.get()).map(row).collect::<Node>())
        .child(add)
}

fn append_key(ws: Workspace) {
    let now = ws.now();
    let name = free_name("key", |name| {
        now.access.api_keys.iter().any(|key| key.name == name)
    });
    ws.edit(Step::new(w::did_add, name.clone()), at("access"), |d| {
        d.access.api_keys.push(ApiKey {
            name,
            ..ApiKey::default()
        });
    });
}

fn append_plan(ws: Workspace) {
    let now = ws.now();
    let name = free_name("plan", |name| {
        now.access.usage_plans.iter().any(|plan| plan.name == name)
    });
    ws.edit(Step::new(w::did_add, name.clone()), at("access"), |d| {
        d.access.usage_plans.push(UsagePlan {
            name,
            ..UsagePlan::default()
        });
    });
}

/// Takes a key or a plan away and offers to bring it back.
pub(super) fn remover(
    name: Memo<String>,
    key: &'static str,
    change: fn(&mut Access, usize),
    index: usize,
) -> Callback<()> {
    let (ws, session) = (workspace(), session());
    Callback::new(move |()| {
        let step = Step::new(w::did_delete, name.get_untracked());
        session.did(&step);
        ws.edit(step, at("access").join(key), move |d| {
            change(&mut d.access, index);
        });
    })
}

pub(super) fn drop_at<T>(list: &mut Vec<T>, index: usize) {
    if index < list.len() {
        list.remove(index);
    }
}

fn key(index: usize) -> El {
    let here = at("access").join("api_keys").join(index);
    let key: Reach<ApiKey> = design()
        .part(|d| &d.access.api_keys, |d| &mut d.access.api_keys)
        .item(index);
    let name = About::new(w::key_name, here.join("name")).term("Name");
    let description = About::new(w::description, here.join("description")).term("Description");
    let enabled = About::new(w::key_enabled, here.join("enabled")).term("Enabled");
    let renamed = Lens::new(
        move |d| {
            d.access
                .api_keys
                .get(index)
                .map(|key| key.name.clone())
                .unwrap_or_default()
        },
        move |d, name| d.rename_api_key(index, &name),
    );
    let title = renamed.clone();
    let title = workspace().select(move |d| title.read(d));
    let delete = remover(
        title,
        "api_keys",
        |access, index| drop_at(&mut access.api_keys, index),
        index,
    );
    let described = key.lens(|k| k.description.clone(), |k, v| k.description = v);
    let on = key.lens(|k| k.enabled, |k, on| k.enabled = on);
    let pair = el("div.pair")
        .child(TextField::new(name, renamed).code())
        .child(TextField::new(description, described));
    let foot = el("div.thing-foot")
        .child(toggle(enabled, on))
        .child(delete_button(title, delete));
    el("div.thing").child(pair).child(foot)
}

fn plan(index: usize) -> El {
    let ws = workspace();
    let here = at("access").join("usage_plans").join(index);
    let plan = plan_reach(index);
    let name = About::new(w::plan_name, here.join("name")).term("UsagePlanName");
    let description = About::new(w::description, here.join("description")).term("Description");
    let stages = About::new(w::plan_stages, here.join("stages")).term("ApiStages");
    let keys = About::new(w::plan_keys, here.join("api_keys")).term("UsagePlanKey");
    let offer_stages = ws.select(|d| {
        d.stages
            .iter()
            .map(|stage| (stage.name.clone(), String::new()))
            .collect::<Vec<Chip>>()
    });
    let offer_keys = ws.select(|d| {
        d.access
            .api_keys
            .iter()
            .map(|key| (key.name.clone(), String::new()))
            .collect::<Vec<Chip>>()
    });
    let title = plan.lens(|p| p.name.clone(), |p, v| p.name = v);
    let named = title.clone();
    let named = ws.select(move |d| named.read(d));
    let delete = remover(
        named,
        "usage_plans",
        |access, index| drop_at(&mut access.usage_plans, index),
        index,
    );
    let described = plan.lens(|p| p.description.clone(), |p, v| p.description = v);
    let open = plan.lens(|p| p.stages.clone(), |p, v| p.stages = v);
    let held = plan.lens(|p| p.api_keys.clone(), |p, v| p.api_keys = v);
    let pair = el("div.pair")
        .child(TextField::new(name, title).code())
        .child(TextField::new(description, described));
    el("div.thing")
        .child(pair)
        .child(chips(stages, open, offer_stages, w::no_stages))
        .child(chips(keys, held, offer_keys, w::no_keys))
        .child(plan_limits(index))
        .child(el("div.thing-foot").child(delete_button(named, delete)))
}

/// The button that takes away the thing of that name.
pub(super) fn delete_button(name: Memo<String>, delete: Callback<()>) -> El {
    let t = tongue();
    button("quiet.danger")
        .click(move || delete.run(()))
        .child(icon::CROSS.draw())
        .live(move || w::delete_named(t, name.get()))
}

fn plan_reach(index: usize) -> Reach<UsagePlan> {
    design()
        .part(|d| &d.access.usage_plans, |d| &mut d.access.usage_plans)
        .item(index)
}

fn plan_limits(index: usize) -> Node {
    const PERIODS: [QuotaPeriod; 3] = [QuotaPeriod::Day, QuotaPeriod::Week, QuotaPeriod::Month];
    let (ws, plan) = (workspace(), plan_reach(index));
    let here = at("access").join("usage_plans").join(index);
    let throttled = About::new(w::throttle_plan, here.join("throttle"))
        .help(w::throttle_plan_help)
        .term("Throttle");
    let quota_on = About::new(w::quota, here.join("quota"))
        .help(w::quota_help)
        .term("Quota");
    let has = move |test: fn(&UsagePlan) -> bool| {
        ws.select(move |d| d.access.usage_plans.get(index).is_some_and(test))
    };
    let limits = plan.some(|p| p.throttle.as_ref(), |p| p.throttle.as_mut());
    let quota: Reach<Quota> = plan.some(|p| p.quota.as_ref(), |p| p.quota.as_mut());
    let amount = About::new(w::quota_limit, here.join("quota").join("limit")).term("Limit");
    let period = About::new(w::quota_period, here.join("quota").join("period")).term("Period");
    let chosen = quota.lens(
        |q| {
            PERIODS
                .iter()
                .position(|period| *period == q.period)
                .unwrap_or_default()
        },
        |q, place| q.period = PERIODS.get(place).copied().unwrap_or_default(),
    );
    let quota_form = move || {
        let picks = PERIODS
            .iter()
            .map(|period| Pick::bare(period.as_str()))
            .collect();
        let limit = quota.lens(|q| f64::from(q.limit), |q, v| q.limit = whole(v));
        el("div.pair.nested")
            .child(NumberField::new(amount, limit, w::requests))
            .child(choice(period, chosen.clone(), picks))
    };
    let throttle_form = move || throttle(here.join("throttle"), &limits);
    let has_throttle = plan.lens(
        |p| p.throttle.is_some(),
        |p, on| p.throttle = on.then(Default::default),
    );
    let has_quota = plan.lens(
        |p| p.quota.is_some(),
        |p, on| p.quota = on.then(Default::default),
    );
    many([
        toggle(throttled, has_throttle),
        when(has(|p| p.throttle.is_some()), throttle_form),
        toggle(quota_on, has_quota),
        when(has(|p| p.quota.is_some()), quota_form),
    ])
}
