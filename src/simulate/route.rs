//! Which route a path matches, and why not another one.

use super::address::{Entered, decoded_path};
use super::{Answer, Part, Reason, Request, Walk, Way};
use crate::diagnostic::Pointer;
use crate::model::{Design, Method, Route, Verb, tree};
use crate::sentence;

/// Why a route that fits the path did not get the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Another one spells out more of the path.
    LessSpecific,
    /// It has no such method.
    Method,
}

/// A route that could have matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Place of the route.
    pub route: usize,
    /// Its path.
    pub path: String,
    /// What decided against it.
    pub lost: Lost,
}

/// The route and the method that get the request.
pub(super) struct Matched<'a> {
    /// Place of the route.
    pub(super) index: usize,
    pub(super) route: &'a Route,
    /// Place of the method.
    pub(super) method_index: usize,
    pub(super) method: &'a Method,
    /// Path parameters in the order of the path.
    pub(super) parameters: Vec<(String, String)>,
}

impl Matched<'_> {
    /// What an HTTP API calls the route.
    pub(super) fn key(&self) -> String {
        self.route.key(self.method.verb)
    }

    /// Where the method stands in the design.
    pub(super) fn at(&self) -> Pointer {
        let route = Pointer::root().join("routes").join(self.index);
        route.join("methods").join(self.method_index)
    }
}

/// How well each part of a path fits: spelt out, by a parameter, by the rest.
type Fit = Vec<u8>;

/// A route that fits: its place, how it fits, and the values of its parameters.
type Fitting<'a> = (usize, &'a Route, Fit, Vec<(String, String)>);

/// How a route's path fits, and the values of its parameters.
pub(super) fn fit(route: &str, parts: &[&str]) -> Option<(Fit, Vec<(String, String)>)> {
    let own = tree::parts(route);
    let (mut fit, mut values) = (Vec::with_capacity(own.len()), Vec::new());
    for (place, part) in own.iter().enumerate() {
        let name = tree::parameter(part);
        if let Some(name) = name.filter(|_| tree::is_greedy(part)) {
            let rest = parts.get(place..).filter(|rest| !rest.is_empty())?;
            fit.push(0);
            values.push((name.to_owned(), rest.join("/")));
            return Some((fit, values));
        }
        let given = parts.get(place)?;
        if let Some(name) = name {
            fit.push(1);
            values.push((name.to_owned(), decoded_path(given)));
        } else if part == given {
            fit.push(2);
        } else {
            return None;
        }
    }
    (own.len() == parts.len()).then_some((fit, values))
}

/// The method of a route that gets a verb: its own entry before `ANY`.
fn method_of(route: &Route, verb: &str) -> Option<usize> {
    let methods = route.methods.iter();
    let own = methods
        .clone()
        .position(|method| method.verb.as_str() == verb);
    own.or_else(|| methods.clone().position(|method| method.verb == Verb::Any))
}

/// Whether a route of an HTTP API gets a path with a slash at its end: that is another path than the one without it, which
/// only a greedy part takes. No page of AWS says so; the tests of aws-powertools/powertools-lambda-python against the
/// service do (`test_api_gateway_http_trailing_slash`: 404, where a REST API answers `/todos/` as `/todos`), and
/// storacha/w3infra#166 adds a greedy route for that reason.
pub(super) fn takes_slash(route: &str) -> bool {
    tree::parts(route)
        .last()
        .is_some_and(|part| tree::is_greedy(part))
}

/// The routes whose path fits, the one that comes first before the others.
fn fitting<'a>(design: &'a Design, inner: &str) -> Vec<Fitting<'a>> {
    let parts: Vec<&str> = tree::parts(inner);
    let is_http = design.http().is_some();
    let is_slashed = is_http && !parts.is_empty() && inner.ends_with('/');
    let mut found: Vec<Fitting> = Vec::new();
    for (index, route) in design.routes.iter().enumerate() {
        if is_http && route.is_default() {
            found.push((index, route, Vec::new(), Vec::new()));
            continue;
        }
        if is_slashed && !takes_slash(&route.path) {
            continue;
        }
        // A resource without methods leads on, but answers nothing itself.
        if let Some((fit, values)) = fit(&route.path, &parts).filter(|_| !route.methods.is_empty())
        {
            found.push((index, route, fit, values));
        }
    }
    found.sort_by(|a, b| (a.1.is_default(), &b.2).cmp(&(b.1.is_default(), &a.2)));
    found
}

