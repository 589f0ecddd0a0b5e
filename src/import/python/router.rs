//! What stands before the routes of blueprints and routers.

use std::collections::HashMap;

/// So deep blueprints and routers lead into each other, and so many addresses come of it.
const DEEPEST: usize = 8;
const MOST: usize = 1000;

/// Blueprints of Flask, routers of `FastAPI`.
#[derive(Default)]
pub(super) struct Routers<'a> {
    known: HashMap<&'a str, Router<'a>>,
}

struct Router<'a> {
    is_blueprint: bool,
    own: &'a str,
    /// What it is registered at, and with which prefix, where one is named.
    at: Vec<(&'a str, Option<&'a str>)>,
}

impl<'a> Routers<'a> {
    /// A blueprint or a router that the source makes.
    pub(super) fn make(&mut self, name: &'a str, is_blueprint: bool, own: &'a str) {
        let router = Router {
            is_blueprint,
            own,
            at: Vec::new(),
        };
        self.known.insert(name, router);
    }

    /// Notes that one is registered; `false` of one that the source does not make.
    pub(super) fn register(&mut self, name: &str, at: &'a str, prefix: Option<&'a str>) -> bool {
        let Some(router) = self.known.get_mut(name) else {
            return false;
        };
        router.at.push((at, prefix));
        true
    }

    /// What stands before the routes of an object: of an app nothing, of what is registered twice two things.
    pub(super) fn before(&self, name: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.add(name, "", 0, &mut found);
        found
    }

    fn add(&self, name: &str, behind: &str, depth: usize, found: &mut Vec<String>) {
        if depth > DEEPEST || found.len() >= MOST {
            return;
        }
        let Some(router) = self.known.get(name) else {
            found.push(behind.to_owned());
            return;
        };
        // Whoever registers it may stand in another source.
        if router.at.is_empty() {
            found.push(joined(router.own, behind));
        }
        for (at, prefix) in &router.at {
            // A blueprint's own prefix is one for want of another (Flask 3, `BlueprintSetupState`), a router's stands behind
            // that of whoever includes it (FastAPI, `include_router`).
            let own = match prefix {
                Some(prefix) if router.is_blueprint => joined(prefix, behind),
                Some(prefix) => joined(prefix, &joined(router.own, behind)),
                None => joined(router.own, behind),
            };
            self.add(at, &own, depth + 1, found);
        }
    }
}

/// One address behind another.
pub(super) fn joined(before: &str, behind: &str) -> String {
    let before = before.trim_end_matches('/');
    if behind.is_empty() || behind.starts_with('/') {
        format!("{before}{behind}")
    } else {
        format!("{before}/{behind}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_at_registration_stands_in_place_of_a_blueprints_own() {
        let mut routers = Routers::default();
        routers.make("users", true, "/users");
        assert_eq!(routers.before("users"), ["/users"]);
        assert!(routers.register("users", "app", Some("/api/people")));
        assert_eq!(routers.before("users"), ["/api/people"]);
        // Twice registered, and inside of another one.
        routers.make("v1", true, "/v1");
        routers.register("v1", "app", None);
        routers.register("users", "v1", None);
        assert_eq!(routers.before("users"), ["/api/people", "/v1/users"]);
        assert!(!routers.register("other.bp", "app", Some("/x")));
        assert_eq!(routers.before("app"), [""]);
    }

    #[test]
    fn a_router_s_own_prefix_stands_behind_that_of_who_includes_it() {
        let mut routers = Routers::default();
        routers.make("items", false, "/items");
        routers.make("v1", false, "/v1");
        routers.register("items", "v1", Some("/shop/"));
        routers.register("v1", "app", Some("api"));
        assert_eq!(routers.before("items"), ["api/v1/shop/items"]);
        // One that leads to itself ends.
        routers.make("loop", true, "/a");
        routers.register("loop", "loop", None);
        assert_eq!(routers.before("loop"), [""; 0]);
    }
}
