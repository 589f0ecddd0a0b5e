//! The way in by the custom domain, whose base path leads to a stage.

use super::{Entered, inside, unknown};
use crate::diagnostic::Pointer;
use crate::model::{CustomDomain, Design, Dns, PayloadFormat, Record};
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
    // Who reads the path sees a base path in whole parts of it alone.
    let mount = if is_below(&path, base) {
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
    Ok(Entered {
        stage: index,
        mount,
        inner,
        is_custom: true,
        ..entered
    })
}

/// Whether a mapping of a domain has several levels, which changes what all of them mean (AWS: API Gateway developer guide,
/// "Use API mappings to connect API stages to a custom domain name for REST APIs" and "Map API stages to a custom domain
/// name for HTTP APIs"): the longest prefix decides, as a text, and the names of headers become lower-case.
pub(in crate::simulate) fn has_levels(domain: &CustomDomain) -> bool {
    let mut mappings = domain.mappings.iter();
    mappings.any(|mapping| mapping.base_path.trim_matches('/').contains('/'))
}

/// Whether a path begins with a base path as a text: `/ordersandmore` with `orders`.
fn begins(path: &str, base: &str) -> bool {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.starts_with(base)
}

/// Whether the parts of a path begin with those of a base path: `/orders/1` with `orders`.
fn is_below(path: &str, base: &str) -> bool {
    let path = path.strip_prefix('/').unwrap_or(path);
    let rest = path.strip_prefix(base);
    base.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Tells what mappings of several levels change for a request.
fn tell_of_levels(design: &Design, (path, base): (&str, &str), at: Pointer, walk: &mut Walk) {
    if !is_below(path, base) {
        let message = sentence!(
            "`{path}` is not below `/{base}`, but begins with it: where a mapping of the domain has several levels the longest prefix decides, as a text. What is left of the path then AWS does not say",
            "`{path}` は `/{base}` の下ではありませんが、文字列としてはそれで始まります。複数階層のマッピングがあるドメインでは、最も長く一致する文字列で決まります。残りのパスについて AWS の説明はありません"
        );
        walk.noted(Part::Mapping, at, message);
    }
    // Format 2.0 writes them so in any case.
    let is_lower_anyway = design
        .http()
        .is_some_and(|http| http.payload_format_version == PayloadFormat::V2);
    if !is_lower_anyway {
        let message = sentence!(
            "where a mapping of the domain has several levels, API Gateway writes all header names in lower case: look them up so",
            "複数階層のマッピングがあるドメインでは、ヘッダー名はすべて小文字になります。小文字で参照してください"
        );
        walk.noted(Part::Mapping, at, message);
    }
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

#[cfg(test)]
mod tests {
    use crate::model::{BasePathMapping, preset::find};
    use crate::simulate::{Request, simulate};

    /// Which mapping a path of the domain takes and where routes are looked for, in words; what the app sees, and the status.
    fn chosen(preset: &str, bases: &[&str], path: &str) -> (String, Option<String>, u16) {
        let mut design = (find(preset).expect("a preset of that name").design)();
        let stage = design.stages[0].name.clone();
        let domain = design.domain.as_mut().expect("it has a domain");
        let of = |base: &&str| BasePathMapping {
            base_path: (*base).to_owned(),
            stage: stage.clone(),
        };
        domain.mappings = bases.iter().map(of).collect();
        let request = Request {
            url: format!("https://{}{path}", domain.name),
            ..Request::default()
        };
        let trace = simulate(&design, &request);
        let mut steps = trace.steps.iter();
        let step = steps.find(|step| step.part.key() == "mapping");
        let said = step.map(|step| step.message.en.to_string());
        let status = trace.answer.status;
        let path = trace
            .app
            .map(|app| format!("{} {}", app.script_name, app.path_info));
        (said.unwrap_or_default(), path, status)
    }

    #[test]
    fn where_a_mapping_has_several_levels_the_longest_text_decides() {
        let levels = ["", "orders", "orders/v1/items"];
        for preset in ["dash-rest", "dash-http"] {
            for (bases, path, base, inner) in [
                (&levels[..], "/orders", "/orders", "/"),
                (&levels[..], "/orders/1", "/orders", "/1"),
                (&levels[..], "/ordersandmore", "/orders", "/andmore"),
                (&levels[..], "/orders/v1/items/1", "/orders/v1/items", "/1"),
                (&levels[..], "/orders/v1/itemsX", "/orders/v1/items", "/X"),
                (&levels[..], "/customers", "/", "/customers"),
                (&levels[1..], "/ordersandmore", "/orders", "/andmore"),
                (&levels[..2], "/ordersandmore", "/", "/ordersandmore"),
                (&levels[..2], "/orders/1", "/orders", "/1"),
            ] {
                let (said, _, _) = chosen(preset, bases, path);
                let base = format!("the mapping `{base}` leads to");
                assert!(said.starts_with(&base), "{preset} {path}: {said}");
                let inner = format!("looked for in `{inner}`");
                assert!(said.ends_with(&inner), "{preset} {path}: {said}");
            }
            let (said, _, status) = chosen(preset, &levels[1..2], "/ordersandmore");
            assert!(said.starts_with("no mapping"), "{said}");
            assert!(status == 403 || status == 404, "{status}");
        }
    }

    #[test]
    fn an_app_sees_a_base_path_in_whole_parts_of_the_path_alone() {
        let levels = ["orders", "orders/v1/items"];
        for preset in ["dash-rest", "dash-http"] {
            let (_, seen, _) = chosen(preset, &levels, "/ordersandmore");
            assert_eq!(seen.as_deref(), Some(" /ordersandmore"), "{preset}");
            let (_, seen, _) = chosen(preset, &levels, "/orders/1");
            assert_eq!(seen.as_deref(), Some("/orders /1"), "{preset}");
        }
    }
}
