//! What the scanner finds.

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
        @bp.get('/files/<path:rest>/more')\ndef make(bp):\n\x20 @bp.route(base + '/x')\n\x20 def g(): pass\n\
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
                {"path": "/api/files/{rest+}", "methods": ["GET"]},
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
        [("python-computed", 15, 3), ("python-computed", 18, 1)]
    );
}

#[test]
fn views_answer_all_their_methods_and_what_is_no_python_is_told() {
    let source = "from flask import Flask\n\
        app = Flask(__name__)\n\
        class V(MethodView):\n    def get(self): ...\n    def put(self): ...\n\
        view = V.as_view('v')\n\
        app.add_url_rule('/view', view_func=V.as_view('v'))\n\
        app.add_url_rule('/same', 'same', view)\n\
        app.register_blueprint(users.bp, url_prefix='/users')\n\
        @app.get('/a'\ndef x(): pass\n";
    let parsed = parse(source, 0, "app.py");
    let found = parsed.documents[0]
        .get(ROOT)
        .and_then(|root| root.get("routes"));
    assert_eq!(
        found.map(Node::to_json),
        Some(json!([
            {"path": "/view", "methods": ["GET", "PUT"]},
            {"path": "/same", "methods": ["GET", "PUT"]},
        ]))
    );
    let told = parsed.findings.iter();
    let told: Vec<_> = told.map(|one| (&*one.code, one.at.line)).collect();
    assert_eq!(
        told,
        [("python-malformed", 10), ("python-router-elsewhere", 9)]
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
