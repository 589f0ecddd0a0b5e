//! What a definition declares of requests: parameters, bodies with their models, what is checked, and what tells
//! answers in a cache apart.

use std::collections::BTreeSet;

use crate::diagnostic::Pointer;
use crate::generate::integration::parameter;
use crate::generate::method;
use crate::model::{Design, Method, ParameterPlace, Request, Route, Validator, tree};
use crate::text::yaml::Yaml;

/// The validators that methods use.
pub(in crate::generate) fn validators(design: &Design) -> BTreeSet<Validator> {
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    let found = methods.map(|method| method.request.validator);
    found.filter(|one| *one != Validator::None).collect()
}

/// Whether the API checks requests, or knows models.
pub(super) fn any(design: &Design) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    design.rest().is_some_and(|rest| !rest.models.is_empty())
        || methods.any(|method| !method.request.is_empty())
}

/// The parameters of the path where `path` wants them all, those that the backend takes, spelt as a mapping names
/// them, and those that the method declares; each once.
pub(super) fn print_parameters(
    yaml: &mut Yaml,
    (route, method): (&Route, &Method),
    (path, taken): (bool, &[String]),
    at: Pointer,
) {
    let mut seen = BTreeSet::new();
    let of_path = if path {
        tree::parameters(&route.path)
    } else {
        Vec::new()
    };
    let declared = method.request.parameters.iter().enumerate();
    let declared = declared.map(|(index, one)| {
        let at = at.join("request").join("parameters").join(index);
        (Some(at), one.place, &*one.name, one.is_required())
    });
    let of_path = of_path
        .into_iter()
        .map(|name| (None, ParameterPlace::Path, name, true));
    let taken = taken.iter().filter_map(|told| {
        let (place, name) = parameter(told)?;
        let place = match place {
            "path" => ParameterPlace::Path,
            "header" => ParameterPlace::Header,
            _ => ParameterPlace::QueryString,
        };
        Some((None, place, name, place == ParameterPlace::Path))
    });
    let all: Vec<_> = of_path
        .chain(declared)
        .chain(taken)
        .filter(|(_, place, name, _)| seen.insert((*place, *name)))
        .collect();
    if all.is_empty() {
        return;
    }
    yaml.list("parameters", |yaml| {
        for (at, place, name, required) in all {
            let print = |yaml: &mut Yaml| {
                yaml.item_map(|yaml| {
                    yaml.entry("name", name);
                    yaml.entry("in", in_openapi(place));
                    yaml.entry("required", required);
                    yaml.map("schema", |yaml| yaml.entry("type", "string"));
                });
            };
            match at {
                Some(at) => yaml.at(at, print),
                None => print(yaml),
            }
        }
    });
}

const fn in_openapi(place: ParameterPlace) -> &'static str {
    match place {
        ParameterPlace::QueryString => "query",
        ParameterPlace::Header => "header",
        ParameterPlace::Path => "path",
    }
}

/// The bodies that a method takes, and what of its requests is checked.
pub(super) fn print_body(yaml: &mut Yaml, request: &Request, at: Pointer) {
    let at = at.join("request");
    if !request.models.is_empty() {
        yaml.at(at.join("models"), |yaml| {
            yaml.map("requestBody", |yaml| {
                yaml.map("content", |yaml| {
                    let mut seen = BTreeSet::new();
                    for (index, model) in request.models.iter().enumerate() {
                        if !seen.insert(&model.content_type) {
                            continue;
                        }
                        yaml.at(at.join("models").join(index), |yaml| {
                            yaml.map(&model.content_type, |yaml| {
                                yaml.map("schema", |yaml| {
                                    let model = format!("#/components/schemas/{}", model.model);
                                    yaml.entry("$ref", &model);
                                });
                            });
                        });
                    }
                });
                yaml.entry("required", true);
            });
        });
    }
    if request.validator != Validator::None {
        let key = "x-amazon-apigateway-request-validator";
        yaml.entry_at(at.join("validator"), key, request.validator.key());
    }
}

/// What each validator checks.
pub(in crate::generate) fn print_validators(yaml: &mut Yaml, design: &Design) {
    let validators = validators(design);
    let placed = validators.iter().filter_map(|validator| {
        let uses = |method: &Method| method.request.validator == *validator;
        let (at, _) = method::first(design, uses)?;
        Some((validator, at.join("request").join("validator")))
    });
    let placed: Vec<_> = placed.collect();
    let Some((_, first)) = placed.first() else {
        return;
    };
    yaml.at(*first, |yaml| {
        yaml.map("x-amazon-apigateway-request-validators", |yaml| {
            for (validator, at) in &placed {
                yaml.at(*at, |yaml| {
                    yaml.map(validator.key(), |yaml| {
                        yaml.entry("validateRequestBody", validator.checks_body());
                        yaml.entry("validateRequestParameters", validator.checks_parameters());
                    });
                });
            }
        });
    });
}

/// Where the models stand, if there are some.
pub(super) fn models_at(design: &Design) -> Option<Pointer> {
    let rest = design.rest().filter(|rest| !rest.models.is_empty());
    rest.map(|_| Pointer::root().join("api").join("rest").join("models"))
}

/// The models, inside `components`; each name once.
pub(super) fn print_models(yaml: &mut Yaml, design: &Design) {
    let Some(rest) = design.rest().filter(|rest| !rest.models.is_empty()) else {
        return;
    };
    let at = Pointer::root().join("api").join("rest").join("models");
    yaml.at(at, |yaml| {
        yaml.map("schemas", |yaml| {
            let mut seen = BTreeSet::new();
            for (index, model) in rest.models.iter().enumerate() {
                if !seen.insert(&model.name) {
                    continue;
                }
                let at = at.join(index);
                yaml.at(at, |yaml| {
                    yaml.map(&model.name, |yaml| {
                        if !model.description.is_empty() {
                            yaml.entry_at(
                                at.join("description"),
                                "description",
                                &model.description,
                            );
                        }
                        yaml.at(at.join("schema"), |yaml| {
                            // OpenAPI has neither of these words; a description of the design's own stands above.
                            let told = ["$schema", "description"];
                            for (key, value) in model.parsed().unwrap_or_default() {
                                let own = key == "description" && model.description.is_empty();
                                if own || !told.contains(&&*key) {
                                    yaml.json(&key, &value);
                                }
                            }
                        });
                    });
                });
            }
        })
    });
}

/// What tells the answers of a method in a cache apart, inside its integration.
pub(in crate::generate) fn print_cache_keys(yaml: &mut Yaml, request: &Request, at: Pointer) {
    let keys = request.cache_keys();
    if keys.is_empty() {
        return;
    }
    yaml.at(at.join("request").join("parameters"), |yaml| {
        yaml.list("cacheKeyParameters", |yaml| {
            for key in &keys {
                yaml.item(key);
            }
        });
    });
}
