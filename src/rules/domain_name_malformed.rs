//! Custom domain names that are no host names.

use super::{Finding, Rule, host_name::is_host_name, mend::title};
use crate::diagnostic::{Pointer, Sentence, Severity};
use crate::model::{Design, host_and_path};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "domain-name-malformed",
    severity: Severity::Error,
    docs: "A custom domain name is a host name in lower case with two labels or more, the first \
           of which may be `*` (AWS: CloudFormation, AWS::ApiGateway::DomainName, \"Uppercase \
           letters are not supported\"; API Gateway developer guide, \"Wildcard custom domain \
           names\").",
    bad: r#"{"domain": {"name": "https://api.example.com/"}}"#,
    good: r#"{"domain": {"name": "*.xn--eckwd4c7c.example.com"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(domain) = &design.domain else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain").join("name");
    let found = fault(&domain.name);
    let found = found.map(|(message, help)| {
        mended(Finding::at(at, message), design, &domain.name).help(help)
    });
    found.into_iter().collect()
}

/// The finding with its mend, where a host can be seen in the name: a path behind it is a base path.
fn mended(finding: Finding, design: &Design, name: &str) -> Finding {
    let (host, path) = host_and_path(name.trim());
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if fault(&host).is_some() {
        return finding;
    }
    let mut better = design.clone();
    let Some(domain) = &mut better.domain else {
        return finding;
    };
    domain.take_address(&format!("{host}/{path}"));
    let mut mappings = domain.mappings.iter();
    let title = if !path.is_empty() && mappings.any(|mapping| mapping.base_path == path) {
        sentence!(
            "change it to `{host}` with the base path `{path}`",
            "`{host}` とベースパス `{path}` に変更する"
        )
    } else {
        title(&host.into())
    };
    finding.texts(design, &better, title)
}

/// What is wrong with a domain name, and what to do.
fn fault(name: &str) -> Option<(Sentence, Sentence)> {
    let labels = name.strip_prefix("*.").unwrap_or(name);
    let numeric = |label: &str| label.bytes().all(|b| b.is_ascii_digit());
    if name.is_empty() {
        return Some((
            sentence!(
                "the custom domain has no name",
                "カスタムドメイン名が空です"
            ),
            sentence!(
                "enter a host name, for instance `api.example.com`, or take the domain away",
                "`api.example.com` のようなホスト名を入力するか、カスタムドメインを外してください"
            ),
        ));
    }
    let help = if name.contains(['/', ':', '?', '#', '@']) {
        sentence!(
            "enter the host name alone, without `https://`, port or path",
            "`https://` やポート、パスを付けず、ホスト名だけを入力してください"
        )
    } else if !name.is_ascii() {
        sentence!(
            "write it in punycode: labels with other letters start with `xn--`",
            "Punycode (`xn--` で始まる形)で書いてください"
        )
    } else if name.bytes().any(|b| b.is_ascii_uppercase()) {
        sentence!("write it in lower case", "小文字で書いてください")
    } else if name.ends_with('.') {
        sentence!("leave the final dot out", "末尾のドットを取ってください")
    } else if name.len() > 253
        || !is_host_name(labels)
        || labels.split('.').next_back().is_none_or(numeric)
    {
        sentence!(
            "use labels of letters, digits and `-` with dots between them, for instance `api.example.com`",
            "`api.example.com` のように、英数字と `-` のラベルをドットで区切ってください",
        )
    } else if !labels.contains('.') {
        sentence!(
            "write the whole name, for instance `api.example.com`",
            "`api.example.com` のように完全な名前を入力してください"
        )
    } else {
        return None;
    };
    let message = if name.contains("://") {
        sentence!(
            "`{name}` is a URL, not a domain name",
            "`{name}` は URL で、ドメイン名ではありません"
        )
    } else {
        sentence!(
            "`{name}` is not a custom domain name",
            "`{name}` はカスタムドメイン名にできません"
        )
    };
    Some((message, help))
}

#[cfg(test)]
mod tests {
    use super::{check, fault};
    use crate::model::Design;
    use crate::model::preset::FIRST;

    /// The first preset with that text as its domain, mended: the name and the base paths.
    fn mended(name: &str) -> Option<(String, Vec<String>)> {
        let mut design: Design = (FIRST.design)();
        design.domain.as_mut()?.name = name.into();
        design.mend(check(&design).pop()?.fix.as_ref()?);
        let domain = design.domain?;
        let paths = domain.mappings.into_iter().map(|mapping| mapping.base_path);
        Some((domain.name, paths.collect()))
    }

    #[test]
    fn an_address_is_mended_to_its_host_and_its_base_path() {
        for (given, host, path) in [
            ("https://API.example.com/v1/", "api.example.com", "v1"),
            ("api.example.com/a/b?c", "api.example.com", "a/b"),
            ("api.example.com.", "api.example.com", ""),
            ("api.example.com:443", "api.example.com", ""),
        ] {
            let mended = mended(given);
            assert_eq!(mended, Some((host.into(), vec![path.into()])), "{given}");
        }
        assert_eq!(mended("http://"), None);
    }

    #[test]
    fn only_whole_host_names_in_lower_case_pass() {
        let longest = format!("{0}.{0}.{0}.{1}", "a".repeat(63), "b".repeat(61));
        for good in [
            "api.example.com",
            "*.example.com",
            "xn--eckwd4c7c.jp",
            "a-b.c0",
            &longest,
        ] {
            assert!(fault(good).is_none(), "{good}");
        }
        let long = format!("a{longest}");
        let bad = [
            "",
            ".",
            "*",
            "*.",
            "example",
            "*.com",
            "a..b",
            "-a.example.com",
            "a-.example.com",
            "a_b.example.com",
            "api.example.com.",
            "API.example.com",
            "api.example.com:443",
            "api.example.com/v1",
            "http://a.b",
            "日本.jp",
            "a.*.example.com",
            "a b.example.com",
            "192.0.2.1",
            &long,
        ];
        for bad in bad {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
