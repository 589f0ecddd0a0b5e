//! Comments and messages in generated files.

crate::words! {
    handler_purpose:
        "Adapts the Dash app to AWS Lambda behind API Gateway. One function serves every address;\nthe handler sets Dash's requests_pathname_prefix for each request:",
        "Dash アプリを API Gateway の背後の AWS Lambda で動かすハンドラーです。1つの関数がすべてのアドレスに応答し、\nリクエストごとに Dash の requests_pathname_prefix を設定します:";
    handler_base_paths:
        "Base path under which a custom domain shows a stage: (domain, stage) -> base path.",
        "カスタムドメインがステージを公開するベースパス: (ドメイン, ステージ) -> ベースパス";
    handler_origins:
        "Origins whose pages may read answers. The gateway answers the preflight, the app must do the rest.",
        "応答を読み取れるオリジン。プリフライトにはゲートウェイが答え、それ以外のヘッダーはアプリが返します。";
    handler_fixed_prefix:
        "A prefix set in the environment wins; then only the address with that prefix works.",
        "環境変数のプレフィックスが優先され、その場合はそのプレフィックスのアドレスだけが動作します。";
    handler_lock:
        "Dash reads the prefix for each page but locks the setting; it lifts the lock the same way for notebooks.",
        "Dash はページごとにプレフィックスを読みますが設定はロックされています。Dash 自身もノートブック用に同じ方法で書き換えます。";
    requirements_purpose:
        "What the handler needs; add what your app imports.",
        "ハンドラーに必要なパッケージです。アプリが使うものを追加してください。";
    sam_purpose:
        "Deploy with: sam build && sam deploy --guided",
        "デプロイ: sam build && sam deploy --guided";
    sam_certificate(domain, region):
        "ARN of an issued ACM certificate for {domain} in {region}",
        "{domain} 用に発行済みの ACM 証明書の ARN({region})";
    sam_certificate_region(region):
        "This kind of domain takes certificates in {region} only.",
        "この種類のドメインで使えるのは {region} の証明書だけです。";
    sam_zone:
        "Public hosted zone that holds the domain",
        "ドメインを管理するパブリックホストゾーン";
    sam_log_role:
        "create - let API Gateway write logs with a role of this stack; keep - the account already has one",
        "create: ログ用のロールをこのスタックで作成 / keep: アカウントに設定済み";
    sam_needs_log_role:
        "Stages with logs are refused while the account has no role for them.",
        "アカウントにロールがないと、ログを使うステージは拒否されます。";
    sam_account_role:
        "One setting for every API of the account in this region, so it stays when the stack goes.",
        "このリージョンの全 API に共通の設定なので、スタックを削除しても残します。";
    sam_openapi_version:
        "Without it SAM adds a second stage named Stage.",
        "指定しないと SAM が Stage という余分なステージを作ります。";
    sam_binary:
        "Lets images, fonts and compressed answers through as bytes.",
        "画像・フォント・圧縮された応答をバイト列のまま通します。";
    sam_gateway_responses:
        "Errors that API Gateway answers itself must be readable for other origins, too.",
        "API Gateway 自身が返すエラーも他のオリジンから読めるようにします。";
    sam_preflight:
        "The CORS preflight. SAM's own Cors property lacks contentHandling, without which\nit answers 500 beside the binary media type */*.",
        "CORS のプリフライト。SAM の Cors プロパティには contentHandling がなく、\nバイナリメディアタイプ */* と併用すると500になります。";
    sam_other_stage:
        "SAM's API has one stage; this one shares its deployment.",
        "SAM の API のステージは1つなので、同じデプロイを使うステージを追加します。";
    sam_log_arn:
        "API Gateway wants the ARN without the :* that GetAtt adds.",
        "API Gateway には GetAtt が付ける :* のない ARN を渡します。";
    sam_code:
        "Your app, lambda_handler.py and requirements.txt.",
        "アプリと lambda_handler.py、requirements.txt を置くフォルダーです。";
    sam_memory:
        "The defaults of 128 MB and 3 seconds are too little for Dash; API Gateway waits 29 seconds.",
        "既定の128MB・3秒では Dash に足りません。API Gateway が待つのは29秒です。";
    sam_invoke_role:
        "Call the function by its permission, not with the caller's credentials.",
        "呼び出し元の認証情報ではなく、関数の権限で呼び出します。";
    sam_stage_url:
        "Default URL of the stage",
        "ステージの既定の URL";
    sam_domain_target:
        "What the DNS record of the domain points to",
        "ドメインの DNS レコードの向き先";
    deploy_purpose:
        "Makes the gateway with the AWS CLI (version 1 or 2), or brings an earlier run up to date.",
        "AWS CLI(バージョン1または2)でゲートウェイを作成します。再実行すると変更を反映します。";
    teardown_purpose:
        "Removes what deploy.sh made. Certificate, hosted zone, functions and the account's log role stay.",
        "deploy.sh が作成したものを削除します。証明書・ホストゾーン・関数・アカウントのログ用ロールは残します。";
    script_options:
        "--dry-run prints the commands and changes nothing; --yes does not ask first.",
        "--dry-run はコマンドを表示するだけで変更しません。--yes は確認を省略します。";
    script_delete_logs:
        "--delete-logs removes the access logs, too.",
        "--delete-logs はアクセスログも削除します。";
    script_preflight:
        "Which account, which region: nothing is changed before these are known.",
        "アカウントとリージョンを確認するまで何も変更しません。";
    message_no_cli:
        "the aws command was not found: install the AWS CLI",
        "aws コマンドが見つかりません。AWS CLI をインストールしてください";
    message_account:
        "these credentials belong to account %s, the design to account %s",
        "この認証情報のアカウントは %s ですが、設計のアカウントは %s です";
    message_target:
        "project %s in account %s, region %s (%s)",
        "プロジェクト %s、アカウント %s、リージョン %s(%s)";
    message_confirm_deploy: "Make these changes? [y/N]", "変更を実行しますか? [y/N]";
    message_confirm_teardown: "Remove this project's gateway? [y/N]", "このプロジェクトのゲートウェイを削除しますか? [y/N]";
    message_no_terminal:
        "no terminal to ask on: run with --yes, or with --dry-run to look first",
        "確認できる端末がありません。--yes か --dry-run を付けて実行してください";
    message_stopped: "stopped, nothing was changed", "中止しました。何も変更していません";
    message_several:
        "there is more than one %s; put the id you mean into the design",
        "%s が複数あります。使用する ID を設計に入力してください";
    message_none:
        "there is no %s; make it first, or put its id into the design",
        "%s がありません。先に作成するか、ID を設計に入力してください";
    message_no_id: "no id came back from: %s", "ID が返されませんでした: %s";
    message_done: "done", "完了しました";
    helper_first: "First word of what comes in.", "入力の最初の語を返します。";
    helper_known: "Whether this is an id: a dry run has stand-ins like <API>.", "実在する ID かどうか(--dry-run では <API> のような仮の値)。";
    helper_change: "Runs a command that changes something, or prints it.", "変更を行うコマンドを実行、または表示します。";
    helper_tolerate: "Like change; a failure that names the pattern is none.", "change と同じですが、パターンに一致するエラーは無視します。";
    helper_ask: "ask NAME command: keeps the first word of the answer; nothing found is ''.", "ask 変数 コマンド: 応答の最初の語を保存します(なければ空)。";
    helper_only: "only NAME WHAT: keeps the one id in the list found; several are an error.", "only 変数 名称: 見つかった唯一の ID を保存します。複数ならエラーです。";
    helper_make: "make NAME command: runs a command that creates something and keeps its id.", "make 変数 コマンド: 作成するコマンドを実行し、ID を保存します。";
    deploy_functions: "The Lambda functions, which must exist already.", "Lambda 関数(あらかじめ作成しておきます)。";
    deploy_certificate(region):
        "An issued certificate that covers the domain; this kind of domain takes those in {region} only.",
        "ドメインに対応する発行済みの証明書。この種類のドメインで使えるのは {region} の証明書だけです。";
    deploy_zone: "The public hosted zone of the domain.", "ドメインのパブリックホストゾーン。";
    deploy_api: "The REST API. Names are not unique, so it is found by its tag.", "REST API。名前は一意ではないため、タグで探します。";
    deploy_resources: "Resources: one for each part of a path, parents first.", "リソース。パスの各部分に1つずつ、親から順に作成します。";
    deploy_methods: "Methods with their Lambda proxy integration, which is always called by POST.", "メソッドと Lambda プロキシ統合(呼び出しは常に POST)。";
    deploy_preflight:
        "The CORS preflight: a mock. Without CONVERT_TO_TEXT it fails beside the binary type */*.",
        "CORS のプリフライト(モック)。バイナリタイプ */* では CONVERT_TO_TEXT がないと失敗します。";
    deploy_permission: "Lets this API, and no other, call the functions.", "この API だけに関数の呼び出しを許可します。";
    deploy_deployment:
        "Methods and responses are live only after a deployment; its description names their state.",
        "メソッドや応答はデプロイして初めて有効になります。説明にその状態を記録します。";
    deploy_logs: "Log groups.", "ロググループ。";
    deploy_log_role:
        "API Gateway logs with a role of the account, shared by every API: set only when there is none.",
        "ログの書き込みにはアカウント共通のロールを使います。未設定の場合だけ設定します。";
    deploy_stages: "Stages with their settings; these are live at once.", "ステージとその設定(すぐに反映されます)。";
    deploy_plans: "API keys and usage plans.", "API キーと使用量プラン。";
    deploy_domain: "The custom domain.", "カスタムドメイン。";
    deploy_record: "The record, with the values that the domain really has.", "実際のドメインの値を使った DNS レコード。";
    deploy_dns_wait(domain): "waiting until Route 53 answers for {domain}", "Route 53 が {domain} に応答するまで待っています";
    deploy_dns_elsewhere(domain): "make a CNAME record for {domain} at your DNS provider that points to:", "DNS プロバイダーで {domain} の CNAME レコードを次の値で作成してください:";
    deploy_end: "Read a key's value with: aws apigateway get-api-key --api-key ID --include-value", "キーの値を表示: aws apigateway get-api-key --api-key ID --include-value";
    teardown_domain: "The DNS record, the mappings and the domain.", "DNS レコード、マッピング、ドメイン。";
    teardown_plans: "Usage plans before their keys.", "使用量プラン、続いてキー。";
    teardown_api: "Permissions, then the API with its stages.", "権限、続いて API とそのステージ。";
    teardown_end: "Functions, certificate and hosted zone are still there.", "関数・証明書・ホストゾーンは残っています。";
    what_function(name, region): "Lambda function {name} in {region}", "Lambda 関数 {name}({region})";
    what_api(project): "REST API with the tag gateway-studio={project}", "タグ gateway-studio={project} の REST API";
    what_key(tag): "API key with the tag gateway-studio={tag}", "タグ gateway-studio={tag} の API キー";
    what_plan(tag): "usage plan with the tag gateway-studio={tag}", "タグ gateway-studio={tag} の使用量プラン";
    what_certificate(domain, region): "issued certificate for {domain} in {region}", "{domain} の発行済み証明書({region})";
    what_zone(name): "public hosted zone for {name}", "{name} のパブリックホストゾーン";
}
