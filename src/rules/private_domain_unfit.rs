//! Private domains that AWS does not make.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Sentence, Severity};
use crate::model::{Design, RestApi, SecurityPolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "private-domain-unfit",
    severity: Severity::Error,
    docs: "A private domain leads to private REST APIs only, is reached by VPC endpoints, answers TLS 1.2 and newer, \
           and takes neither mutual TLS nor a certificate that is proved in its private zone (AWS: API Gateway \
           developer guide, \"Custom domain names for private APIs in API Gateway\").",
    bad: r#"{"api": {"rest": {"endpoint": "REGIONAL"}}, "domain": {"name": "api.example.com", "endpoint": "PRIVATE"}}"#,
    good: r#"{"api": {"rest": {"endpoint": "PRIVATE", "vpc_endpoint_ids": ["vpce-0123456789abcdef0"]}}, "domain": {"name": "api.example.com", "endpoint": "PRIVATE"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(domain) = design.domain.as_ref().filter(|domain| domain.is_private()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut add = |is_so: bool, field: &'static str, message: Sentence, help: Sentence| {
        if is_so {
            let at = Pointer::root().join("domain").join(field);
            let fix = (field == "security_policy").then_some("TLS_1_2");
            found.push(Finding::at(at, message).maybe(fix).help(help));
        }
    };
    let private = design.rest().filter(|rest| RestApi::is_private(rest));
    add(
        private.is_none(),
        "endpoint",
        sentence!(
            "a private domain leads to private REST APIs only",
            "プライベートドメインを使えるのはプライベート REST API だけです"
        ),
        sentence!(
            "make the API a private REST API, or the domain regional",
            "API をプライベート REST API にするか、ドメインをリージョンに変更してください"
        ),
    );
    add(
        private.is_some_and(|rest| rest.vpc_endpoint_ids.is_empty()),
        "endpoint",
        sentence!(
            "no VPC endpoint reaches the private domain",
            "プライベートドメインに接続できる VPC エンドポイントがありません"
        ),
        sentence!(
            "list the API's VPC endpoints: the domain lets in the same ones",
            "API の VPC エンドポイントを指定してください。ドメインにも同じものが使われます"
        ),
    );
    add(
        domain.security_policy == SecurityPolicy::Tls10,
        "security_policy",
        sentence!(
            "a private domain answers TLS 1.2 and newer only",
            "プライベートドメインは TLS 1.2 以降にしか対応しません"
        ),
        sentence!("choose `TLS_1_2`", "`TLS_1_2` を選んでください"),
    );
    add(
        domain.mutual_tls.is_some(),
        "mutual_tls",
        sentence!(
            "a private domain has no mutual TLS",
            "プライベートドメインでは相互 TLS を使えません"
        ),
        sentence!(
            "leave it off: the VPC endpoints say who may call",
            "無効にしてください。呼び出し元は VPC エンドポイントで制限されます"
        ),
    );
    add(
        domain.requests_certificate(),
        "certificate",
        sentence!(
            "a certificate cannot be proved in the private zone of its domain",
            "プライベートゾーンでは証明書の DNS 検証ができません"
        ),
        sentence!(
            "request it by a record of the public zone, and enter its ARN or have it looked up",
            "パブリックゾーンのレコードで検証した証明書の ARN を入力するか、検索するよう設定してください"
        ),
    );
    found
}
