//! Goes over a source and finds the app, its routes and its prefix.

use std::collections::BTreeMap;

use super::ROOT;
use super::names::{call, converted, is_identifier, module};
use super::router::{self, Routers};
use super::statement::{Argument, arguments, literal, literals, string_end};
use super::syntax;
use super::view::Views;
use crate::diagnostic::{Sentence, Severity};
use crate::import::finding::Finding;
use crate::import::node::{Entry, Kind, Node, Place};
use crate::import::parse::Parsed;
use crate::import::parse::places::Places;
use crate::sentence;

/// How many statements are looked into, and how far: a source of people stays far below.
const MOST: usize = 10_000;
const LONGEST_CALL: usize = 4_000;

/// Decorators of routes, and the verb of each; without one the argument `methods` names them.
const DECORATORS: [(&str, &str); 9] = [
    ("route", ""),
    ("api_route", ""),
    ("get", "GET"),
    ("post", "POST"),
    ("put", "PUT"),
    ("patch", "PATCH"),
    ("delete", "DELETE"),
    ("head", "HEAD"),
    ("options", "OPTIONS"),
];

/// Whether a text is a source of Python: it imports something.
pub(in crate::import) fn is_source(text: &str) -> bool {
    let is_names = |text: &str| {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_., ".contains(c);
        text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '.'))
            && text.chars().all(is_name)
    };
    let is_import = |line: &&str| line.starts_with("from ") || line.starts_with("import ");
    let mut imports = text.lines().take(1000).filter(is_import).map(|line| {
        let code = line.split('#').next().unwrap_or_default();
        code.trim_end()
    });
    imports.any(|line| match line.strip_prefix("from ") {
        Some(rest) => rest
            .split_once(" import ")
            .is_some_and(|(name, _)| is_names(name)),
        None => line.strip_prefix("import ").is_some_and(is_names),
    })
}

/// Scans a source; its document is what was found.
pub(in crate::import) fn parse(text: &str, file: u32, name: &str) -> Parsed {
    let mut scan = Scan {
        text,
        places: Places::new(text, file),
        looked: 0,
        apps: Vec::new(),
        servers: Vec::new(),
        routers: Routers::default(),
        views: Views::default(),
        constants: BTreeMap::new(),
        prefix: None,
        routes: Vec::new(),
        parsed: Parsed::default(),
    };
    scan.say_wrong();
    scan.lines();
    scan.finish(name)
}

