//! What the studio writes it reads again: the design that comes back is the design that was, but for what the file
//! cannot carry, and that is said.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use gateway_studio::generate;
use gateway_studio::import::{Imported, Source, read};
use gateway_studio::model::{self, Design, preset::PRESETS};
use serde_json::Value;

/// Presets, and the designs of the other tests.
fn designs() -> Vec<(String, Design)> {
    let presets = PRESETS
        .iter()
        .map(|preset| (preset.name.to_owned(), (preset.design)()));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/designs");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the designs are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    let files = files.iter().map(|path| {
        let text = fs::read_to_string(path).expect("a design can be read");
        let design = model::read(&text).design.expect("it is a design");
        let name = path.file_stem().expect("it has a name").to_string_lossy();
        (name.into_owned(), design)
    });
    presets.chain(files).collect()
}

fn value(design: &Design) -> Value {
    serde_json::from_str(&model::write(design)).expect("a design is JSON")
}

/// What differs, by JSON Pointer.
fn differences(at: &str, was: &Value, is: &Value, found: &mut BTreeMap<String, String>) {
    match (was, is) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let nothing = Value::Null;
                let (a, b) = (
                    a.get(key).unwrap_or(&nothing),
                    b.get(key).unwrap_or(&nothing),
                );
                let key = key.replace('~', "~0").replace('/', "~1");
                differences(&format!("{at}/{key}"), a, b, found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{at}/{index}"), a, b, found);
            }
        }
        _ if was != is => {
            found.insert(at.to_owned(), format!("{was} became {is}"));
        }
        _ => {}
    }
}

/// Where a file has no place for a field, the code of the finding that says so when the file is read.
const SAID: &[(&str, &[(&str, &str)])] = &[
    (
        "sam/template.yaml",
        &[
            ("/region", "region-assumed"),
            ("/account_id", "app-assumed"),
            ("/account_id", "region-assumed"),
            ("/app", "app-assumed"),
            ("/app", "code-kept"),
            ("/domain/dns/elsewhere", "record-missing"),
            // A template makes the domain that the record leads to.
            ("/domain/dns/route53/target", ""),
        ],
    ),
    (
        "openapi/openapi.yaml",
        &[
            ("/name", "openapi-stage-added"),
            ("/account_id", "openapi-stage-added"),
            ("/app", "openapi-stage-added"),
            ("/stages", "openapi-stage-added"),
            ("/domain", "openapi-stage-added"),
            ("/monitoring", "openapi-stage-added"),
            ("/web_acl", "openapi-stage-added"),
            ("/output", "openapi-stage-added"),
            // The generator says it at the endpoint.
            ("/api/rest/ip_address_type", ""),
        ],
    ),
    (
        "zappa/zappa_settings.json",
        &[
            ("/account_id", "zappa-beyond"),
            ("/app", "zappa-beyond"),
            ("/domain/certificate", "zappa-beyond"),
            ("/domain/dns", "zappa-beyond"),
            ("/domain/endpoint_access_mode", "zappa-beyond"),
            ("/domain/ip_address_type", "zappa-beyond"),
            ("/domain/mutual_tls", "zappa-beyond"),
            ("/functions", "zappa-beyond"),
            ("/vpc_links", "zappa-beyond"),
            ("/web_acl", "zappa-beyond"),
            ("/output/language", "zappa-beyond"),
            ("/api/rest/policy", "zappa-policy-of-file"),
        ],
    ),
];

