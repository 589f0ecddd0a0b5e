//! What becomes of a message that no function gets as it is.

use super::{routes, selected};
use crate::diagnostic::Pointer;
use crate::model::{DEFAULT_KEY, MessageBackend, MessageMapping, MessageRoute};
use crate::sentence;
use crate::simulate::{Answer, Part, Walk, Way, mapping};

/// What becomes of a message that no function gets: which template is taken, and who is asked.
pub(super) fn backend(
    route: &MessageRoute,
    index: usize,
    body: &str,
    walk: &mut Walk,
) -> Way<Option<Answer>> {
    let backend = &route.backend;
    let message = match backend {
        MessageBackend::Function => return Ok(None),
        MessageBackend::Lambda(_) => {
            let function = &route.function;
            sentence!(
                "the function `{function}` gets what the mapping template makes of the message",
                "関数 `{function}` にはマッピングテンプレートの結果が渡されます"
            )
        }
        MessageBackend::HttpProxy(server) => {
            let uri = &server.uri;
            sentence!(
                "the message goes on to `{uri}`",
                "メッセージは `{uri}` に転送されます"
            )
        }
        MessageBackend::Http(server) => {
            let uri = &server.uri;
            sentence!(
                "what the mapping makes of the message goes to `{uri}`",
                "マッピングの結果が `{uri}` に送られます"
            )
        }
        MessageBackend::Service(service) => {
            let uri = &service.uri;
            sentence!(
                "`{uri}` is called with the gateway's role",
                "`{uri}` がゲートウェイのロールで呼び出されます"
            )
        }
        MessageBackend::Mock(_) => {
            sentence!("the gateway answers itself", "ゲートウェイ自身が応答します")
        }
    };
    let at = routes().join(index).join("backend");
    walk.passed(Part::Integration, at, message);
    if let Some(mapping) = backend.mapping() {
        let at = at.join(backend.key()).join("mapping");
        take_template(mapping, at, body, walk)?;
    }
    let cause = if route.two_way {
        sentence!(
            "what comes back goes to the caller",
            "応答は呼び出し元に返されます"
        )
    } else {
        sentence!(
            "what comes back is dropped: the route is one-way",
            "ルートが一方向のため、応答は捨てられます"
        )
    };
    Ok(Some(Answer {
        status: 200,
        is_of_backend: !matches!(backend, MessageBackend::Mock(_)),
        cause,
        ..Answer::default()
    }))
}

/// Which template is taken of a message, or that it is refused without one (AWS: API Gateway v2 API Reference,
/// `Integration`, `passthroughBehavior`).
fn take_template(mapping: &MessageMapping, at: Pointer, body: &str, walk: &mut Walk) -> Way<()> {
    let expression = &mapping.template_selection_expression;
    let key = match expression.as_str() {
        r"\$default" => Some(DEFAULT_KEY.to_owned()),
        expression => selected(expression, body),
    };
    let key = key.unwrap_or_default();
    let taken = mapping.templates.iter().find(|one| one.key == key);
    let taken = taken.or_else(|| mapping.templates.iter().find(|one| one.key == DEFAULT_KEY));
    if let Some(template) = taken {
        let name = &template.key;
        let message = sentence!(
            "`{expression}` gives `{key}`: the template `{name}` is taken",
            "`{expression}` の値は `{key}` で、テンプレート `{name}` が使われます"
        );
        walk.passed(Part::Integration, at.join("templates"), message);
        return Ok(());
    }
    let at = at.join("passthrough");
    if mapping::refuses(mapping.passthrough, mapping.templates.is_empty()) {
        let message = sentence!(
            "`{expression}` gives `{key}`, for which there is no template: the message is refused",
            "`{expression}` の値 `{key}` に当たるテンプレートがなく、メッセージは拒否されます"
        );
        let answer = mapping::unsupported(sentence!(
            "add a template for `{key}`, or `$default`",
            "`{key}` か `$default` のテンプレートを追加してください"
        ));
        return walk.stop(Part::Integration, at, message, answer);
    }
    walk.passed(
        Part::Integration,
        at,
        sentence!(
            "no template is taken: the message goes on as it is",
            "テンプレートは使われず、メッセージはそのまま渡されます"
        ),
    );
    Ok(())
}