struct Scan<'a> {
    text: &'a str,
    places: Places<'a>,
    looked: usize,
    /// Framework, object, place.
    apps: Vec<(&'static str, &'a str, Place)>,
    /// Flask server of a Dash object.
    servers: Vec<(&'a str, Place)>,
    routers: Routers<'a>,
    views: Views<'a>,
    /// Texts that have a name, as long as it is given once.
    constants: BTreeMap<&'a str, Option<&'a str>>,
    prefix: Option<(&'a str, Place)>,
    /// Object, path, verbs, place.
    routes: Vec<(&'a str, String, Vec<String>, Place)>,
    parsed: Parsed,
}

impl<'a> Scan<'a> {
    fn lines(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let rest = &self.text[at..];
            let code = rest.trim_start_matches([' ', '\t']);
            let start = at + rest.len() - code.len();
            if self.looked < MOST {
                let line = code.split(['\n', '\r']).next().unwrap_or_default();
                self.views.line(line, start - at);
                self.statement(start);
            }
            at = self.line_end(start);
        }
    }

    /// Says where the source is no Python.
    fn say_wrong(&mut self) {
        let Some((at, what)) = syntax::wrong(self.text) else {
            return;
        };
        let (en, ja) = (&what.en, &what.ja);
        let place = self.places.at(at);
        self.parsed.warn(
            "python-malformed",
            place,
            sentence!("this is not Python: {en}", "Python として読めません。{ja}"),
            sentence!(
                "mend the line, or the one before it: as it is the program does not start",
                "この行か前の行を直してください。このままではプログラムが起動しません"
            ),
        );
    }

    /// The byte behind the line that a byte stands in; strings of several lines belong to it.
    fn line_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\n' | b'\r' => return at + 1,
                b'#' => {
                    let rest = &self.text[at..];
                    at += rest.find(['\n', '\r']).unwrap_or(rest.len());
                }
                b'"' | b'\'' => match string_end(&self.text[at..]) {
                    Some(length) => at += length.max(1),
                    // Python reads nothing behind a string without an end, either.
                    None => return bytes.len(),
                },
                _ => at += 1,
            }
        }
        at
    }

    /// Looks into the statement at a byte.
    fn statement(&mut self, start: usize) {
        let rest = &self.text[start..];
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        if let Some(decorator) = line.strip_prefix('@') {
            if let Some((called, open)) = call(decorator) {
                self.decorator(called, start, start + 1 + open);
            }
            return;
        }
        if let Some((name, value)) = line.split_once('=')
            && !value.starts_with('=')
        {
            // `app: FastAPI = FastAPI()`
            let name = name.split(':').next().unwrap_or_default().trim();
            let code = value.trim_start();
            if is_identifier(name) {
                let begins = start + line.len() - code.len();
                self.assignment(name, code, start, begins);
                return;
            }
        }
        if let Some((called, open)) = call(line) {
            self.called(called, start, start + open);
        }
    }

    fn arguments(&mut self, open: usize) -> Vec<Argument<'a>> {
        self.looked += 1;
        let end = self.text.floor_char_boundary(open + LONGEST_CALL);
        arguments(&self.text[..end], open)
    }

    fn assignment(&mut self, name: &'a str, code: &'a str, start: usize, begins: usize) {
        let at = self.places.at(start);
        if let Some((called, open)) = call(code) {
            let class = called.rsplit('.').next().unwrap_or_default();
            let framework = match class {
                "Dash" => "dash",
                "Flask" => "flask",
                "FastAPI" => "fastapi",
                "Blueprint" | "APIRouter" => "",
                "as_view" => return self.views.give(name, code),
                _ => return,
            };
            let arguments = self.arguments(begins + open);
            if framework.is_empty() {
                self.router(name, class == "Blueprint", &arguments);
                return;
            }
            for argument in &arguments {
                self.constructed(framework, argument);
            }
            self.apps.push((framework, name, at));
        } else if let Some((object, "server")) = code.trim_end().rsplit_once('.')
            && is_identifier(object)
        {
            self.servers.push((name, at));
        } else if start == 0 || self.text[..start].ends_with(['\n', '\r']) {
            let text = string_end(code).map(|end| code.split_at(end));
            let text = text.filter(|(_, rest)| {
                let rest = rest.trim_start();
                rest.is_empty() || rest.starts_with('#')
            });
            let text = text.and_then(|(text, _)| literal(text));
            let known = self.constants.entry(name);
            known.and_modify(|known| *known = None).or_insert(text);
        }
    }

    /// A blueprint or a router, with what it says stands before its routes.
    fn router(&mut self, name: &'a str, is_blueprint: bool, arguments: &[Argument<'a>]) {
        let mut arguments = arguments.iter();
        let prefix = arguments.find(|one| matches!(one.name, "url_prefix" | "prefix"));
        let own = prefix.and_then(|prefix| self.told(prefix));
        self.routers
            .make(name, is_blueprint, own.unwrap_or_default());
    }

    /// The text of a literal, or of the constant that a name stands for.
    fn value(&self, code: &'a str) -> Option<&'a str> {
        literal(code).or_else(|| *self.constants.get(code.trim())?)
    }

    /// A literal, or a constant; of anything else it is said that it is computed.
    fn told(&mut self, argument: &Argument<'a>) -> Option<&'a str> {
        let text = self.value(argument.text);
        if text.is_none() && argument.text != "None" {
            let at = self.places.at(argument.at);
            self.computed(at, argument.name);
        }
        text
    }

    /// An argument of an app's constructor.
    fn constructed(&mut self, framework: &str, argument: &Argument<'a>) {
        match (framework, argument.name) {
            ("dash", "requests_pathname_prefix" | "url_base_pathname")
            | ("fastapi", "root_path") => {
                let at = self.places.at(argument.at);
                match self.value(argument.text) {
                    Some(prefix) => self.prefix = Some((prefix, at)),
                    None => self.computed(at, argument.name),
                }
            }
            _ => {}
        }
    }

    fn decorator(&mut self, called: &'a str, start: usize, open: usize) {
        let Some((owner, name)) = called.rsplit_once('.') else {
            return;
        };
        let Some((_, verb)) = DECORATORS.iter().find(|(known, _)| *known == name) else {
            return;
        };
        let arguments = self.arguments(open);
        self.route(owner, verb, &arguments, start);
    }

    /// A call that stands alone.
    fn called(&mut self, called: &'a str, start: usize, open: usize) {
        let Some((owner, name)) = called.rsplit_once('.') else {
            return;
        };
        match name {
            "add_url_rule" | "add_api_route" => {
                let arguments = self.arguments(open);
                self.route(owner, "", &arguments, start);
            }
            "register_blueprint" | "include_router" => {
                let arguments = self.arguments(open);
                self.registered(owner, &arguments, start);
            }
            "mount" => {
                self.looked += 1;
                let at = self.places.at(start);
                self.parsed.warn(
                    "python-mount",
                    at,
                    sentence!(
                        "another app is mounted here, whose routes are not in this source",
                        "ここにマウントされた別アプリのルートは、このソースにはありません"
                    ),
                    sentence!(
                        "add a greedy route for its path in the studio",
                        "そのパスに `{{proxy+}}` のルートをスタジオで追加してください"
                    ),
                );
            }
            _ => {}
        }
    }

    /// Notes where a blueprint or a router is registered.
    fn registered(&mut self, at: &'a str, arguments: &[Argument<'a>], start: usize) {
        let router = arguments.first().filter(|first| first.name.is_empty());
        let Some(router) = router else { return };
        let mut named = arguments.iter();
        let prefix = named.find(|one| matches!(one.name, "url_prefix" | "prefix"));
        let prefix = prefix.and_then(|prefix| self.told(prefix));
        if self.routers.register(router.text, at, prefix) {
            return;
        }
        let (name, place) = (router.text, self.places.at(start));
        self.parsed.warn(
            "python-router-elsewhere",
            place,
            sentence!(
                "`{name}` is made in another source, so its routes are not in the design",
                "`{name}` は別のソースで作られているため、そのルートは設計に含まれません"
            ),
            sentence!(
                "add its routes in the studio",
                "ルートをスタジオで追加してください"
            ),
        );
    }

    fn route(&mut self, owner: &'a str, verb: &str, arguments: &[Argument<'a>], start: usize) {
        let at = self.places.at(start);
        let path = arguments
            .iter()
            .find(|argument| argument.name.is_empty() || matches!(argument.name, "rule" | "path"));
        let Some(path) = path else { return };
        let Some(path) = self.value(path.text) else {
            return self.computed(at, "route");
        };
        let methods = arguments.iter().find(|argument| argument.name == "methods");
        let mut verbs: Vec<String> = match methods {
            _ if !verb.is_empty() => vec![verb.to_owned()],
            Some(methods) => {
                let names = literals(methods.text).into_iter();
                names.map(str::to_ascii_uppercase).collect()
            }
            None => self.verbs_of_view(arguments),
        };
        if verbs.is_empty() {
            self.computed(at, "methods");
            verbs = vec!["ANY".to_owned()];
        }
        self.routes.push((owner, path.to_owned(), verbs, at));
    }

    /// The verbs that the view of a rule answers; `GET`, where it is a function.
    fn verbs_of_view(&self, arguments: &[Argument<'a>]) -> Vec<String> {
        let mut unnamed = arguments.iter().filter(|one| one.name.is_empty()).skip(2);
        let named = arguments.iter().find(|one| one.name == "view_func");
        let view = named.or_else(|| unnamed.next());
        let verbs = view.and_then(|view| self.views.verbs(view.text));
        verbs.unwrap_or_else(|| vec!["GET".to_owned()])
    }

    fn computed(&mut self, at: Place, what: &str) {
        self.parsed.warn(
            "python-computed",
            at,
            sentence!(
                "`{what}` is computed here, and nothing of the program is run",
                "ここの `{what}` は計算で決まる値ですが、プログラムは実行されません"
            ),
            sentence!(
                "add in the studio what is missing",
                "足りないものはスタジオで追加してください"
            ),
        );
    }

    fn finish(mut self, file_name: &str) -> Parsed {
        let start = self.places.at(0);
        let kinds = ["dash", "fastapi", "flask"];
        let app = kinds
            .iter()
            .find_map(|kind| self.apps.iter().find(|(framework, _, _)| framework == kind));
        let Some(&(framework, object, at)) = app else {
            return self.no_app(start);
        };
        let mut entries = vec![
            entry("framework", at, framework),
            entry("module", at, module(file_name)),
            entry("object", at, object),
        ];
        if let Some((server, at)) = self.servers.first().filter(|_| framework == "dash") {
            entries.push(entry("server", *at, server));
        }
        if let Some((prefix, at)) = self.prefix {
            entries.push(entry("prefix", at, prefix));
        }
        let known = &self.routers;
        let routes = self.routes.iter().flat_map(|(owner, path, verbs, at)| {
            let addresses = known.before(owner).into_iter();
            addresses.map(move |before| (router::joined(&before, path), verbs, at))
        });
        let routes = routes.map(|(path, verbs, at)| {
            let verbs = verbs.iter().map(|verb| Node::text(*at, verb.as_str()));
            let kind = Kind::Map(
                vec![
                    entry("path", *at, &converted(&path)),
                    Entry::new(
                        "methods",
                        *at,
                        Node {
                            at: *at,
                            kind: Kind::List(verbs.collect()),
                        },
                    ),
                ]
                .into(),
            );
            Node { at: *at, kind }
        });
        let routes: Vec<Node> = routes.collect();
        if !routes.is_empty() {
            let kind = Kind::List(routes);
            entries.push(Entry::new("routes", at, Node { at, kind }));
        }
        let kind = Kind::Map(entries.into());
        let found = Entry::new(ROOT, at, Node { at, kind });
        self.parsed.documents.push(Node {
            at: start,
            kind: Kind::Map(vec![found].into()),
        });
        self.parsed
    }

    fn no_app(mut self, at: Place) -> Parsed {
        let what: Sentence = sentence!(
            "this Python source makes no Dash, Flask or FastAPI object",
            "この Python ソースには Dash、Flask、FastAPI のオブジェクトがありません"
        );
        let mend = sentence!(
            "open the file that has a line such as `app = Flask(__name__)`",
            "`app = Flask(__name__)` のような行があるファイルを開いてください"
        );
        let finding = Finding::new("python-without-app", Severity::Error, at, what);
        self.parsed.findings.push(finding.help(mend));
        self.parsed
    }
}

fn entry(key: &str, at: Place, text: &str) -> Entry {
    Entry::new(key, at, Node::text(at, text))
}

#[cfg(test)]
mod tests;
