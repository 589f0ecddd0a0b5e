//! The way in by the custom domain, whose base path leads to a stage.

use super::levels::{begins, has_levels, is_below, tell_of_levels, tell_of_raw_path};
use super::{Entered, inside, unknown};
use crate::diagnostic::Pointer;
use crate::model::{CustomDomain, Design, Dns, Record};
use crate::sentence;
use crate::simulate::{Answer, Part, Reason, Request, Walk, Way};

/// Finds the stage to which a mapping leads.
pub(super) fn enter(
    design: &Design,
    request: &Request,
    entered: Entered,
    walk: &mut Walk,
) -> Way<Entered> {
    let host = entered.host.clone();
    let own = design.domain.as_ref();
    let Some(domain) = own.filter(|domain| serves(&domain.name, &host)) else {
        return foreign_host(&host, walk);
    };
    let at = Pointer::root().join("domain");
    if domain.is_private() && request.vpc_endpoint.is_empty() {
        if !request.vpc.is_empty() {
            return super::default_url::without_endpoint(&request.vpc, at.join("endpoint"), walk);
        }
        return private_domain(walk);
    }
    tell_of_domain(domain, &host, walk);
    shake_hands(domain, &host, request, walk)?;
    let path = entered.path.clone();
    let is_by_text = has_levels(domain);
    let mappings = domain.mappings.iter().enumerate();
    let mappings = mappings
        .map(|(place, mapping)| (place, mapping.base_path.trim_matches('/'), &mapping.stage));
    // The longest base path wins (AWS: "Use API mappings for public custom domain names").
    let found = mappings
        .filter(|(_, base, _)| {
            if is_by_text {
                begins(&path, base)
            } else {
                is_below(&path, base)
            }
        })
        .max_by_key(|(_, base, _)| base.len());
    let Some((place, base, stage)) = found else {
        return no_mapping(design, &path, walk);
    };
    let at = at.join("mappings").join(place);
    let Some(index) = design.stages.iter().position(|own| own.name == *stage) else {
        return mapped_nowhere(design, stage, at, walk);
    };
    let shown = if base.is_empty() {
        String::new()
    } else {
        format!("/{base}")
    };
    let inner = inside(&path, &shown);
    // Who reads the path sees a base path in whole parts of it alone; who reads none knows it of the stage.
    let mount = if design.hides_base_path() || is_below(&path, base) {
        shown
    } else {
        String::new()
    };
    let shown = format!("/{base}");
    walk.passed(
        Part::Mapping,
        at,
        sentence!(
            "the mapping `{shown}` leads to stage `{stage}`, routes are looked for in `{inner}`",
            "マッピング `{shown}` はステージ `{stage}` を指し、ルートは `{inner}` から探します"
        ),
    );
    if is_by_text {
        tell_of_levels(design, (&path, base), at, walk);
    }
    if base != stage && (inner == format!("/{stage}") || inner.starts_with(&format!("/{stage}/"))) {
        walk.noted(
            Part::Stage,
            at,
            sentence!(
                "behind a domain the stage is not part of the path: `/{stage}` is looked for as a route",
                "ドメインではステージ名はパスに含まれません。`/{stage}` はルートとして探されます"
            ),
        );
    }
    let entered = Entered {
        stage: index,
        mount,
        inner,
        is_custom: true,
        ..entered
    };
    if design.hides_base_path() {
        tell_of_raw_path(design, &entered, at, walk);
    }
    Ok(entered)
}

/// DNS of the domain.
fn tell_of_domain(domain: &CustomDomain, host: &str, walk: &mut Walk) {
    let at = Pointer::root().join("domain");
    let record = match &domain.dns {
        Dns::Route53(record) if record.record == Record::Alias => sentence!(
            "`{host}` is an alias record in Route 53 for the domain's target",
            "`{host}` は Route 53 のエイリアスレコードでドメインのターゲットを指します"
        ),
        Dns::Route53(_) => sentence!(
            "`{host}` is a CNAME in Route 53 for the domain's target",
            "`{host}` は Route 53 の CNAME でドメインのターゲットを指します"
        ),
        Dns::Elsewhere(_) => sentence!(
            "`{host}` leads to the domain's target once the DNS provider has the record",
            "DNS 事業者にレコードを登録すると、`{host}` はドメインのターゲットを指します"
        ),
    };
    walk.passed(Part::Address, at.join("dns"), record);
}

