//! What of a route stands out: what differs from what its API does otherwise.

use super::{Authorization, Design, Integration, MethodCache, Route, RouteCors, ServiceAction};

/// Something that a person should see of a route without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Callers must show who they are, other than the API asks.
    Guarded,
    /// Anybody may call, although the API asks callers who they are.
    Open,
    /// A key must be sent.
    Key,
    /// No key is needed, although the API wants one.
    NoKey,
    /// CORS settings of its own.
    Cors,
    /// No CORS, although the API may have it.
    NoCors,
    /// Answers are kept for a time of their own.
    Cache,
    /// Answers are not kept.
    NoCache,
    /// Limits of its own.
    Throttle,
    /// Something else than the first function answers.
    Backend,
}

impl Mark {
    /// Every mark, in the order in which they stand.
    pub const ALL: [Self; 10] = [
        Self::Guarded,
        Self::Open,
        Self::Key,
        Self::NoKey,
        Self::Cors,
        Self::NoCors,
        Self::Cache,
        Self::NoCache,
        Self::Throttle,
        Self::Backend,
    ];
}

/// What stands out of a route, each mark once, with what it is in the words of AWS; empty where the
/// mark says all.
pub fn marks(design: &Design, route: &Route) -> Vec<(Mark, String)> {
    let mut found: Vec<(Mark, String)> = Vec::new();
    let mut mark = |mark: Mark, what: String| match found.iter_mut().find(|own| own.0 == mark) {
        Some((_, known)) if known.split(", ").any(|one| one == what) => {}
        Some((_, known)) => {
            known.push_str(", ");
            known.push_str(&what);
        }
        None => {
            let place = found.iter().take_while(|own| own.0 < mark).count();
            found.insert(place, (mark, what));
        }
    };
    let access = &design.access;
    let first = design.functions.first().map(|function| &*function.name);
    for method in &route.methods {
        match &method.authorization {
            Some(own) if *own != access.authorization => match own {
                Authorization::None => mark(Mark::Open, String::new()),
                Authorization::Iam => mark(Mark::Guarded, "AWS_IAM".into()),
                Authorization::Authorizer(name) => mark(Mark::Guarded, name.clone()),
            },
            _ => {}
        }
        match method.api_key_required {
            Some(true) if !access.api_key_required => mark(Mark::Key, String::new()),
            Some(false) if access.api_key_required => mark(Mark::NoKey, String::new()),
            _ => {}
        }
        match method.cache {
            MethodCache::Stage => {}
            MethodCache::Off => mark(Mark::NoCache, String::new()),
            MethodCache::Own(own) => mark(Mark::Cache, format!("{} s", own.ttl_seconds)),
        }
        if method.throttle.is_some() {
            mark(Mark::Throttle, String::new());
        }
        let integration = &method.integration;
        if !integration.is_lambda_proxy() || integration.function() != first {
            mark(Mark::Backend, backend(integration));
        }
    }
    if design.rest().is_some() {
        match &route.cors {
            RouteCors::Api => {}
            RouteCors::Off => mark(Mark::NoCors, String::new()),
            RouteCors::Own(own) => mark(Mark::Cors, own.allow_origins.join(" ")),
        }
    }
    found
}

/// What answers, as short as it can be said.
fn backend(integration: &Integration) -> String {
    let action = integration.service().map(|service| &service.action);
    match integration {
        Integration::LambdaProxy { function } | Integration::Lambda { function, .. } => {
            function.clone()
        }
        Integration::HttpProxy(proxy) => host(&proxy.uri),
        Integration::Http(http) => host(&http.uri),
        Integration::Mock(_) => "MOCK".into(),
        Integration::AwsService(_) => match action {
            Some(ServiceAction::SqsSendMessage(_)) => "SQS".into(),
            Some(ServiceAction::S3GetObject(_) | ServiceAction::S3PutObject(_)) => "S3".into(),
            Some(ServiceAction::Subtype(action)) => {
                action.name.split('-').next().unwrap_or_default().to_owned()
            }
            Some(ServiceAction::Other(_)) | None => "AWS".into(),
            Some(_) => "Step Functions".into(),
        },
    }
}

/// The host of an address; another text as it is.
fn host(uri: &str) -> String {
    let after = uri.split_once("://").map_or(uri, |(_, after)| after);
    after.split('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;
    use crate::model::{HttpProxy, Method};

    #[test]
    fn a_plain_design_is_calm() {
        let design = (PRESETS[0].design)();
        for route in &design.routes {
            assert_eq!(marks(&design, route), []);
        }
    }

    #[test]
    fn what_differs_is_marked_once_with_what_it_is() {
        let mut design = (PRESETS[0].design)();
        design.access.authorization = Authorization::Iam;
        let method = Method {
            authorization: Some(Authorization::None),
            api_key_required: Some(!design.access.api_key_required),
            cache: MethodCache::Off,
            integration: Integration::HttpProxy(HttpProxy {
                uri: "https://a.example/{proxy}".into(),
                ..HttpProxy::default()
            }),
            ..Method::default()
        };
        let other = Method {
            authorization: Some(Authorization::Iam),
            integration: Integration::Mock(crate::model::Mock::default()),
            ..Method::default()
        };
        let route = Route {
            methods: vec![method.clone(), other, method],
            cors: RouteCors::Off,
            ..Route::default()
        };
        let found = marks(&design, &route);
        let names: Vec<Mark> = found.iter().map(|(mark, _)| *mark).collect();
        let key = if design.access.api_key_required {
            Mark::NoKey
        } else {
            Mark::Key
        };
        assert_eq!(
            names,
            [Mark::Open, key, Mark::NoCors, Mark::NoCache, Mark::Backend]
        );
        assert_eq!(found[4].1, "a.example, MOCK");
    }
}
