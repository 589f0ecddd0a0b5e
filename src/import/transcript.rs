//! What is copied from a terminal: answers of the AWS CLI with the commands and the refusals between them.

mod blocks;

pub(super) use blocks::blocks;

use super::finding::Finding;
use super::node::Place;
use crate::diagnostic::Severity;
use crate::sentence;

/// The answers of a terminal's text, each where it stood, and what its other lines tell; `None` where it has no others,
/// or some that a terminal would not show there.
pub(super) fn answers(text: &str, file: u32) -> Option<(String, Vec<Finding>)> {
    if !text.contains("aws") && !text.contains(REFUSED) {
        return None;
    }
    let mut scan = Scan::default();
    let (mut out, mut findings) = (String::with_capacity(text.len()), Vec::new());
    let (mut spoken, mut answered, mut goes_on) = (false, false, false);
    let mut command = String::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        if number > 1 {
            out.push('\n');
        }
        let end = scan.answer_in(line);
        let (answer, rest) = line.split_at(end);
        out.push_str(answer);
        answered |= end > 0;
        let said = rest.trim();
        if said.is_empty() || said == "---" {
            out.push_str(rest);
            goes_on = false;
            continue;
        }
        if !goes_on && !is_spoken(said) {
            return None;
        }
        goes_on = said.ends_with(GOES_ON);
        spoken = true;
        command.push_str(said.trim_end_matches(GOES_ON));
        if !goes_on {
            out.extend(domain_of(&command));
            command.clear();
        }
        let lead = rest.len() - rest.trim_start().len();
        let column = line[..end + lead].chars().count();
        let at = Place {
            file,
            line: number,
            column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1),
        };
        findings.extend(refusal(said, at));
    }
    let tells = answered || !findings.is_empty();
    (spoken && tells).then_some((out, findings))
}

/// Whether a text is what `--output table` or `--output text` shows.
pub(super) fn table(text: &str, file: u32) -> Option<Finding> {
    let mut lines = (1..).zip(text.lines());
    let mut lines = lines.by_ref().filter(|(_, line)| !line.trim().is_empty());
    let (number, first) = lines.next()?;
    let first = first.trim_end();
    let is_frame = first.len() > 4 && first.bytes().all(|byte| byte == b'-');
    let is_table = is_frame && lines.next().is_some_and(|(_, line)| line.starts_with('|'));
    let is_text = first.starts_with("ITEMS\t") || first.starts_with("ITEM\t");
    if !is_table && !is_text {
        return None;
    }
    let at = Place {
        file,
        line: number,
        column: 1,
    };
    let message = sentence!(
        "it is an answer of the AWS CLI in a form for people, which does not say everything",
        "AWS CLI の表示用の出力で、すべての内容は含まれていません"
    );
    let finding = Finding::new("live-answer-shown", Severity::Error, at, message);
    Some(finding.help(sentence!(
        "run the command again with `--output json` and read that",
        "`--output json` を付けてコマンドを実行し、その出力を読み込んでください"
    )))
}

/// How a line of a command ends that goes on in the next one, by the shell.
const GOES_ON: [char; 3] = ['\\', '`', '^'];

/// The domain of a command that asks for mappings, whose answer does not name it; said as an answer would.
fn domain_of(command: &str) -> Option<String> {
    let of_mappings = command.contains("-mappings");
    let (_, rest) = command
        .split_once("--domain-name")
        .filter(|_| of_mappings)?;
    let name = rest
        .strip_prefix('=')
        .unwrap_or(rest)
        .split_whitespace()
        .next()?;
    let name = name.trim_matches(['"', '\'']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-.*".contains(c);
    let is_host = !name.is_empty() && name.chars().all(is_name);
    is_host.then(|| format!("{{\"DomainName\": \"{name}\"}}"))
}

/// How far the answer goes that is being read.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_text: bool,
    escaped: bool,
}

impl Scan {
    /// Where the answer ends in this line: at its beginning where none is there, at its end where it goes on.
    fn answer_in(&mut self, line: &str) -> usize {
        let mut end = 0;
        for (place, c) in line.char_indices() {
            let is_outside = self.depth == 0 && !matches!(c, '{' | '[');
            if is_outside && !c.is_whitespace() {
                return end;
            }
            self.read(c);
            if self.depth == 0 && matches!(c, '}' | ']') {
                end = place + c.len_utf8();
            }
        }
        if self.depth > 0 { line.len() } else { end }
    }