/// Finds the route that gets a request.
///
/// A part that is spelt out beats a parameter, which beats a greedy one, from the left (AWS: "Choose route integration
/// types", "Routing API requests"). A REST API chooses the resource first and then asks for the method; an HTTP API
/// chooses among the routes that have it.
pub(super) fn find<'a>(
    design: &'a Design,
    request: &Request,
    entered: &Entered,
    walk: &mut Walk,
) -> Way<Matched<'a>> {
    let verb = request.method.to_ascii_uppercase();
    let inner = &entered.inner;
    let is_http = design.http().is_some();
    let mut found = fitting(design, inner);
    let has_preflight = |index: usize, route: &Route| {
        verb == "OPTIONS" && !is_http && design.cors_of(index, route).is_some()
    };
    let chosen = if is_http {
        found
            .iter()
            .position(|(_, route, ..)| method_of(route, &verb).is_some())
    } else {
        (!found.is_empty()).then_some(0)
    };
    for (place, (index, route, ..)) in found.iter().enumerate() {
        if Some(place) != chosen {
            let lost = if is_http && method_of(route, &verb).is_none() {
                Lost::Method
            } else {
                Lost::LessSpecific
            };
            walk.candidates.push(Candidate {
                route: *index,
                path: route.path.clone(),
                lost,
            });
        }
    }
    let Some(chosen) = chosen else {
        return no_route(design, request, (inner, &verb), !found.is_empty(), walk);
    };
    let (index, route, _, parameters) = found.swap_remove(chosen);
    let at = Pointer::root().join("routes").join(index);
    let path = &route.path;
    let Some(method_index) =
        method_of(route, &verb).or_else(|| has_preflight(index, route).then_some(0))
    else {
        let names: Vec<_> = route
            .methods
            .iter()
            .map(|method| method.verb.as_str())
            .collect();
        let names = names.join("`, `");
        return walk.stop(
            Part::Route,
            at.join("methods"),
            sentence!("`{path}` gets it, and has no `{verb}` but `{names}`; a REST API looks at no other route then", "`{path}` が一致しましたが、メソッドは `{names}` だけで `{verb}` がありません。REST API はほかのルートを探しません"),
            Answer::refused(
                403,
                "Missing Authentication Token",
                sentence!("a REST API answers a method it does not have as if a signature were missing", "REST API は、存在しないメソッドに署名がないかのように応答します"),
                sentence!("add `{verb}` to `{path}`, or `ANY`", "`{path}` に `{verb}` か `ANY` を追加してください"),
            )
            .because(Reason::NoMethod)
            .with_cors(design, request),
        );
    };
    let method = &route.methods[method_index];
    let own = method.verb.as_str();
    let others = walk.candidates.len();
    walk.passed(
        Part::Route,
        at,
        if route.is_default() {
            sentence!(
                "no other route takes `{verb} {inner}`, so `{path}` gets it",
                "`{verb} {inner}` に合うルートがほかにないため、`{path}` に届きます"
            )
        } else if others == 0 {
            sentence!(
                "`{inner}` is `{own} {path}`",
                "`{inner}` は `{own} {path}` に一致します"
            )
        } else {
            let than = if others == 1 {
                "one other".to_owned()
            } else {
                format!("{others} others")
            };
            sentence!(
                "`{inner}` is `{own} {path}`, which spells out more of it than {than}",
                "`{inner}` は `{own} {path}` に一致します(ほかの{others}件より具体的です)"
            )
        },
    );
    Ok(Matched {
        index,
        route,
        method_index,
        method,
        parameters,
    })
}

