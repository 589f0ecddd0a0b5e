//! The marks of routes: how they are drawn and what they mean.

use super::Word;
use super::piece::{Piece, el};
use crate::model::Mark;
use crate::words;

words! {
    guarded: "Callers must show who they are", "呼び出し元の認可が必要";
    open: "Anybody may call, other than the API says", "API の設定と異なり、誰でも呼び出せる";
    key: "An API key must be sent", "API キーが必要";
    no_key: "No API key is needed, other than the API says", "API の設定と異なり、API キーは不要";
    cors: "CORS settings of its own", "独自の CORS 設定";
    no_cors: "No CORS", "CORS なし";
    cache: "Answers are kept for a time of their own", "独自の時間だけ応答をキャッシュ";
    no_cache: "Answers are not kept", "応答をキャッシュしない";
    throttle: "Limits of its own", "独自のスロットリング";
    backend: "Something else than the first function answers", "最初の関数以外が応答";
}

/// The path data of a mark on a 16 by 16 grid, to be drawn as a line.
pub const fn drawing(mark: Mark) -> &'static str {
    match mark {
        Mark::Guarded => "M4 7.5h8v6H4zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2",
        Mark::Open => "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 4.8-1",
        Mark::Key => "M7.5 8.5L13 3M11 5l1.5 1.5M3 10.8a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0",
        Mark::NoKey => "M7.5 8.5L13 3M3 10.8a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0M2.5 2.5l11 11",
        Mark::Cors => "M2.5 5.5H12M9.5 3L12 5.5 9.5 8M13.5 10.5H4M6.5 8L4 10.5 6.5 13",
        Mark::NoCors => "M6 5.5h6L9.5 3M10 10.5H4L6.5 13M2.5 2.5l11 11",
        Mark::Cache => "M3 4.5c0-2.7 10-2.7 10 0v7c0 2.7-10 2.7-10 0zM3 4.5c0 2.7 10 2.7 10 0",
        Mark::NoCache => "M3 5v6.5c0 2.2 7 2.6 9.3.8M5.5 2.7c3-.8 7.5-.3 7.5 1.8V10M2.5 2.5l11 11",
        Mark::Throttle => "M2.7 12.5a6 6 0 1 1 10.6 0M8 9.5L10.5 6",
        Mark::Backend => "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01",
    }
}

/// What a mark means, as a legend says it.
pub(super) const fn means(mark: Mark) -> Word {
    match mark {
        Mark::Guarded => guarded,
        Mark::Open => open,
        Mark::Key => key,
        Mark::NoKey => no_key,
        Mark::Cors => cors,
        Mark::NoCors => no_cors,
        Mark::Cache => cache,
        Mark::NoCache => no_cache,
        Mark::Throttle => throttle,
        Mark::Backend => backend,
    }
}

/// The mark itself.
pub(super) fn drawn(mark: Mark) -> Piece {
    el("svg.drawing")
        .attr("viewBox", "0 0 16 16")
        .attr("width", 16)
        .attr("height", 16)
        .attr("aria-hidden", true)
        .child(el("path").attr("d", drawing(mark)))
}
