//! Which bodies travel as base64.

/// Whether a content type is one that a REST API passes on as bytes: `*` stands for any type, or for any subtype (AWS:
/// "Binary media types for REST APIs in API Gateway", "You can use the wildcard character (*) to cover multiple media
/// types"; that `image/*` covers `image/png` in both directions was observed on AWS: ministackorg/ministack#767).
pub(super) fn is_binary_of_rest(listed: &[String], content: &str) -> bool {
    let Some((kind, subkind)) = parts(content) else {
        // Even what does not say its type is covered by a list that covers everything.
        return listed.iter().any(|own| own == "*/*");
    };
    let fits = |own: &str, given: &str| own == "*" || own.eq_ignore_ascii_case(given);
    let mut listed = listed.iter().filter_map(|own| parts(own));
    listed.any(|(own, own_sub)| fits(own, kind) && fits(own_sub, subkind))
}

/// Whether an HTTP API passes a body of that type on as text; all others become base64, also one without a type. AWS
/// names no list ("If the content type of the request is binary, the body is base64-encoded"); this one was observed on
/// AWS: ministackorg/ministack#766.
pub(super) fn is_text_of_http(content: Option<&str>) -> bool {
    const TEXT: [&str; 3] = ["json", "javascript", "xml"];
    let Some((kind, subkind)) = content.and_then(parts) else {
        return false;
    };
    kind.eq_ignore_ascii_case("text")
        || kind.eq_ignore_ascii_case("application")
            && TEXT.iter().any(|own| own.eq_ignore_ascii_case(subkind))
}

/// Type and subtype of the first media type of a header, without its parameters.
fn parts(header: &str) -> Option<(&str, &str)> {
    let first = header.split([',', ';']).next()?.trim();
    let (kind, subkind) = first.split_once('/')?;
    (!kind.is_empty() && !subkind.is_empty()).then_some((kind, subkind))
}

/// Whether a path names a file whose bytes are no text, so that an app answers it in base64.
pub(super) fn names_bytes(path: &str) -> bool {
    const ENDS: [&str; 14] = [
        "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff", "woff2", "ttf", "otf", "pdf",
        "zip", "gz",
    ];
    let end = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'));
    end.is_some_and(|(_, end)| ENDS.iter().any(|own| own.eq_ignore_ascii_case(end)))
}

/// RFC 4648, section 4.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place > chunk.len() {
                text.push('=');
            } else {
                let letter = bits >> (18 - 6 * place) & 63;
                text.push(char::from(LETTERS[letter as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_api_passes_on_as_bytes_what_its_list_covers() {
        let covers = |listed: &[&str], content: &str| {
            let listed: Vec<String> = listed.iter().map(|&one| one.to_owned()).collect();
            is_binary_of_rest(&listed, content)
        };
        assert!(covers(&["*/*"], "application/json") && covers(&["*/*"], ""));
        assert!(covers(&["image/*"], "image/png") && covers(&["image/*"], "Image/PNG; q=1"));
        assert!(!covers(&["image/*"], "text/html") && !covers(&["image/png"], "image/webp"));
        // Of several types the first counts.
        assert!(covers(&["image/webp"], "image/webp,image/*,*/*;q=0.8"));
        assert!(!covers(&["image/png"], "image/webp,image/png"));
        assert!(!covers(&[], "image/png") && !covers(&["image/png"], ""));
    }

    #[test]
    fn an_http_api_passes_on_as_text_what_was_seen_to_be_text() {
        for content in [
            "text/html; charset=utf-8",
            "application/json",
            "application/xml",
            "Text/Css",
        ] {
            assert!(is_text_of_http(Some(content)), "{content}");
        }
        for content in [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "image/svg+xml",
            "application/vnd.api+json",
            "",
        ] {
            assert!(!is_text_of_http(Some(content)), "{content}");
        }
        assert!(!is_text_of_http(None));
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ];
        for (text, encoded) in pairs {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }
}
