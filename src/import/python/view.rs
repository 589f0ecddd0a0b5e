//! Classes whose methods answer: Flask's `MethodView` (Flask 3, `flask.views`).

use std::collections::HashMap;

use super::statement::{arguments, literals};

/// Methods that such a class may have, each of which answers its verb.
const ANSWERS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];

/// Classes in the order of the source, and the one whose body is gone through.
#[derive(Default)]
pub(super) struct Views<'a> {
    classes: HashMap<&'a str, View<'a>>,
    /// Its name, and how far in its line stands.
    open: Option<(&'a str, usize)>,
    /// Names that stand for what `as_view` gives.
    given: HashMap<&'a str, &'a str>,
}

#[derive(Default)]
struct View<'a> {
    bases: Vec<&'a str>,
    verbs: Vec<String>,
}

impl<'a> Views<'a> {
    /// Looks at a line that begins so far in: a class, or a method of the one that is open.
    pub(super) fn line(&mut self, line: &'a str, indent: usize) {
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        if self.open.is_some_and(|(_, outer)| indent <= outer) {
            self.open = None;
        }
        if let Some(rest) = line.strip_prefix("class ") {
            let end = rest.find(['(', ':']).unwrap_or(rest.len());
            let name = rest[..end].trim();
            let bases = if rest[end..].starts_with('(') {
                arguments(rest, end)
            } else {
                Vec::new()
            };
            let bases = bases.into_iter().filter(|one| one.name.is_empty());
            let view = View {
                bases: bases.map(|base| last(base.text)).collect(),
                verbs: Vec::new(),
            };
            self.classes.insert(name, view);
            self.open = Some((name, indent));
            return;
        }
        let Some(view) = self.open.and_then(|(name, _)| self.classes.get_mut(name)) else {
            return;
        };
        let method = line.strip_prefix("async ").unwrap_or(line).trim_start();
        if let Some(rest) = method.strip_prefix("def ") {
            let name = rest.split('(').next().unwrap_or_default().trim();
            if ANSWERS.contains(&name) {
                view.verbs.push(name.to_ascii_uppercase());
            }
        } else if let Some((name, value)) = line.split_once('=')
            && name.trim() == "methods"
        {
            let names = literals(value.trim()).into_iter();
            view.verbs.extend(names.map(str::to_ascii_uppercase));
        }
    }

    /// Notes that a name stands for what `as_view` gives.
    pub(super) fn give(&mut self, name: &'a str, value: &'a str) {
        if let Some(class) = of_call(value) {
            self.given.insert(name, class);
        }
    }

    /// The verbs that a view function answers: `None` of one that is no class of the source, none of one that says nothing.
    pub(super) fn verbs(&self, view_func: &str) -> Option<Vec<String>> {
        let class = of_call(view_func).or_else(|| self.given.get(view_func).copied())?;
        let mut verbs = Vec::new();
        self.add(class, &mut verbs, 0);
        Some(verbs)
    }

    fn add(&self, class: &str, verbs: &mut Vec<String>, depth: usize) {
        const DEEPEST: usize = 8;
        let Some(view) = self.classes.get(class).filter(|_| depth < DEEPEST) else {
            return;
        };
        for verb in &view.verbs {
            if !verbs.contains(verb) {
                verbs.push(verb.clone());
            }
        }
        for base in &view.bases {
            self.add(base, verbs, depth + 1);
        }
    }
}

/// `V` of `V.as_view("v")`.
fn of_call(text: &str) -> Option<&str> {
    text.split_once(".as_view(").map(|(class, _)| last(class))
}

fn last(name: &str) -> &str {
    name.trim().rsplit('.').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_answers_what_its_methods_and_its_bases_answer() {
        let mut views = Views::default();
        for (line, indent) in [
            ("class Base(MethodView):", 0),
            ("def delete(self): ...", 4),
            ("class V(views.Base, metaclass=M):", 0),
            ("# def head(self)", 0),
            ("def get(self): ...", 4),
            ("async def put(self, id): ...", 4),
            ("def helper(self): ...", 4),
            ("def post(): ...", 0),
            ("class Old(View):", 0),
            ("methods = ['GET', \"post\"]", 2),
        ] {
            views.line(line, indent);
        }
        let told = |text| views.verbs(text);
        let verbs = |all: &[&str]| Some(all.iter().map(|one| (*one).to_owned()).collect());
        assert_eq!(told("V.as_view(\"v\")"), verbs(&["GET", "PUT", "DELETE"]));
        assert_eq!(told("Old.as_view('o')"), verbs(&["GET", "POST"]));
        assert_eq!(told("Gone.as_view('g')"), verbs(&[]));
        assert_eq!(told("function"), None);
    }
}
