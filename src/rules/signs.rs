//! What methods of a design have at all: a rule about what none of them has need not look at each.
//!
//! Of thousands of methods most are alike, and walking through them is most of what a rule does. So they are walked through
//! once for all rules that speak of something rare.

use crate::model::{Design, Integration, Method, MethodCache, Verb};

/// What one method or another has, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs(u16);

impl Signs {
    /// Nothing at all: what a rule wants that has to look in any case.
    pub(super) const NONE: Self = Self(0);
    /// A server answers.
    pub(super) const SERVER: Self = Self(1);
    /// A service of AWS answers.
    pub(super) const SERVICE: Self = Self(1 << 1);
    /// A mapping stands between.
    pub(super) const MAPPING: Self = Self(1 << 2);
    /// The gateway answers itself.
    pub(super) const MOCK: Self = Self(1 << 3);
    /// Something of requests is declared.
    pub(super) const REQUEST: Self = Self(1 << 4);
    /// Something is changed on the way.
    pub(super) const TRANSFORM: Self = Self(1 << 5);
    /// Its answers are kept in a way of its own.
    pub(super) const CACHE: Self = Self(1 << 6);
    /// The gateway waits as long as it says.
    pub(super) const TIMEOUT: Self = Self(1 << 7);
    /// The way leads through a VPC link.
    pub(super) const LINK: Self = Self(1 << 8);
    /// It is `OPTIONS`.
    pub(super) const OPTIONS: Self = Self(1 << 9);
    const ALL: Self = Self(u16::MAX);

    /// Those of a design. Of a WebSocket API, which has other things, all are there.
    pub fn of(design: &Design) -> Self {
        if design.websocket().is_some() {
            return Self::ALL;
        }
        let methods = design.routes.iter().flat_map(|route| &route.methods);
        Self(methods.fold(0, |signs, method| signs | of_method(method)))
    }

    /// Whether those that are wanted are there.
    pub(super) const fn hold(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }
}

fn of_method(method: &Method) -> u16 {
    let kind = &method.integration;
    let mut signs = match kind {
        Integration::LambdaProxy { .. } => 0,
        Integration::Lambda { .. } => Signs::MAPPING.0,
        Integration::Http(_) => Signs::SERVER.0 | Signs::MAPPING.0,
        Integration::HttpProxy(_) => Signs::SERVER.0,
        // Of an action of one's own there is a mapping, too.
        Integration::AwsService(_) => Signs::SERVICE.0 | Signs::MAPPING.0,
        Integration::Mock(_) => Signs::MOCK.0,
    };
    let mut add = |is_there: bool, sign: Signs| {
        if is_there {
            signs |= sign.0;
        }
    };
    add(!kind.vpc_link().is_empty(), Signs::LINK);
    add(!method.request.is_empty(), Signs::REQUEST);
    add(!method.transform.is_empty(), Signs::TRANSFORM);
    add(matches!(method.cache, MethodCache::Own(_)), Signs::CACHE);
    add(method.timeout_ms.is_some(), Signs::TIMEOUT);
    add(method.verb == Verb::Options, Signs::OPTIONS);
    signs
}
