//! The page that anybody may call: what a health check from outside can ask for.

use super::{Authorization, Design, Integration, Method, ResourcePolicy, Verb, tree};

impl Design {
    /// Path of a page that answers a plain GET of anybody: without a signature, a token, a key or parameters, from
    /// every address. The first page where it is one, else the first route with a fixed path.
    ///
    /// `None` where every page asks for something; a path under `{proxy+}` is the app's own affair and not known here.
    pub fn open_page(&self) -> Option<&str> {
        let closed = self
            .rest()
            .is_some_and(|rest| rest.is_private() || rest.policy != ResourcePolicy::None);
        if closed || self.websocket().is_some() {
            return None;
        }
        let open = |route: &&std::sync::Arc<super::Route>| {
            let of = |verb| route.methods.iter().find(|method| method.verb == verb);
            let method = of(Verb::Get).or_else(|| of(Verb::Any));
            is_fixed(&route.path) && method.is_some_and(|method| self.is_open(method))
        };
        let found = self.routes.iter().filter(open);
        let found = found.min_by_key(|route| !tree::parts(&route.path).is_empty());
        found.map(|route| route.path.as_str())
    }

    /// An action of a service is left out: it may do something each time.
    fn is_open(&self, method: &Method) -> bool {
        *self.access.authorization_of(method) == Authorization::None
            && !self.access.api_key_required_of(method)
            && !method.request.parameters.iter().any(|one| one.required)
            && !matches!(method.integration, Integration::AwsService(_))
    }
}

/// Without parameters, and of characters that stand for themselves in every URL and command.
fn is_fixed(path: &str) -> bool {
    path.starts_with('/')
        && path
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/._~-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Api, RestApi, Route};

    fn route(path: &str, change: impl FnOnce(&mut Method)) -> Route {
        let mut method = Method {
            verb: Verb::Get,
            ..Method::default()
        };
        change(&mut method);
        Route {
            path: path.into(),
            methods: vec![method],
            ..Route::default()
        }
    }

    fn design(routes: Vec<Route>) -> Design {
        Design {
            api: Api::Rest(RestApi::default()),
            routes: routes.into_iter().map(Into::into).collect(),
            ..Design::default()
        }
    }

    #[test]
    fn the_first_page_is_taken_before_others_and_none_that_asks_for_something() {
        let open = |_: &mut Method| {};
        let key = |method: &mut Method| method.api_key_required = Some(true);
        let signed = |method: &mut Method| method.authorization = Some(Authorization::Iam);
        let health = || route("/health", open);
        let page = |routes| design(routes).open_page().map(str::to_owned);
        assert_eq!(page(vec![health(), route("/", open)]).as_deref(), Some("/"));
        assert_eq!(
            page(vec![route("/", key), health()]).as_deref(),
            Some("/health")
        );
        assert_eq!(
            page(vec![route("/", signed), route("/{proxy+}", open)]),
            None
        );
        let mut guarded = design(vec![health()]);
        guarded.access.api_key_required = true;
        assert_eq!(guarded.open_page(), None);
        let mut ranges = design(vec![health()]);
        if let Api::Rest(rest) = &mut ranges.api {
            rest.policy = ResourcePolicy::SourceRanges {
                cidrs: vec!["203.0.113.0/24".into()],
            };
        }
        assert_eq!(ranges.open_page(), None);
    }
}