/// A design in which what says the same is the same: what the API says of all methods stands at the methods, lists whose
/// order says nothing are sorted, and what nobody calls or nothing is made of is left out.
fn normal(design: &Design) -> Value {
    let mut value = value(design);
    let names: BTreeMap<String, String> = items(&value["vpc_links"])
        .map(|link| (texts(link, "name"), texts(link, "id")))
        .filter(|(_, id)| !id.is_empty())
        .collect();
    for link in value["vpc_links"].as_array_mut().into_iter().flatten() {
        if link["id"] != "" {
            link["name"] = link["id"].clone();
        }
    }
    let mut called = normal_routes(&mut value, &names);
    sort(Some(&mut value["routes"]), "path");
    for route in items(&value["api"]["websocket"]["routes"]) {
        called.push(texts(route, "function"));
    }
    for authorizer in items(&value["access"]["authorizers"]) {
        let kinds = authorizer["kind"].as_object().into_iter().flatten();
        called.extend(kinds.filter_map(|(_, told)| Some(told["function"].as_str()?.to_owned())));
    }
    if value["domain"].is_object() {
        sort(Some(&mut value["domain"]["mappings"]), "base_path");
    }
    if let Some(functions) = value["functions"].as_array_mut() {
        functions.retain(|function| called.contains(&texts(function, "name")));
        for function in &mut *functions {
            // An image that is given runs whatever it holds.
            if !texts(&function["package"]["image"], "uri").is_empty() {
                function["runtime"] = Value::Null;
            }
            let arn = texts(function, "arn");
            if !arn.is_empty() {
                let alias = texts(function, "alias");
                let alias = if alias.is_empty() {
                    alias
                } else {
                    format!(":{alias}")
                };
                let name = function["name"].clone();
                *function = serde_json::json!({ "name": name, "arn": format!("{arn}{alias}") });
            }
        }
    }
    // A logical id has neither case nor hyphens of its own.
    for name in called {
        let plain = name.to_lowercase().replace('_', "-");
        rename(&mut value, &name, &plain);
    }
    sort(value.get_mut("functions"), "name");
    let is_websocket = value["api"]["websocket"].is_object();
    // What somebody decided about the studio's own findings is nothing of the gateway: only the design's file holds it.
    value["silenced"] = Value::Null;
    // What would be generated, and did not stand in the file.
    if let Some(kept) = value.get_mut("kept").and_then(Value::as_array_mut) {
        kept.retain(|kept| !kept["value"].is_null());
        if kept.is_empty() {
            value["kept"] = Value::Null;
        }
    }
    for model in value
        .pointer_mut("/api/rest/models")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        let schema: Value = serde_json::from_str(&texts(model, "schema")).expect("it is JSON");
        model["schema"] = schema;
    }
    for key in ["authorization", "api_key_required"] {
        value["access"][key] = Value::Null;
    }
    for authorizer in value["access"]["authorizers"]
        .as_array_mut()
        .into_iter()
        .flatten()
    {
        for (_, told) in authorizer["kind"].as_object_mut().into_iter().flatten() {
            if told.get("scopes").is_some() {
                told["scopes"] = Value::Null;
            }
            // A connection is asked for once.
            if is_websocket {
                told["ttl_seconds"] = Value::Null;
            }
        }
    }
    value
}

/// The same of the routes; gives back which functions they call.
fn normal_routes(value: &mut Value, names: &BTreeMap<String, String>) -> Vec<String> {
    let (access, cors) = (value["access"].clone(), value["cors"].clone());
    let mut called: Vec<String> = Vec::new();
    for route in value["routes"].as_array_mut().into_iter().flatten() {
        let path = texts(route, "path");
        // Without any, all routes are alike.
        if route["cors"] == "off" && cors.is_null() {
            route["cors"] = Value::Null;
        }
        for method in route["methods"].as_array_mut().into_iter().flatten() {
            settle(method, &access);
            let verb = method["verb"].clone();
            let integration = method["integration"].as_object_mut().expect("it is one");
            for (kind, told) in integration {
                called.extend(told["function"].as_str().map(str::to_owned));
                if let Some(link) = told["vpc_link"].as_str().and_then(|name| names.get(name)) {
                    told["vpc_link"] = link.clone().into();
                }
                if kind == "mock" && told["body"] == "" {
                    told["content_type"] = "".into();
                }
                if kind == "http" && told["verb"] == verb {
                    told["verb"] = "ANY".into();
                }
                let mapping = told.get_mut("mapping");
                sort(
                    mapping.and_then(|mapping| mapping.get_mut("parameters")),
                    "name",
                );
            }
            sort_changes(method.get_mut("transform"));
            let parameters = method
                .get_mut("request")
                .map(|request| &mut request["parameters"]);
            let parameters = parameters.and_then(Value::as_array_mut);
            for parameter in parameters.into_iter().flatten() {
                // Without it there is no such path.
                if parameter["place"] == "path" && path.contains(&texts(parameter, "name")) {
                    parameter["required"] = true.into();
                }
            }
            sort(
                method
                    .get_mut("request")
                    .map(|request| &mut request["parameters"]),
                "name",
            );
        }
        sort(Some(&mut route["methods"]), "verb");
    }
    called
}

