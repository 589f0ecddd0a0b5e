//! The section Routes.

use gateway_studio::model::Mark;
use gateway_studio::words::Language;

words! {
    routes_lead: "Which paths the gateway answers. Choose one in the tree.", "ゲートウェイが応答するパスです。ツリーから選んでください。";
    path_group: "Path", "パス";
    path: "Path", "パス";
    path_help: "{name} stands for one part, {proxy+} at the end for all the rest. Routes below follow.", "{name} は1区切り、末尾の {proxy+} は残りすべてを表します。下のルートも一緒に変わります。";
    matches_root: "Matches the root only. A greedy path such as /{proxy+} does not include it, so an app needs both.", "/ だけに一致します。/{proxy+} のようにすべてを受けるパスにも / は含まれないため、アプリには両方が必要です。";
    matches_everything: "Matches every path below the root at any depth, but not / itself.", "/ より下のすべてのパスに、深さを問わず一致します。/ 自体には一致しません。";
    matches_below(path): "Matches everything below {path} at any depth, but not {path} itself.", "{path} より下のすべてに、深さを問わず一致します。{path} 自体には一致しません。";
    matches_exactly(path): "Matches {path} and nothing else.", "{path} だけに一致します。";
    matches_parameters(names): "Matches with any single part as {names}; the function gets its value.", "{names} の位置はどの1区切りにも一致し、値は関数に渡されます。";
    matched: "Matches", "一致";
    not_matched: "Does not", "不一致";
    methods: "Methods", "メソッド";
    methods_lead: "ANY takes every method that has no entry of its own.", "ANY は、個別の設定がないすべてのメソッドを受け付けます。";
    function: "Function", "関数";
    backend: "Answered by", "応答するもの";
    backend_help: "The gateway passes a request on, or answers it itself.", "ゲートウェイはリクエストを転送するか、自身で応答します。";
    backend_function: "A Lambda function of the design.", "設計にある Lambda 関数。";
    backend_server: "Another server that the Internet reaches.", "インターネットから届く別のサーバー。";
    backend_fixed: "The gateway itself, always the same: a health check or a redirect. REST APIs only.", "ゲートウェイ自身が決まった応答を返します(ヘルスチェックや転送など)。REST API のみ。";
    backend_uri: "Address", "アドレス";
    backend_uri_help: "{id} takes the parameter of that name from the path, {proxy} all that {proxy+} matched.", "{id} にはパスの同名のパラメータ、{proxy} には {proxy+} に一致した部分が入ります。";
    answer_status: "Status", "ステータス";
    http_status: "(HTTP)", "(HTTP)";
    answer_type: "Type of the body", "本文の種類";
    answer_body: "Body", "本文";
    answer_body_help: "Sent as it stands; leave it empty for an answer without a body. Requests whose own body is not JSON get 415.", "そのまま返されます。空にすると本文なしの応答になります。JSON 以外の本文を送るリクエストには 415 が返ります。";
    answer_headers: "Headers", "ヘッダー";
    answer_headers_help: "Location with the status 301 or 302 makes a redirect.", "ステータス 301 または 302 と Location で転送になります。";
    method_timeout: "Longest wait", "最長の待ち時間";
    method_timeout_help: "After it the caller gets an error, while the function runs on. Empty waits 29 seconds, an HTTP API 30.", "過ぎると呼び出し元にエラーが返りますが、関数の処理は続きます。空なら29秒(HTTP API は30秒)まで待ちます。";
    throttle_route: "Throttle this route", "このルートをスロットリング";
    throttle_route_help: "In every stage, instead of the stage's own limits.", "すべてのステージで、ステージの制限の代わりに使われます。";
    throttle_method: "Throttle this method", "このメソッドをスロットリング";
    throttle_method_help: "In every stage, instead of the stage's own limits; refused calls get 429.", "すべてのステージで、ステージの制限の代わりに使われます。超えた呼び出しには 429 が返ります。";
    method_cache: "Cache", "キャッシュ";
    method_cache_help: "Where a stage keeps answers: this method may keep none, or for another time.", "ステージのキャッシュが有効なとき、このメソッドだけ無効にしたり保持時間を変えたりできます。";
    method_cache_stage: "As the stage says", "ステージと同じ";
    method_cache_off: "Off", "使わない";
    method_cache_own: "A time of its own", "独自の保持時間";
    by_default: "Default", "既定";
    yes: "Yes", "必須";
    no: "No", "不要";
    add_child: "Add a route below", "下にルートを追加";
    delete_route: "Delete this route and those below", "このルートと下のルートを削除";
    duplicate_route: "Duplicate", "複製";
    did_move: "Moved", "移動:";
    did_copy: "Duplicated", "複製:";
    pick_several: "Select several routes", "複数のルートを選択";
    picked(count): "{count} selected", "{count}件を選択中";
    picked_hidden(count, hidden): "{count} selected, {hidden} hidden", "{count}件を選択中({hidden}件は非表示)";
    set_picked: "Set…", "設定…";
    delete_picked: "Delete", "削除";
    unpick: "End the selection", "選択を終了";
    carried(count): "{count} to be pasted: choose a row, then Ctrl+V", "{count}件を保持中。移動先で Ctrl+V";
    hidden_deleted(count): "Deleted along although the filter hides them: {count}", "絞り込みで隠れていて一緒に削除されたもの: {count}件";
    no_further_out: "Nothing to move it out of.", "これより上の階層には移動できません。";
    no_further_in: "There is no row beside it that it could go into.", "同じ階層に、移動先になる行がありません。";
    no_routes: "No routes yet: nothing is answered.", "ルートがまだありません。どのパスにも応答しません。";
    no_greedy(path): "Nothing can follow {path}.", "{path} の下には置けません。";
    no_inside(path): "{path} cannot go below itself.", "{path} を自身の下には移動できません。";
    no_taken(path): "{path} was not moved: the path it would get is taken.", "{path} は移動できません。移動先のパスは使われています。";
    mark_guarded: "Authorization", "認可";
    mark_open: "Open to anybody", "認可なし";
    mark_key: "API key", "API キー";
    mark_no_key: "No API key", "API キー不要";
    mark_cors: "CORS", "CORS";
    mark_no_cors: "No CORS", "CORS なし";
    mark_cache: "Cache", "キャッシュ";
    mark_no_cache: "No cache", "キャッシュなし";
    mark_throttle: "Throttled", "スロットリング";
    mark_backend: "Answered by", "応答";
    derived_route(path): "{path} only leads to the routes below it: a request to it is answered with 403 until it has a route of its own.", "{path} は下のルートへの通り道です。独自のルートを作るまで、ここへのリクエストには403が返ります。";
    add_route_here: "Add a route here", "ここにルートを追加";
}

/// What a mark of a route says.
pub(crate) fn mark(t: Language, mark: Mark) -> &'static str {
    let word = match mark {
        Mark::Guarded => mark_guarded,
        Mark::Open => mark_open,
        Mark::Key => mark_key,
        Mark::NoKey => mark_no_key,
        Mark::Cors => mark_cors,
        Mark::NoCors => mark_no_cors,
        Mark::Cache => mark_cache,
        Mark::NoCache => mark_no_cache,
        Mark::Throttle => mark_throttle,
        Mark::Backend => mark_backend,
    };
    word.get(t)
}
