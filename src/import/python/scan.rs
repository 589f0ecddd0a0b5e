//! Goes over a source and finds the app, its routes and its prefix.

use super::ROOT;
use super::statement::{Argument, arguments, literal, literals, string_end};
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
        prefixes: Vec::new(),
        prefix: None,
        routes: Vec::new(),
        parsed: Parsed::default(),
    };
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
    /// What stands before the routes of a blueprint or a router.
    prefixes: Vec<(&'a str, &'a str)>,
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
                self.statement(start);
            }
            at = self.line_end(start);
        }
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
                _ => return,
            };
            let arguments = self.arguments(begins + open);
            for argument in &arguments {
                self.constructed(name, framework, argument);
            }
            if !framework.is_empty() {
                self.apps.push((framework, name, at));
            }
        } else if let Some((object, "server")) = code.trim_end().rsplit_once('.')
            && is_identifier(object)
        {
            self.servers.push((name, at));
        }
    }

    /// An argument of an app's or a router's constructor.
    fn constructed(&mut self, name: &'a str, framework: &str, argument: &Argument<'a>) {
        match (framework, argument.name) {
            ("", "url_prefix" | "prefix") => {
                if let Some(prefix) = literal(argument.text) {
                    self.prefixes.push((name, prefix));
                }
            }
            ("dash", "requests_pathname_prefix" | "url_base_pathname")
            | ("fastapi", "root_path") => {
                let at = self.places.at(argument.at);
                match literal(argument.text) {
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
                let router = arguments
                    .first()
                    .filter(|argument| argument.name.is_empty());
                let prefix = arguments
                    .iter()
                    .find(|argument| matches!(argument.name, "url_prefix" | "prefix"));
                if let (Some(router), Some(prefix)) = (router, prefix)
                    && let Some(prefix) = literal(prefix.text)
                {
                    self.prefixes.push((router.text, prefix));
                }
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

    fn route(&mut self, owner: &'a str, verb: &str, arguments: &[Argument<'a>], start: usize) {
        let at = self.places.at(start);
        let path = arguments
            .iter()
            .find(|argument| argument.name.is_empty() || matches!(argument.name, "rule" | "path"));
        let Some(path) = path else { return };
        let Some(path) = literal(path.text) else {
            return self.computed(at, "route");
        };
        let methods = arguments.iter().find(|argument| argument.name == "methods");
        let mut verbs: Vec<String> = match methods {
            _ if !verb.is_empty() => vec![verb.to_owned()],
            Some(methods) => {
                let names = literals(methods.text).into_iter();
                names.map(str::to_ascii_uppercase).collect()
            }
            None => vec!["GET".to_owned()],
        };
        if verbs.is_empty() {
            self.computed(at, "methods");
            verbs = vec!["ANY".to_owned()];
        }
        self.routes.push((owner, path.to_owned(), verbs, at));
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
        let prefixes = &self.prefixes;
        let routes = self.routes.iter().map(|(owner, path, verbs, at)| {
            let before = prefixes.iter().filter(|(name, _)| name == owner);
            // What a router is registered with stands before its own prefix.
            let before: String = before
                .rev()
                .map(|(_, prefix)| prefix.trim_end_matches('/'))
                .collect();
            let verbs = verbs.iter().map(|verb| Node::text(*at, verb.as_str()));
            let kind = Kind::Map(vec![
                entry("path", *at, &converted(&format!("{before}{path}"))),
                Entry::new(
                    "methods",
                    *at,
                    Node {
                        at: *at,
                        kind: Kind::List(verbs.collect()),
                    },
                ),
            ]);
            Node { at: *at, kind }
        });
        let routes: Vec<Node> = routes.collect();
        if !routes.is_empty() {
            let kind = Kind::List(routes);
            entries.push(Entry::new("routes", at, Node { at, kind }));
        }
        let kind = Kind::Map(entries);
        let found = Entry::new(ROOT, at, Node { at, kind });
        self.parsed.documents.push(Node {
            at: start,
            kind: Kind::Map(vec![found]),
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

/// The dotted name before a bracket, and where the bracket stands.
fn call(code: &str) -> Option<(&str, usize)> {
    let open = code.find('(')?;
    let name = code[..open].trim_end();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, open))
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The module of a file, where its name is one.
fn module(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.strip_suffix(".py").unwrap_or_default();
    if is_identifier(stem) { stem } else { "app" }
}

/// A path of Flask (`<int:id>`) or `FastAPI` (`{rest:path}`) as API Gateway spells it.
fn converted(path: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let inside = |open, close| part.strip_prefix(open)?.strip_suffix(close);
        let (name, is_greedy) = if let Some(variable) = inside('<', '>') {
            let (kind, name) = variable.rsplit_once(':').unwrap_or(("", variable));
            (name, kind == "path")
        } else if let Some(variable) = inside('{', '}') {
            let (name, kind) = variable.split_once(':').unwrap_or((variable, ""));
            (name, kind == "path")
        } else {
            parts.push(part.to_owned());
            continue;
        };
        if is_greedy {
            parts.push(format!("{{{name}+}}"));
            break;
        }
        parts.push(format!("{{{name}}}"));
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sources_are_told_from_other_texts() {
        for source in [
            "import dash\n",
            "#!/usr/bin/env python\n\"\"\"x\"\"\"\nfrom flask import (\n    Flask)\n",
            "import os, sys  # x\r\n",
        ] {
            assert!(is_source(source), "{source}");
        }
        for other in [
            "import: x\n",
            "imports x",
            "a: 1\nfrom here: to there\n",
            "{\"import x\": 1}",
            "import {x} from 'y'\n",
            "  import x",
        ] {
            assert!(!is_source(other), "{other}");
        }
    }

    #[test]
    fn apps_routes_and_prefixes_are_found() {
        let source = "import x\n\"\"\"\n@app.route('/no')\n\"\"\"\n\
            app = Flask(\n    __name__,\n)\nbp = Blueprint('b', __name__, url_prefix='/v1')\n\
            @app.route('/')\ndef f(): pass\n\
            @app.route(\"/items/<int:id>/\", methods=[\n  'GET', 'put'])  # '\n\
            @bp.get('/files/<path:rest>/more')\n  @bp.route(base + '/x')\n\
            app.register_blueprint(bp, url_prefix='/api')\n\
            app.add_url_rule(rule='/late', view_func=f, methods=VERBS)\n";
        let parsed = parse(source, 1, "web/main.py");
        let found = parsed.documents[0].get(ROOT).map(Node::to_json);
        assert_eq!(
            found,
            Some(json!({
                "framework": "flask", "module": "main", "object": "app",
                "routes": [
                    {"path": "/", "methods": ["GET"]},
                    {"path": "/items/{id}", "methods": ["GET", "PUT"]},
                    {"path": "/api/v1/files/{rest+}", "methods": ["GET"]},
                    {"path": "/late", "methods": ["ANY"]},
                ]
            }))
        );
        let places: Vec<_> = parsed
            .findings
            .iter()
            .map(|found| (&*found.code, found.at.line, found.at.column))
            .collect();
        assert_eq!(
            places,
            [("python-computed", 14, 3), ("python-computed", 16, 1)]
        );
    }

    #[test]
    fn a_dash_app_with_its_server_and_prefix_is_found() {
        let source = "import dash\ndapp = dash.Dash(__name__, requests_pathname_prefix='/prod/')\nserver = dapp.server\n";
        let parsed = parse(source, 0, "-");
        assert_eq!(
            parsed.documents[0].get(ROOT).map(Node::to_json),
            Some(
                json!({"framework": "dash", "module": "app", "object": "dapp", "server": "server", "prefix": "/prod/"})
            )
        );
    }

    #[test]
    fn a_hostile_source_takes_no_time() {
        for text in ["a = Flask(", "@a.get(", "\"\"\"", "'", "#", "a=b\\"] {
            let source = format!("import x\n{}", format!("{text}\n").repeat(50_000));
            parse(&source, 0, "x");
        }
    }
}
