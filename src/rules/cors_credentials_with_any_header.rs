//! Credentials for every header or method.

use super::{Finding, Rule, cors::settings};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Cors, Design, Verb};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-credentials-with-any-header",
    severity: Severity::Warning,
    docs: "Where credentials are allowed, `*` is no wildcard but a header, or a method, of that \
           name (Fetch Standard, \"CORS-preflight fetch\"; MDN, \
           Access-Control-Allow-Headers). For REST APIs `ANY` is written out as every method.",
    bad: r#"{"cors": {"allow_origins": ["https://app.example.com"], "allow_headers": ["*"], "allow_credentials": true}}"#,
    good: r#"{"cors": {"allow_origins": ["https://app.example.com"], "allow_methods": ["ANY"], "allow_headers": ["Content-Type"], "allow_credentials": true}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let all = settings(design).into_iter();
    let credentials = all.filter(|(_, cors)| cors.allow_credentials);
    credentials.flat_map(|(at, cors)| of_settings(design, cors, at)).collect()
}

fn of_settings(design: &Design, cors: &Cors, at: Pointer) -> Vec<Finding> {
    let header = cors.allow_headers.iter().position(|name| name == "*");
    let header = header.map(|index| {
        let message = sentence!(
            "beside credentials the header `*` allows no header",
            "認証情報を許可する場合、ヘッダー `*` ではどのヘッダーも許可されません"
        );
        Finding::at(at.join("allow_headers").join(index), message).help(sentence!(
            "name the headers that pages send, for instance `Content-Type`",
            "`Content-Type` など、ページが送るヘッダーを指定してください",
        ))
    });
    let any = |verb: &Verb| *verb == Verb::Any && design.rest().is_none();
    let method = cors.allow_methods.iter().position(any).map(|index| {
        let message = sentence!(
            "beside credentials the method `ANY` allows no method",
            "認証情報を許可する場合、メソッド `ANY` ではどのメソッドも許可されません"
        );
        Finding::at(at.join("allow_methods").join(index), message).help(sentence!(
            "name the methods that pages use",
            "ページが使うメソッドを指定してください",
        ))
    });
    let exposed = cors.expose_headers.iter().position(|name| name == "*");
    let exposed = exposed.map(|index| {
        let message = sentence!(
            "beside credentials the header `*` lets pages read no header",
            "認証情報を許可する場合、ヘッダー `*` ではどのヘッダーも読み取れません"
        );
        Finding::at(at.join("expose_headers").join(index), message).help(sentence!(
            "name the headers that pages read",
            "ページが読み取るヘッダーを指定してください",
        ))
    });
    header.into_iter().chain(method).chain(exposed).collect()
}
