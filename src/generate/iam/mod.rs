//! IAM policies: what whoever deploys this design may do, and what its functions may.
//!
//! Each policy names what the design uses and nothing else. Where the design leaves the account
//! open, or AWS gives out an id, `*` stands in its place: such a policy works as it is, while a
//! stand-in like `ACCOUNT_ID` would be refused or, worse, match nothing.

mod arn;
mod cli;
mod gateway;
mod parts;
mod role;
mod sam;
mod zappa;

pub(super) use cli::GENERATOR as CLI;
pub(super) use gateway::{
    PERMISSIONS as GATEWAY_ROLE, TRUST as GATEWAY_ROLE_TRUST, arn as gateway_role_arn,
    name as gateway_role_name,
};
pub(super) use role::name as execution_role_name;
pub(super) use role::{PERMISSIONS as EXECUTION_ROLE, TRUST as EXECUTION_ROLE_TRUST};
pub(super) use sam::GENERATOR as SAM;
pub(super) use zappa::GENERATOR as ZAPPA;

use crate::diagnostic::{Diagnostic, Pointer, Sentence, Severity};
use crate::generate::name;
use crate::model::Design;
use crate::sentence;
use crate::text::Document;
use crate::text::json::{self, Json};

/// Name of a role, which has 64 characters at most. Roles are of no region, and what one may do is: the same project in two
/// regions has two.
fn role_name(design: &Design, of: &str) -> String {
    let (mut name, mut region) = (name::slug(&design.name), name::slug(&design.region));
    name.truncate(38);
    region.truncate(16);
    format!("{name}-{region}-{of}")
}

/// One statement that allows something.
struct Statement {
    sid: &'static str,
    /// The part of the design that needs it.
    at: Pointer,
    actions: Vec<&'static str>,
    resources: Vec<String>,
    conditions: Vec<Condition>,
}

/// An operator, a key, and the values that fit.
type Condition = (&'static str, &'static str, Vec<String>);