/// Changes of requests and answers stand in a mapping, whose order says nothing.
fn sort_changes(transform: Option<&mut Value>) {
    let Some(transform) = transform.filter(|one| one.is_object()) else {
        return;
    };
    sort(transform.get_mut("request"), "name");
    for answer in transform["responses"].as_array_mut().into_iter().flatten() {
        sort(answer.get_mut("changes"), "name");
    }
}

fn texts(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// Lets a function have another name.
fn rename(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if (key == "function" || key == "name") && value == from {
                    *value = to.into();
                }
                rename(value, from, to);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, from, to)),
        _ => {}
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn sort(list: Option<&mut Value>, key: &str) {
    if let Some(list) = list.and_then(Value::as_array_mut) {
        list.sort_by_key(|item| item[key].as_str().unwrap_or_default().to_owned());
    }
}

/// What a method wants of its callers, whoever says it.
fn settle(method: &mut Value, access: &Value) {
    if method["authorization"].is_null() {
        method["authorization"] = access["authorization"].clone();
    }
    if method["api_key_required"].is_null() {
        method["api_key_required"] = access["api_key_required"].clone();
    }
    let asked = method["authorization"]["authorizer"].clone();
    if items(&method["authorization_scopes"]).next().is_none() {
        let mut authorizers = items(&access["authorizers"]);
        let kind = authorizers.find(|one| one["name"] == asked);
        let kinds = kind
            .and_then(|one| one["kind"].as_object())
            .into_iter()
            .flatten();
        for (_, told) in kinds {
            if told["scopes"].is_array() {
                method["authorization_scopes"] = told["scopes"].clone();
            }
        }
    }
}

/// A pointer without the places in lists.
fn numberless(at: &str) -> String {
    let steps = at.split('/');
    let steps = steps.map(|step| {
        if step.parse::<usize>().is_ok() {
            "*"
        } else {
            step
        }
    });
    steps.collect::<Vec<_>>().join("/")
}

#[test]
fn what_the_studio_writes_is_read_as_the_design_it_was() {
    let mut compared = 0;
    let mut wrong = String::new();
    for (path, said) in SAID {
        for (name, design) in designs() {
            let made = generate::generate(&design);
            let Some(file) = made.iter().find(|file| file.generator.path == *path) else {
                continue;
            };
            let text = file.document.text();
            let bytes = text.as_bytes();
            let imported: Imported = read(&[Source { name: path, bytes }]);
            let Some(back) = &imported.design else {
                panic!("{path} of {name}: {:#?}", imported.findings);
            };
            let lost = generate::lost(&design).into_iter();
            let lost = lost.filter(|(generator, _)| generator.path == *path);
            let lost: Vec<String> = lost
                .flat_map(|(_, lost)| lost)
                .map(|lost| lost.at.clone())
                .collect();
            let is_said = |at: &str| {
                let mut known = said.iter();
                known.any(|(place, code)| {
                    let mut findings = imported.findings.iter();
                    let told = code.is_empty() || findings.any(|finding| finding.code == *code);
                    at.starts_with(place) && told
                })
            };
            let mut found = BTreeMap::new();
            differences("", &normal(&design), &normal(back), &mut found);
            found.retain(|at, _| {
                // The order of routes may be another one.
                let place = numberless(at);
                let near = |lost: &String| {
                    let lost = numberless(lost);
                    place.starts_with(&lost)
                        || lost.starts_with(&place)
                        || place.ends_with("/vpc_link") && lost.starts_with("/vpc_links")
                };
                !is_said(at) && !lost.iter().any(near)
            });
            if !design.name.is_ascii() {
                // Nothing of it is in a logical id.
                found.retain(|at, _| at != "/name" && at != "/output/sam_ids");
            }
            if path.starts_with("zappa/") {
                // Zappa's function has the project's name, and these keys are of a domain or a policy that it is not told.
                found.retain(|at, _| !at.ends_with("/lambda_proxy/function"));
                let mut kept = back.kept.iter();
                let known = [
                    "base_path",
                    "DASH_REQUESTS_PATHNAME_PREFIX",
                    "apigateway_policy",
                ];
                if kept.all(|kept| known.iter().any(|key| kept.at.ends_with(key))) {
                    found.remove("/kept");
                }
            }
            for (at, what) in found {
                let what: String = what.chars().take(400).collect();
                let _ = writeln!(wrong, "{path} of {name}: {at}: {what}");
            }
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared}");
    assert_eq!(wrong, "", "{wrong}");
}

/// What a file says, in any order and without comments.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines();
    let lines = lines.map(|line| line.trim_start_matches(['-', ' ']).trim_end());
    let mut lines: Vec<_> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    lines.sort_unstable();
    lines
}

