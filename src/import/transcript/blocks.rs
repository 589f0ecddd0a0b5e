//! Answers that the AWS CLI gave as YAML, with commands between them or nothing at all.

use super::{GOES_ON, domain_of, is_failure, refusal};
use crate::import::finding::Finding;
use crate::import::live::{BESIDE, LISTS};
use crate::import::node::Place;

/// The answers of a text, each behind as many empty lines as lead to it, with what the other lines tell. `None` where the
/// text is one answer, or something else.
pub(in crate::import) fn blocks(text: &str, file: u32) -> Option<(Vec<String>, Vec<Finding>)> {
    // Most of a long text is indented.
    let mut at_edge = text.split('\n').filter(|line| !line.starts_with(' '));
    let is_list = |line| key_of(line).is_some_and(|key| LISTS.contains(&key));
    if !at_edge.any(|line| is_list(line) || is_command(line)) {
        return None;
    }
    let mut cut = Cut::default();
    let mut lines = (1..).zip(text.split('\n')).peekable();
    let mut command = String::new();
    let mut findings = Vec::new();
    while let Some((number, whole)) = lines.next() {
        let line = whole.trim_end();
        if !command.is_empty() || is_command(line) {
            command.push_str(line.trim_end_matches(GOES_ON));
            if !line.ends_with(GOES_ON) {
                cut.end();
                if let Some(domain) = domain_of(&command) {
                    cut.line(number, &domain);
                    cut.end();
                }
                command.clear();
            }
        } else if is_failure(line) && !line.starts_with(' ') {
            let at = Place {
                file,
                line: number,
                column: 1,
            };
            findings.extend(refusal(line, at));
            cut.end();
        } else if line == "---" {
            cut.end();
        } else {
            let next = lines.peek().map_or("", |(_, next)| next);
            if let Some(key) = key_of(line) {
                cut.key(key, next);
            }
            cut.line(number, whole);
        }
    }
    cut.end();
    let is_cut = cut.ended && cut.has_list;
    is_cut.then_some((cut.blocks, findings))
}

/// Whether a line asks for an answer, behind the prompt of a shell or at its left edge.
fn is_command(line: &str) -> bool {
    const SERVICES: [&str; 5] = ["apigateway", "apigatewayv2", "route53", "acm", "lambda"];
    let Some((prompt, rest)) = line.split_once("aws ") else {
        return false;
    };
    let service = rest.split_whitespace().next().unwrap_or_default();
    let prompt = prompt.trim_end();
    let is_prompt = prompt.is_empty() || prompt.ends_with(['$', '%', '#', '>', '❯', '➜']);
    is_prompt && SERVICES.contains(&service)
}

/// The key of a line at the left edge.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    let is_key = |c: char| c.is_ascii_alphanumeric();
    (!key.is_empty() && key.chars().all(is_key)).then_some(key)
}

/// The text as it is cut.
#[derive(Default)]
struct Cut {
    blocks: Vec<String>,
    block: String,
    /// The line that the block has come to.
    reached: usize,
    /// Keys of the answer that is being read.
    keys: Vec<String>,
    /// Whether one answer has ended where nothing but a command or the next answer says so.
    ended: bool,
    has_list: bool,
}

impl Cut {
    /// Takes a line of the answer.
    fn line(&mut self, number: u32, line: &str) {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        if line.trim_end().is_empty() && self.block.is_empty() {
            return;
        }
        let behind = number.saturating_sub(self.reached.max(1));
        self.block.extend(std::iter::repeat_n('\n', behind));
        self.reached = number;
        self.block.push_str(line);
    }

    /// Ends the answer.
    fn end(&mut self) {
        if !self.block.is_empty() {
            self.blocks.push(std::mem::take(&mut self.block));
        }
        self.ended |= self.blocks.len() > 1;
        self.reached = 0;
        self.keys.clear();
    }

    /// Meets a key of an answer, which begins another one where it cannot stand in this.
    fn key(&mut self, key: &str, next: &str) {
        let is_list = LISTS.contains(&key) && next.starts_with("- ");
        let is_beside = |key: &str| BESIDE.contains(&key);
        let others = self.keys.iter().any(|other| !is_beside(other));
        let lists = self.keys.iter().any(|other| LISTS.contains(&&**other));
        if (is_list && others) || (lists && !is_list && !is_beside(key)) {
            self.end();
        }
        self.has_list |= is_list;
        self.keys.push(key.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_yaml_are_told_apart_and_stay_on_their_lines() {
        let text = "me@host:~$ aws apigateway get-rest-api \\\n  --rest-api-id a\nid: a\nname: b\nitems:\n- id: c\n\
                    $ aws apigatewayv2 get-api-mappings --domain-name 'a.example'\nItems:\n- Stage: d\nposition: e\n\
                    item:\n- stageName: f\n\nAn error occurred (NotFoundException) when calling the GetVpcLink operation: Invalid\n";
        let (blocks, findings) = blocks(text, 0).expect("they are several");
        let expected = [
            "\n\nid: a\nname: b",
            "\n\n\n\nitems:\n- id: c",
            "\n\n\n\n\n\n{\"DomainName\": \"a.example\"}",
            "\n\n\n\n\n\n\nItems:\n- Stage: d\nposition: e",
            "\n\n\n\n\n\n\n\n\n\nitem:\n- stageName: f\n",
        ];
        assert_eq!(blocks, expected);
        let [finding] = &findings[..] else {
            panic!("{findings:?}")
        };
        assert_eq!((finding.at.line, finding.at.column), (14, 1));
    }

    #[test]
    fn what_is_one_text_stays_one() {
        for text in [
            "items:\n- id: a\nposition: b\n",
            "Description: what aws apigateway does\nResources:\n  items:\n  - a\n",
            "dev:\n  a: 1\nitems:\n  b: 2\nprod:\n  c: 3\n",
            "openapi: 3.0.1\npaths: {}\n",
        ] {
            assert!(blocks(text, 0).is_none(), "{text}");
        }
    }
}