fn no_route<T>(
    design: &Design,
    request: &Request,
    (inner, verb): (&str, &str),
    fits: bool,
    walk: &mut Walk,
) -> Way<T> {
    let at = Pointer::root().join("routes");
    let is_root = tree::parts(inner).is_empty();
    let has_greedy = design.routes.iter().any(|route| {
        tree::parts(&route.path)
            .first()
            .is_some_and(|part| tree::is_greedy(part))
    });
    let bare = inner.trim_end_matches('/');
    let bare_parts = tree::parts(bare);
    let is_slashed = design.http().is_some() && !is_root && bare.len() < inner.len();
    let without = is_slashed.then(|| {
        let mut routes = design.routes.iter();
        routes.find(|route| {
            fit(&route.path, &bare_parts).is_some() && method_of(route, verb).is_some()
        })
    });
    if let Some(route) = without.flatten() {
        let path = &route.path;
        let answer = Answer::refused(
            404,
            "Not Found",
            sentence!(
                "to an HTTP API a path with a slash at its end is another path",
                "HTTP API では、末尾にスラッシュのあるパスは別のパスです"
            ),
            sentence!(
                "ask for `{bare}`, or add a route with a greedy part such as `{path}/{{proxy+}}`",
                "`{bare}` にアクセスするか、`{path}/{{proxy+}}` のようにすべてを受けるルートを追加してください"
            ),
        );
        let message = sentence!(
            "`{path}` fits `{bare}`, but not `{inner}`, and an HTTP API does not take the slash away",
            "`{path}` は `{bare}` に一致しますが、`{inner}` には一致しません(HTTP API は末尾のスラッシュを取り除きません)"
        );
        return walk.stop(Part::Route, at, message, answer.because(Reason::NoRoute));
    }
    let message = match (fits, is_root && has_greedy) {
        (true, _) => sentence!(
            "routes fit `{inner}`, but none has `{verb}`",
            "`{inner}` に一致するルートはありますが、`{verb}` がありません"
        ),
        (_, true) => sentence!(
            "`/{{proxy+}}` needs at least one part, so nothing matches `/`",
            "`/{{proxy+}}` には1つ以上の要素が必要なため、`/` に一致するルートがありません"
        ),
        _ => sentence!(
            "no route matches `{inner}`",
            "`{inner}` に一致するルートがありません"
        ),
    };
    let mend = if is_root && has_greedy {
        sentence!(
            "add a route `/` beside `/{{proxy+}}`",
            "`/{{proxy+}}` と並べてルート `/` を追加してください"
        )
    } else if fits {
        sentence!(
            "add `{verb}` or `ANY` to the route",
            "ルートに `{verb}` か `ANY` を追加してください"
        )
    } else {
        sentence!(
            "add a route for it, or check the stage or base path at the beginning of the address",
            "ルートを追加するか、アドレス先頭のステージやベースパスを確かめてください"
        )
    };
    let answer = if design.http().is_some() {
        Answer::refused(
            404,
            "Not Found",
            sentence!(
                "an HTTP API answers what it has no route for with 404",
                "HTTP API は、ルートのないリクエストに 404 を返します"
            ),
            mend,
        )
        .because(Reason::NoRoute)
    } else {
        Answer::refused(
            403,
            "Missing Authentication Token",
            sentence!(
                "a REST API answers a path it does not have as if a signature were missing",
                "REST API は、存在しないパスに署名がないかのように応答します"
            ),
            mend,
        )
        .because(Reason::NoRoute)
        .with_cors(design, request)
    };
    walk.stop(Part::Route, at, message, answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(route: &str, path: &str) -> Option<Fit> {
        fit(route, &tree::parts(path)).map(|(fit, _)| fit)
    }

    #[test]
    fn a_part_that_is_spelt_out_beats_a_parameter_and_that_the_rest() {
        assert_eq!(fits("/a/{id}", "/a/b"), Some(vec![2, 1]));
        assert_eq!(fits("/{proxy+}", "/a/b"), Some(vec![0]));
        assert_eq!(fits("/{proxy+}", "/"), None);
        assert_eq!(fits("/a/{proxy+}", "/a"), None);
        assert_eq!(fits("/", "/"), Some(vec![]));
        assert_eq!(fits("/a", "/a/b"), None);
        assert!(fits("/a/{id}", "/a/b") > fits("/a/{proxy+}", "/a/b"));
        assert!(fits("/a/{proxy+}", "/a/b/c") > fits("/{x}/b/c", "/a/b/c"));
    }
}
