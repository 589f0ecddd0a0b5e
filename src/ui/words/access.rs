//! Sections Access and CORS.

use gateway_studio::words;

words! {
    access_lead: "Who may call, and how often.", "誰が、どれだけ呼び出せるかを決めます。";
    defaults: "Defaults", "既定";
    defaults_lead: "Of every method that does not decide for itself.", "個別に設定していないすべてのメソッドに適用されます。";
    authorization: "Authorization", "認可";
    authorization_help: "Browsers cannot sign requests by themselves: a public Dash app needs NONE.", "ブラウザは自分では署名できません。公開するDashアプリにはNONEが必要です。";
    authorization_none: "Anybody may call.", "誰でも呼び出せます。";
    authorization_iam: "Only requests signed with AWS credentials.", "AWS認証情報で署名されたリクエストだけです。";
    key_required: "API key required", "APIキーの必須";
    key_required_help: "Callers send x-api-key. It counts and limits callers; it does not prove who they are.", "x-api-keyを送る必要があります。呼び出し元の集計と制限のためのもので、本人確認にはなりません。";
    api_keys: "API keys", "APIキー";
    api_keys_lead: "A key opens a stage only through a usage plan.", "キーは使用量プランを通じてだけステージを開きます。";
    add_key: "Add API key", "APIキーを追加";
    key_name: "Key name", "キー名";
    key_enabled: "Enabled", "有効";
    no_keys: "No API key yet.", "APIキーがありません。";
    delete_named(name): "Delete {name}", "{name}を削除";
    usage_plans: "Usage plans", "使用量プラン";
    usage_plans_lead: "Limits for each holder of a key.", "キーの持ち主ごとの制限です。";
    add_plan: "Add usage plan", "使用量プランを追加";
    plan_name: "Plan name", "プラン名";
    plan_stages: "Stages", "ステージ";
    plan_keys: "Keys", "キー";
    throttle_plan: "Limit the speed", "速度を制限";
    throttle_plan_help: "Rate and burst per key.", "キーごとのレートとバーストです。";
    quota: "Limit the volume", "量を制限";
    quota_help: "Requests per key in a period.", "期間あたりの、キーごとのリクエスト数です。";
    quota_limit: "At most", "上限";
    quota_period: "Per", "期間";

    cors_lead: "Which pages of other origins may call the API from a browser.", "ほかのオリジンのページがブラウザからAPIを呼び出せるかどうかを決めます。";
    cors_group: "Other origins", "ほかのオリジン";
    cors_on: "Allow other origins", "ほかのオリジンを許可";
    cors_on_help: "A Dash app that only its own pages call does not need it.", "自分のページからだけ呼び出すDashアプリには不要です。";
    cors_answer: "What they may do", "許可する内容";
    origins: "Origins", "オリジン";
    origins_help: "* for all, or scheme and host without a path: https://app.example.com.", "* はすべて。またはhttps://app.example.comのように、パスを含まない形で書きます。";
    add_origin: "Add origin", "オリジンを追加";
    cors_methods: "Methods", "メソッド";
    cors_headers: "Request headers", "リクエストヘッダー";
    cors_headers_help: "Headers that a page may set.", "ページが設定できるヘッダーです。";
    add_header: "Add header", "ヘッダーを追加";
    credentials: "Allow credentials", "認証情報を許可";
    credentials_help: "Cookies and Authorization. Excludes the origin *.", "CookieとAuthorizationです。オリジン * とは併用できません。";
    max_age: "Remember for", "キャッシュ時間";
    max_age_help: "How long a browser may reuse the answer. Empty leaves it to the browser.", "ブラウザが応答を再利用できる時間です。空欄ならブラウザに任せます。";
}
