//! What stands around a definition: the functions and VPC links that it calls by their addresses.

use std::collections::BTreeMap;

use crate::model::{Function, VpcLink};

/// Says by which names a design knows what a definition calls.
pub(crate) trait Around {
    /// The name of the function that is called by an ARN, or by references of a template (`${Hello.Arn}:live`).
    fn function(&mut self, called: &str) -> String;

    /// The name of the function for operations that say nothing of what answers them.
    fn unnamed_function(&mut self) -> String;

    /// The name of the VPC link with an id, or with a reference that stands for it.
    fn vpc_link(&mut self, id: &str) -> String;
}

/// Nothing but the definition: what it calls is there already, and known by what it says of it.
#[derive(Debug, Default)]
pub(crate) struct Alone {
    /// What it calls.
    pub(crate) functions: Vec<Function>,
    /// The links that it takes.
    pub(crate) links: Vec<VpcLink>,
    /// The first region in an ARN of it.
    pub(crate) region: String,
    /// The first account in an ARN of it.
    pub(crate) account: String,
    named: BTreeMap<String, String>,
}

impl Around for Alone {
    fn function(&mut self, called: &str) -> String {
        if let Some(name) = self.named.get(called) {
            return name.clone();
        }
        let mut function = function_of(called);
        let mut parts = called.split(':').skip(3);
        if called.starts_with("arn:") {
            let mut first = |place: &mut String, fits: fn(&str) -> bool| {
                let part = parts.next().unwrap_or_default();
                if place.is_empty() && fits(part) {
                    part.clone_into(place);
                }
            };
            first(&mut self.region, is_region);
            first(&mut self.account, is_account);
        }
        function.name = free(&function.name, |name| {
            self.functions.iter().any(|other| other.name == name)
        });
        let name = function.name.clone();
        self.named.insert(called.to_owned(), name.clone());
        self.functions.push(function);
        name
    }

    fn unnamed_function(&mut self) -> String {
        const KEY: &str = "";
        if let Some(name) = self.named.get(KEY) {
            return name.clone();
        }
        let name = free("app", |name| {
            self.functions.iter().any(|other| other.name == name)
        });
        self.named.insert(KEY.to_owned(), name.clone());
        self.functions.push(Function {
            name: name.clone(),
            ..Function::default()
        });
        name
    }

    fn vpc_link(&mut self, id: &str) -> String {
        if let Some(link) = self.links.iter().find(|link| link.id == id) {
            return link.name.clone();
        }
        let name = free(&plain(id), |name| {
            self.links.iter().any(|other| other.name == name)
        });
        // The placeholder that the studio itself writes stands for one that is yet to be made.
        let id = if id == "VPC_LINK_ID" { "" } else { id };
        self.links.push(VpcLink {
            name: name.clone(),
            id: id.to_owned(),
            ..VpcLink::default()
        });
        name
    }
}

pub(super) fn is_region(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The function that is called: what its address says of it.
fn function_of(called: &str) -> Function {
    let (whole, alias) = qualified(called);
    let mut function = Function {
        arn: whole.to_owned(),
        alias: alias.to_owned(),
        ..Function::default()
    };
    let mut parts = whole.split(':').skip(4);
    if whole.starts_with("arn:") {
        let account = parts.next().unwrap_or_default();
        let rest = whole.split_once(":function:").map_or("", |(_, rest)| rest);
        function.name = plain(first_part(rest));
        let is_open = !is_account(account) && !account.starts_with("${");
        if is_open && function.name == rest {
            // An account that is left open: the name is all that is known.
            function.arn.clear();
        }
    } else {
        function.name = plain(whole.trim_end_matches(".Arn}"));
    }
    function
}

/// What stands before the first colon that is in no reference: the function's own name before a version or an alias.
fn first_part(text: &str) -> &str {
    let mut inside = false;
    let end = text.find(|c| {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ => {}
        }
        c == ':' && !inside
    });
    end.map_or(text, |end| &text[..end])
}

/// An address without the alias behind it, and the alias.
pub(crate) fn qualified(called: &str) -> (&str, &str) {
    let is_alias = |text: &str| {
        !text.is_empty()
            && !text.bytes().all(|b| b.is_ascii_digit())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let least = if called.starts_with("arn:") { 7 } else { 1 };
    match called.rsplit_once(':') {
        Some((whole, alias)) if is_alias(alias) && parts_of(whole) >= least => (whole, alias),
        _ => (called, ""),
    }
}

/// How many parts an ARN has; colons inside a reference count for none.
fn parts_of(text: &str) -> usize {
    let mut inside = false;
    let colons = text.chars().filter(|c| {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ => {}
        }
        *c == ':' && !inside
    });
    colons.count() + 1
}

/// Letters, digits, `-` and `_` of a text that names something, 64 at most.
pub(super) fn plain(text: &str) -> String {
    let last = text
        .rsplit(['/', '.'])
        .find(|part| !part.trim_matches(['$', '{', '}']).is_empty());
    let name: String = last
        .unwrap_or(text)
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .take(64)
        .collect();
    if name.is_empty() { "app".into() } else { name }
}

/// A name that is not taken.
pub(super) fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let mut names = (2..).map(|number| format!("{name}{number}"));
    names.find(|name| !is_taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_called() {
        let of = |called: &str| {
            let function = function_of(called);
            (function.name, function.arn, function.alias)
        };
        let told = |name: &str, arn: &str, alias: &str| (name.into(), arn.into(), alias.into());
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:shop";
        assert_eq!(of(arn), told("shop", arn, ""));
        assert_eq!(of(&format!("{arn}:live")), told("shop", arn, "live"));
        let version = format!("{arn}:7");
        assert_eq!(of(&version), told("shop", &version, ""));
        let open = "arn:aws:lambda:eu-west-1:ACCOUNT_ID:function:shop";
        assert_eq!(of(open), told("shop", "", ""));
        assert_eq!(
            of("${Hello.Arn}:live"),
            told("Hello", "${Hello.Arn}", "live")
        );
        assert_eq!(of("${HelloAlias}"), told("HelloAlias", "${HelloAlias}", ""));
        // Each stage calls a function or an alias of its own.
        let staged = format!("{arn}:${{stageVariables.alias}}");
        assert_eq!(of(&staged), told("shop", &staged, ""));
        let staged = "arn:aws:lambda:eu-west-1:123456789012:function:${stageVariables.fn}";
        assert_eq!(of(staged), told("fn", staged, ""));
        assert_eq!(of(&format!("{staged}:live")), told("fn", staged, "live"));
    }

    #[test]
    fn what_is_called_twice_is_one_function() {
        let mut alone = Alone::default();
        let (one, other) = (
            "arn:aws:lambda:r:1:function:a",
            "arn:aws:lambda:r:2:function:a",
        );
        assert_eq!(alone.function(one), "a");
        assert_eq!(alone.function(one), "a");
        assert_eq!(alone.function(other), "a2");
        assert_eq!(alone.unnamed_function(), "app");
        assert_eq!(alone.vpc_link("abc123"), "abc123");
        assert_eq!(alone.region, "r");
    }
}
