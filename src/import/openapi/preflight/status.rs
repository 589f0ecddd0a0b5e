//! The status of preflights, for which a design has no field.

use crate::diagnostic::Severity;
use crate::import::openapi::Reader;
use crate::model::TEMPLATE;
use crate::sentence;

/// What preflights of the studio answer with.
pub(super) const STATUS: u32 = 204;

impl Reader<'_> {
    /// Says that preflights will answer with another status; a template goes on answering with its own.
    pub(in crate::import::openapi) fn say_preflight(&mut self) {
        let stays = self.home.is_some_and(|(file, _)| file == TEMPLATE);
        let Some((at, status)) = self.other_preflight.filter(|_| !stays) else {
            return;
        };
        self.reading.say(
            Severity::Info,
            "openapi-preflight-status",
            at,
            sentence!(
                "the preflight answers {status}, and those that the studio makes {STATUS}",
                "このプリフライトは {status} を返しますが、スタジオが作るものは {STATUS} を返します",
            ),
            sentence!(
                "browsers take both; make it a mock with another header beside these where something else calls it",
                "ブラウザはどちらも受け付けます。ほかのクライアントが {status} を必要とする場合は、応答にヘッダーを加えた通常のモックにしてください",
            ),
        );
    }
}