impl Statement {
    fn new(
        sid: &'static str,
        at: Pointer,
        actions: &[&'static str],
        resources: impl IntoIterator<Item = String>,
    ) -> Self {
        Self {
            sid,
            at,
            actions: actions.to_vec(),
            resources: resources.into_iter().collect(),
            conditions: Vec::new(),
        }
    }

    fn when(mut self, operator: &'static str, key: &'static str, values: Vec<String>) -> Self {
        self.conditions.push((operator, key, values));
        self
    }
}

/// Those that allow something: one without resources is left out.
fn allowing(statements: &[Statement]) -> impl Iterator<Item = &Statement> {
    statements
        .iter()
        .filter(|found| !found.resources.is_empty())
}

/// The policy of those statements.
fn policy(statements: &[Statement]) -> Document {
    Json::document(|json| {
        json.field("Version", "2012-10-17");
        json.list("Statement", |json| {
            for statement in allowing(statements) {
                json.at(statement.at, |json| {
                    json.item_object(|json| print(json, statement));
                });
            }
        });
    })
}

fn print(json: &mut Json, statement: &Statement) {
    json.field("Sid", statement.sid);
    json.field("Effect", "Allow");
    json.list("Action", |json| {
        statement
            .actions
            .iter()
            .for_each(|action| json.item(*action));
    });
    json.list("Resource", |json| {
        statement.resources.iter().for_each(|arn| json.item(arn));
    });
    if !statement.conditions.is_empty() {
        json.object("Condition", |json| {
            for (operator, key, values) in &statement.conditions {
                json.object(operator, |json| {
                    json.list(key, |json| values.iter().for_each(|value| json.item(value)));
                });
            }
        });
    }
}

/// Characters of a managed policy, white space not counted (AWS: "IAM and AWS STS quotas").
const MAX_LENGTH: usize = 6144;

/// The length of a policy without its white space. Findings are wanted after every key, so
/// nothing is printed for it.
fn length(statements: &[Statement]) -> usize {
    const FRAME: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;
    const STATEMENT: &str = r#"{"Sid":"","Effect":"Allow","Action":[],"Resource":[]}"#;
    const CONDITION: &str = r#","Condition":{}"#;
    let text = |text: &str| {
        let literal = json::string(text);
        literal.chars().filter(|c| !c.is_whitespace()).count()
    };
    // Texts with a comma between two of them.
    let list = |sizes: &mut dyn Iterator<Item = usize>| {
        let (count, sum) = sizes.fold((0_usize, 0), |(count, sum), size| (count + 1, sum + size));
        sum + count.saturating_sub(1)
    };
    let condition = |(operator, key, values): &Condition| {
        let values = list(&mut values.iter().map(|value| text(value)));
        text(operator) + ":{".len() + text(key) + ":[".len() + values + "]}".len()
    };
    let statement = |found: &Statement| {
        let conditions = &found.conditions;
        let conditions = match conditions.len() {
            0 => 0,
            _ => CONDITION.len() + list(&mut conditions.iter().map(condition)),
        };
        STATEMENT.len()
            + found.sid.len()
            + list(&mut found.actions.iter().map(|action| text(action)))
            + list(&mut found.resources.iter().map(|arn| text(arn)))
            + conditions
    };
    FRAME.len() + list(&mut allowing(statements).map(statement))
}

/// A policy that IAM would refuse for its length.
fn too_long(statements: &[Statement]) -> Vec<Diagnostic> {
    let length = length(statements);
    if length <= MAX_LENGTH {
        return Vec::new();
    }
    vec![
        Diagnostic::new(
            "iam/policy-too-long",
            Severity::Warning,
            Pointer::root(),
            sentence!(
                "the policy has {length} characters, a managed policy takes {MAX_LENGTH}",
                "ポリシーは{length}文字ですが、管理ポリシーの上限は{MAX_LENGTH}文字です",
            ),
        )
        .help(sentence!(
            "make two policies of its statements, and attach both",
            "ステートメントを2つのポリシーに分けて、両方をアタッチしてください",
        )),
    ]
}

/// Says that whoever may write the policy of a role decides what the role may (AWS: IAM user guide, "Permissions
/// boundaries for IAM entities").
fn role_policy_open(statements: &[Statement], message: Sentence) -> Option<Diagnostic> {
    let writes = |found: &&Statement| found.actions.contains(&"iam:PutRolePolicy");
    let writing = allowing(statements).find(writes)?;
    let code = "iam/role-policy-open";
    let told = Diagnostic::new(code, Severity::Info, writing.at, message);
    Some(told.help(sentence!(
        "where that is too much, give the role a permissions boundary, and allow `iam:PutRolePolicy` with the condition `iam:PermissionsBoundary`",
        "それが問題になる場合は、ロールにアクセス許可の境界を設定し、`iam:PutRolePolicy` を条件 `iam:PermissionsBoundary` 付きで許可してください",
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LogLevel;
    use crate::model::preset::PRESETS;

    /// The sids that one of those policies has.
    fn sids(statements: &[Statement]) -> Vec<&'static str> {
        allowing(statements).map(|found| found.sid).collect()
    }

    #[test]
    fn whatever_a_stage_logs_needs_the_role_of_the_account() {
        let mut design = (PRESETS[0].design)();
        for stage in &mut design.stages {
            stage.access_log = None;
            stage.execution_log = LogLevel::Off;
            stage.data_trace = false;
        }
        for (traced, role) in [(false, false), (true, true)] {
            design.stages[0].data_trace = traced;
            for found in [cli::statements(&design), sam::statements(&design)] {
                assert_eq!(sids(&found).contains(&"LogSetting"), role);
            }
        }
    }

    #[test]
    fn the_length_is_that_of_the_printed_policy() {
        for preset in PRESETS {
            let mut design = (preset.design)();
            design.stages[0]
                .access_log
                .get_or_insert_default()
                .log_group = "a b/日本\"\\".into();
            for statements in [
                cli::statements,
                sam::statements,
                zappa::statements,
                role::statements,
            ] {
                let found = statements(&design);
                let printed = policy(&found).text();
                let printed = printed.chars().filter(|c| !c.is_whitespace()).count();
                assert_eq!(length(&found), printed);
            }
        }
    }
}