    fn read(&mut self, c: char) {
        if self.in_text {
            match c {
                _ if self.escaped => self.escaped = false,
                '\\' => self.escaped = true,
                '"' => self.in_text = false,
                _ => {}
            }
            return;
        }
        match c {
            '"' => self.in_text = true,
            '{' | '[' => self.depth += 1,
            '}' | ']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

const REFUSED: &str = "An error occurred (";

/// What the AWS CLI says where it does not even ask the service.
const NOT_ASKED: [&str; 8] = [
    "Unable to locate credentials",
    "Unable to parse config",
    "Could not connect to the endpoint URL",
    "You must specify a region",
    "Unable to redirect output to pager",
    "Error when retrieving token",
    "The config profile (",
    "Connect timeout on endpoint URL",
];

/// Whether a line outside of answers is a command, a prompt, a comment or a refusal.
fn is_spoken(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_prompt = |c: char| "$%#>❯➜".contains(c);
    line.starts_with('#')
        || words.any(|word| word == "aws" || word.ends_with("aws.exe") || word == "aws:")
        || line.ends_with(is_prompt) && line.split_whitespace().count() <= 3
        || is_failure(line)
}

fn is_failure(line: &str) -> bool {
    let line = without_name(line);
    line.contains(REFUSED) || NOT_ASKED.iter().any(|start| line.starts_with(start))
}

/// A line of the AWS CLI without its own name, which newer versions put first.
fn without_name(line: &str) -> &str {
    let line = line.strip_prefix("aws: ").unwrap_or(line);
    line.strip_prefix("[ERROR]: ").unwrap_or(line)
}

/// What a refusal says: `An error occurred (NotFoundException) when calling the GetVpcLink operation: …`.
fn refusal(line: &str, at: Place) -> Option<Finding> {
    if !is_failure(line) {
        return None;
    }
    let parts = line.split_once(REFUSED).and_then(|(_, rest)| {
        let (code, rest) = rest.split_once(')')?;
        let (_, rest) = rest.split_once("calling the ")?;
        let (operation, why) = rest.split_once(" operation")?;
        Some((code, operation, why.trim_start_matches(':').trim()))
    });
    let message = if let Some((code, operation, why)) = parts {
        sentence!(
            "`{operation}` was refused with `{code}`: {why}",
            "`{operation}` は `{code}` で拒否されました: {why}",
        )
    } else {
        let line = without_name(line);
        sentence!("a call failed: {line}", "呼び出しが失敗しています: {line}")
    };
    let finding = Finding::new("live-call-failed", Severity::Warning, at, message);
    Some(finding.help(sentence!(
        "what it would have answered is not in the design: mend the call and read its answer, too",
        "この出力で得られるはずの内容は設計にありません。コマンドを直し、その出力も加えてください",
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_refusals_between_answers_are_no_answers() {
        let text = "me@host:~$ aws apigateway get-stages \\\n    --rest-api-id a\n{\"item\": [\n\"} $ aws\"]} \n\n\
                    An error occurred (NotFoundException) when calling the GetVpcLink operation: Invalid\n$\n{}";
        let (answers, findings) = answers(text, 0).expect("it is a terminal's");
        assert_eq!(answers, "\n\n{\"item\": [\n\"} $ aws\"]} \n\n\n\n{}");
        let [finding] = &findings[..] else {
            panic!("{findings:?}")
        };
        assert_eq!((finding.at.line, finding.at.column), (6, 1));
        assert!(
            finding
                .message
                .en
                .contains("`GetVpcLink` was refused with `NotFoundException`: Invalid")
        );
    }

    #[test]
    fn what_is_shown_for_people_is_asked_for_again() {
        let table = "----------\n|  GetStages  |\n+---+\n";
        assert!(super::table(table, 0).is_some());
        assert!(super::table("ITEMS\tabc\n", 0).is_some());
        assert!(super::table("---\na: |\n  b\n", 0).is_none());
    }

    #[test]
    fn what_is_no_terminals_text_stays() {
        for text in [
            "{\"aws\": 1}\n{}",
            "aws: 1\nb: {}",
            "Resources:\n  A:\n    Type: aws\n",
            "{}\nstray aws-like",
        ] {
            assert!(answers(text, 0).is_none(), "{text}");
        }
    }
}
