//! What a REST API checks of requests, the answers that it gives itself, CORS of a route.

words! {
    models: "Models", "モデル";
    models_lead: "Schemas that bodies must fit. Methods name the one they check.", "本文が従うスキーマです。どれで検証するかはメソッドごとに選びます。";
    add_model: "Add a model", "モデルを追加";
    model: "Model", "モデル";
    model_name: "Name", "名前";
    model_name_help: "Letters and digits. Methods follow when it is renamed.", "英数字のみ。名前を変えると、メソッドの参照も変わります。";
    schema: "Schema", "スキーマ";
    schema_help: "JSON Schema draft 4, for instance {\"type\": \"object\", \"required\": [\"name\"]}.", "JSON Schema draft 4(例: {\"type\": \"object\", \"required\": [\"name\"]})。";
    gateway_responses: "Answers of the gateway itself", "ゲートウェイ自身の応答";
    gateway_responses_lead: "What callers get when a request never reaches your program: no key, no right, too many, no such path.", "キーがない、権限がない、制限を超えた、パスがないなど、リクエストがプログラムに届かないときの応答です。";
    add_gateway_response: "Set an answer", "応答を設定";
    response_type: "For", "対象";
    gateway_headers_help: "A constant in single quotes, or a part of the request such as method.request.header.Origin. Headers for CORS are added where CORS is on.", "単一引用符で囲んだ定数、または method.request.header.Origin などリクエストの一部。CORS が有効な場合、そのヘッダーは自動で追加されます。";
    add_body: "Add a body", "本文を追加";
    gateway_body_help: "$context.error.messageString is the gateway's own text, in quotes.", "$context.error.messageString は、引用符付きのゲートウェイのメッセージです。";
    validator: "Check requests", "リクエストの検証";
    validator_help: "Before anything answers; what fails gets 400 and costs no call of the function.", "応答の前に検証します。不正なものには400が返り、関数は呼び出されません。";
    validator_none: "No", "しない";
    validator_parameters: "Parameters", "パラメータ";
    validator_body: "Body", "本文";
    validator_both: "Both", "両方";
    declare_parameter: "Declare a parameter", "パラメータを宣言";
    parameter_name: "Parameter", "パラメータ";
    parameter_place: "Where it stands", "場所";
    place_query: "Query string", "クエリ文字列";
    place_header: "Header", "ヘッダー";
    place_path: "Path", "パス";
    parameter_required: "Must be there", "必須";
    cache_key: "Each value has an answer of its own in the cache", "値ごとに応答をキャッシュ";
    cache_key_help: "Without it, the cache gives everybody the answer to whichever value came first.", "これがないと、最初に来た値への応答がほかの値にも返されます。";
    add_body_model: "Check a type of body", "検証する本文の種類を追加";
    transform_request: "Change requests", "リクエストの変更";
    transform_request_help: "append:header.NAME, overwrite:querystring.NAME, remove:header.NAME or overwrite:path; the value is text, $request.header.NAME, $context.requestId, or several in ${…}.", "append:header.名前、overwrite:querystring.名前、remove:header.名前、overwrite:path。値は文字列、$request.header.名前、$context.requestId、または ${…} の組み合わせ。";
    add_change: "Add a change", "変更を追加";
    transform_responses_help: "By the status of the backend's answer. overwrite:statuscode gives callers another one.", "バックエンドの応答のステータスごとに指定します。overwrite:statuscode で呼び出し元に返すステータスを変えられます。";
    transform_response: "Change answers", "応答の変更";
    add_answer_change: "Change answers with a status", "ステータス別に応答を変更";
    cors_of_route: "Other sites may call this route", "ほかのサイトからのこのルートの呼び出し";
    cors_of_route_help: "Each route answers the preflight of browsers for itself.", "ブラウザのプリフライトには、ルートごとに応答します。";
    cors_as_api: "As for all routes", "全体の設定と同じ";
    cors_off: "No", "許可しない";
    cors_own: "By rules of its own", "個別に設定";
}