#[test]
fn what_the_studio_writes_is_written_again_as_it_was() {
    let (mut compared, mut wrong) = (0, String::new());
    for path in ["sam/template.yaml", "openapi/openapi.yaml"] {
        for (name, design) in designs() {
            let text_of = |design: &Design| {
                let made = generate::generate(design).into_iter();
                let mut made = made.filter(|file| file.generator.path == path);
                made.next().map(|file| file.document.text())
            };
            let Some(text) = text_of(&design) else {
                continue;
            };
            let bytes = text.as_bytes();
            let mut back = read(&[Source { name: path, bytes }]).design;
            if let (Some(back), "openapi/openapi.yaml") = (&mut back, path) {
                // A definition tells neither, and that is said.
                back.name.clone_from(&design.name);
                back.account_id.clone_from(&design.account_id);
            }
            let again = back.and_then(|design| text_of(&design)).unwrap_or_default();
            let (was, is) = (lines(&text), lines(&again));
            if was != is {
                let lost = was.iter().filter(|line| !is.contains(line)).take(3);
                let new = is.iter().filter(|line| !was.contains(line)).take(3);
                let (lost, new): (Vec<_>, Vec<_>) = (lost.collect(), new.collect());
                let _ = writeln!(wrong, "{path} of {name}: {lost:?} became {new:?}");
            }
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
    assert_eq!(wrong, "", "{wrong}");
}

#[test]
fn what_no_resource_of_a_template_says_stands_in_its_metadata() {
    let presets = PRESETS.iter().map(|preset| (preset.design)());
    let is_rest = |design: &Design| {
        let route53 = design.domain.as_ref().map(|domain| &domain.dns);
        matches!(route53, Some(model::Dns::Route53(_)))
    };
    let mut count = 0;
    for mut design in presets.filter(is_rest) {
        count += 1;
        if let Some(domain) = &mut design.domain
            && let model::Dns::Route53(record) = &mut domain.dns
        {
            record.hosted_zone_id = "Z1D633PJN98FT9".into();
            record.zone_name = "example.com".into();
        }
        design.stages[0].description = "what: all see".into();
        design.silenced = vec![model::Silenced {
            code: "stage-without-throttle".into(),
            place: "/stages/prod".into(),
            reason: "it is `ours`".into(),
        }];
        let text_of = |design: &Design| {
            let made = generate::generate(design).into_iter();
            let mut made = made.filter(|file| file.generator.path == "sam/template.yaml");
            made.next().expect("there is one").document.text()
        };
        let text = text_of(&design);
        let bytes = text.as_bytes();
        let imported = read(&[Source {
            name: "template.yaml",
            bytes,
        }]);
        let back = imported.design.expect("it is a template");
        let (was, is) = (value(&design), value(&back));
        assert_eq!(was["silenced"], is["silenced"], "{text}");
        assert_eq!(
            was["stages"][0]["description"], is["stages"][0]["description"],
            "{text}"
        );
        assert_eq!(was["domain"]["dns"], is["domain"]["dns"], "{text}");
        assert_eq!(lines(&text_of(&back)), lines(&text));
    }
    assert!(count > 0);
}