/// TLS of the domain, and the client's certificate where it is asked for.
fn shake_hands(domain: &CustomDomain, host: &str, request: &Request, walk: &mut Walk) -> Way<()> {
    let at = Pointer::root().join("domain");
    let policy = domain.security_policy.oldest();
    walk.passed(
        Part::Tls,
        at.join("security_policy"),
        sentence!(
            "the certificate must cover `{host}`; the client needs {policy} or later",
            "証明書が `{host}` を含む必要があります。クライアントは {policy} 以降で接続します"
        ),
    );
    if domain.mutual_tls.is_none() {
        return Ok(());
    }
    let at = at.join("mutual_tls");
    if !request.lacks_certificate {
        let message = sentence!(
            "the client shows a certificate that the truststore knows (mutual TLS)",
            "クライアントは、トラストストアで検証できる証明書を提示しました(相互 TLS)"
        );
        walk.passed(Part::Tls, at, message);
        return Ok(());
    }
    // re:Post, "How do I troubleshoot HTTP 403 Forbidden errors from an API Gateway custom domain name that requires
    // mutual TLS?"
    let answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "the domain asks every client for a certificate, and finds none whose issuer is in the truststore",
            "ドメインはクライアント証明書を要求しますが、トラストストアにある発行元の証明書が提示されていません"
        ),
        sentence!(
            "send a certificate, for instance `curl --cert client.pem --key client.key`; browsers ask the person for one",
            "`curl --cert client.pem --key client.key` などで証明書を送ってください。ブラウザでは証明書の選択を求められます"
        ),
    );
    let message = sentence!(
        "the client shows no certificate that the truststore knows (mutual TLS)",
        "クライアントは、トラストストアで検証できる証明書を提示していません(相互 TLS)"
    );
    walk.stop(
        Part::Tls,
        at,
        message,
        answer.because(Reason::NoCertificate),
    )
}

fn foreign_host<T>(host: &str, walk: &mut Walk) -> Way<T> {
    let answer = Answer::none(
        sentence!(
            "a name that leads to API Gateway without being a custom domain there ends in a TLS error or 403",
            "API Gateway のカスタムドメインでない名前は、TLS エラーか 403 になります"
        ),
        sentence!(
            "make it the custom domain of the design, with a certificate that covers it",
            "証明書のあるカスタムドメインとして設計に追加してください"
        ),
    );
    walk.stop(
        Part::Address,
        Pointer::root().join("domain"),
        sentence!(
            "`{host}` is neither the API's custom domain nor its default host",
            "`{host}` は API のカスタムドメインでも既定のホストでもありません"
        ),
        answer,
    )
}

fn private_domain<T>(walk: &mut Walk) -> Way<T> {
    let answer = Answer::none(
        sentence!(
            "from the internet a private domain does not lead anywhere",
            "インターネットからプライベートドメインには到達できません"
        ),
        sentence!(
            "ask from inside the VPC",
            "VPC の中からアクセスしてください"
        ),
    );
    walk.stop(
        Part::Address,
        Pointer::root().join("domain").join("endpoint"),
        sentence!(
            "the domain is private, it leads to the API inside a VPC alone",
            "ドメインはプライベートで、VPC の中からだけ到達できます"
        ),
        answer,
    )
}

fn no_mapping<T>(design: &Design, path: &str, walk: &mut Walk) -> Way<T> {
    let (status, word) = unknown(design);
    let answer = Answer::refused(
        status,
        word,
        sentence!(
            "the domain maps no API to this path",
            "このパスに API がマッピングされていません"
        ),
        sentence!(
            "begin the path with a base path of the domain, or map the empty one",
            "ドメインのベースパスから始めるか、空のベースパスをマッピングしてください"
        ),
    )
    .because(Reason::NoMapping);
    walk.stop(
        Part::Mapping,
        Pointer::root().join("domain").join("mappings"),
        sentence!(
            "no mapping of the domain begins `{path}`",
            "`{path}` に当てはまるマッピングがありません"
        ),
        answer,
    )
}

fn mapped_nowhere<T>(design: &Design, stage: &str, at: Pointer, walk: &mut Walk) -> Way<T> {
    let (status, word) = unknown(design);
    let answer = Answer::refused(
        status,
        word,
        sentence!("the mapping leads nowhere", "マッピング先がありません"),
        sentence!(
            "choose a stage that exists",
            "存在するステージを選んでください"
        ),
    )
    .because(Reason::NoMapping);
    walk.stop(
        Part::Mapping,
        at.join("stage"),
        sentence!(
            "the mapping leads to stage `{stage}`, which is not there",
            "マッピング先のステージ `{stage}` がありません"
        ),
        answer,
    )
}

/// Whether a custom domain answers for a host; `*` stands for one label.
pub(super) fn serves(domain: &str, host: &str) -> bool {
    domain.eq_ignore_ascii_case(host)
        || domain
            .strip_prefix("*.")
            .zip(host.split_once('.'))
            .is_some_and(|(own, (_, rest))| own.eq_ignore_ascii_case(rest))
}
