//! Answers that the gateway gives itself.

use super::operations::Operation;
use super::{Reader, integration, mapping, value};
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Mark, Node};
use crate::model::{Integration, Mock, Variable};
use crate::sentence;

const HEADER: &str = "method.response.header.";

/// What a mock of the studio sets before a text that holds `$` or `#`.
const SET: &str = "#set($d='$')#set($h='#')";

impl Reader<'_> {
    /// A fixed answer. One that depends on the request is kept whole, and the design says its first answer.
    pub(super) fn read_mock(&mut self, operation: &Operation<'_>, entry: &Entry) -> Integration {
        if let Some(mock) = fixed(&entry.value) {
            take(&entry.value);
            return Integration::Mock(mock);
        }
        let (verb, path) = (operation.verb.as_str(), operation.path);
        let message = sentence!(
            "the mock of `{verb} {path}` decides by templates what it answers: the design says one answer",
            "`{verb} {path}` のモックの応答はテンプレートで決まりますが、設計では1つの応答だけを表します",
        );
        let help = if self.home.is_some() {
            sentence!(
                "all of it stays in this target; other targets get the one answer",
                "このターゲットにはすべて残りますが、ほかのターゲットにはその1つの応答だけが出力されます",
            )
        } else {
            sentence!(
                "let a function answer instead",
                "代わりに関数に応答させてください"
            )
        };
        self.reading.say(
            Severity::Warning,
            "openapi-mock-decides",
            entry.at,
            message,
            help,
        );
        let mock = first_answer(&entry.value);
        let at = format!("{}/{}", operation.at(), integration::KEY);
        self.keep_whole(entry, &at);
        Integration::Mock(mock)
    }
}

/// The answer of a mock that gives one always.
pub(super) fn fixed(node: &Node) -> Option<Mock> {
    answer(node, plain)
}

/// The answer of a mock whose template gives one text, as `body` finds it.
pub(super) fn answer(node: &Node, body: impl FnOnce(&str) -> Option<String>) -> Option<Mock> {
    let status = requested_status(node.get("requestTemplates")?)?;
    let [only] = node.get("responses")?.entries() else {
        return None;
    };
    let answer = &only.value;
    let answers = answer.get("statusCode").and_then(Node::as_u32)?;
    if answers != status {
        return None;
    }
    let mut mock = Mock {
        status,
        body: String::new(),
        headers: headers(answer)?,
        ..Mock::default()
    };
    match answer
        .get("responseTemplates")
        .map_or(&[][..], Node::entries)
    {
        [] => {}
        [template] => {
            mock.body = body(value::text(&template.value)?.as_str())?;
            template.key.as_str().clone_into(&mut mock.content_type);
        }
        _ => return None,
    }
    if !mock.body.is_empty() {
        let kind = |header: &Variable| {
            header.name.eq_ignore_ascii_case("content-type") && header.value == mock.content_type
        };
        mock.headers.retain(|header| !kind(header));
    }
    Some(mock)
}

/// The headers of an answer, when all of them are constants.
pub(super) fn headers(answer: &Node) -> Option<Vec<Variable>> {
    let entries = answer
        .get("responseParameters")
        .map_or(&[][..], Node::entries);
    let header = |entry: &Entry| {
        let text = value::text(&entry.value)?;
        Some(Variable {
            name: entry.key.strip_prefix(HEADER)?.to_owned(),
            value: value::constant(&text)?.to_owned(),
        })
    };
    entries.iter().map(header).collect()
}

/// The status that every request asks of a mock.
fn requested_status(templates: &Node) -> Option<u32> {
    let mut statuses = templates.entries().iter().map(|template| {
        let text = value::text(&template.value)?;
        // API Gateway takes the key without quotes, too, as the Serverless Framework writes it.
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.replace("{statusCode:", "{\"statusCode\":");
        let template: serde_json::Value = serde_json::from_str(&text).ok()?;
        let object = template.as_object().filter(|object| object.len() == 1)?;
        let status = object.get("statusCode")?;
        let text = status.as_str().and_then(|text| text.parse().ok());
        text.or_else(|| u32::try_from(status.as_u64()?).ok())
    });
    let first = statuses.next()??;
    statuses
        .all(|status| status == Some(first))
        .then_some(first)
}

/// The text that a template gives, when it always gives the same.
pub(super) fn plain(template: &str) -> Option<String> {
    let Some(rest) = template.strip_prefix(SET) else {
        return (!template.contains(['$', '#'])).then(|| template.to_owned());
    };
    let (mut out, mut rest) = (String::new(), rest);
    while let Some(at) = rest.find(['$', '#']) {
        let (before, from) = rest.split_at(at);
        let sign = match from.get(..4) {
            Some("${d}") => '$',
            Some("${h}") => '#',
            _ => return None,
        };
        // Backslashes before a reference stand doubled.
        let text = before.trim_end_matches('\\');
        out.push_str(text);
        out.extend(std::iter::repeat_n('\\', (before.len() - text.len()) / 2));
        out.push(sign);
        rest = &from[4..];
    }
    out.push_str(rest);
    Some(out)
}

/// Notes what a fixed answer says.
fn take(node: &Node) {
    node.take_all("requestTemplates");
    mapping::take_handling(node, true);
    let never = node.get("passthroughBehavior").and_then(Node::as_str);
    if never.is_some_and(|behavior| behavior.eq_ignore_ascii_case("NEVER")) {
        node.take("passthroughBehavior");
    }
    for response in mapping::inside(node, "responses") {
        response.set_mark(Mark::Represented);
        let answer = &response.value;
        mapping::take_handling(answer, true);
        for key in ["statusCode", "responseParameters", "responseTemplates"] {
            answer.take_all(key);
        }
    }
}

/// One of the answers of a mock that gives several.
fn first_answer(node: &Node) -> Mock {
    let responses = node.get("responses").map_or(&[][..], Node::entries);
    let answer = responses.first().map(|entry| &entry.value);
    let status = answer.and_then(|answer| answer.get("statusCode")?.as_u32());
    let template = answer.and_then(|answer| answer.get("responseTemplates")?.entries().first());
    Mock {
        status: status.unwrap_or(200),
        content_type: template.map_or_else(
            || Mock::default().content_type,
            |one| one.key.as_str().to_owned(),
        ),
        body: template
            .and_then(|one| value::text(&one.value))
            .unwrap_or_default(),
        headers: answer.and_then(headers).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_of_the_studio_is_the_text_that_it_gives() {
        assert_eq!(plain("as it is").as_deref(), Some("as it is"));
        let head = |rest: &str| format!("{SET}{rest}");
        assert_eq!(plain(&head("${d}5 ${h}1")).as_deref(), Some("$5 #1"));
        let text = r"\\${d}a \\\\${h}b \c";
        assert_eq!(plain(&head(text)).as_deref(), Some(r"\$a \\#b \c"));
        assert_eq!(plain("$input.path('$')"), None);
    }
}
