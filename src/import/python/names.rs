//! Names and addresses of a source.

/// The dotted name before a bracket, and where the bracket stands.
pub(super) fn call(code: &str) -> Option<(&str, usize)> {
    let open = code.find('(')?;
    let name = code[..open].trim_end();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, open))
}

/// Whether a text is a name of one word.
pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The module of a file, where its name is one.
pub(super) fn module(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.strip_suffix(".py").unwrap_or_default();
    if is_identifier(stem) { stem } else { "app" }
}

/// A path of Flask (`<int:id>`) or `FastAPI` (`{rest:path}`) as API Gateway spells it.
pub(super) fn converted(path: &str) -> String {
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
