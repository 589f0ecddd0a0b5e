//! AWS SAM.

crate::words! {
    sam_purpose:
        "Deploy from this folder, with the settings of samconfig.toml: sam build && sam deploy",
        "このフォルダーで実行します(設定は samconfig.toml): sam build && sam deploy";
    sam_metadata:
        "For Gateway Studio, which reads this template again; no tool looks at it",
        "Gateway Studio がこのテンプレートを読み直すための情報です。ツールは参照しません";
    sam_open(names):
        "Left open in the design, to be filled in there first: {names}",
        "設計で未指定のため、先に samconfig.toml で指定する値: {names}";
    sam_purpose_of_stages:
        "One template for every stage: deploy from this folder, once for each environment in samconfig.toml:\nsam build && sam deploy --config-env ENVIRONMENT",
        "全ステージ共通のテンプレートです。このフォルダーで、samconfig.toml の環境ごとに1回ずつ実行します:\nsam build && sam deploy --config-env 環境名";
    sam_stage_name:
        "The stage that this stack is for; everything that differs between stages follows from it",
        "このスタックのステージ。ステージごとに異なる設定はすべてこの値で決まります";
    samconfig_purpose_of_stages:
        "An environment for each stage, each with a stack of its own: sam build && sam deploy --config-env ENVIRONMENT\nWithout --config-env it is the stage that is deployed first.",
        "ステージごとに環境があり、スタックも別々です: sam build && sam deploy --config-env 環境名\n--config-env を省略すると、最初にデプロイするステージになります。";
    samconfig_stage(stage):
        "The stage {stage}",
        "ステージ {stage}";
    samconfig_purpose:
        "What `sam deploy --guided` would ask, so that this is enough: sam build && sam deploy",
        "`sam deploy --guided` で質問される内容です。次のコマンドだけで実行できます: sam build && sam deploy";
    samconfig_container:
        "Builds with the function's own Python and processor; needs Docker. With false this machine must have both.",
        "関数と同じ Python と CPU でビルドします(Docker が必要)。false にする場合は、このマシンに同じ環境が必要です。";
    samconfig_nothing: "There is no function to build.", "ビルドする関数はありません。";
    samconfig_gateway_role:
        "The stack may make a role for the gateway.",
        "スタックはゲートウェイ用のロールを作ることがあります。";
    samconfig_bucket:
        "Uploads go to a bucket of SAM's own, made once for the account and region.",
        "アップロード先は、アカウントとリージョンごとに1つ SAM が作るバケットです。";
    samconfig_repositories:
        "Images go to repositories that SAM makes in a stack beside this one.",
        "イメージのプッシュ先は、SAM が別のスタックに作るリポジトリです。";
    samconfig_capabilities:
        "The stack makes a role for each function.",
        "スタックは関数ごとにロールを作ります。";
    samconfig_confirm:
        "Shows the changes and asks before it makes them; `sam deploy --no-confirm-changeset` does not ask.",
        "変更内容を表示し、確認してから実行します。`sam deploy --no-confirm-changeset` では確認しません。";
    samconfig_open:
        "The design leaves values open: put them in here and take away the first two characters of the line.",
        "設計で未指定の値があります。次の行に値を入力し、行頭の2文字を削除してください。";
    sam_gateway_role:
        "The role with which the gateway asks AWS services: nothing but what the methods need.",
        "ゲートウェイが AWS サービスを呼び出すロールです。権限はメソッドに必要なものだけです。";
    sam_image:
        "An image that exists: its own command names the handler.",
        "既存のイメージ。ハンドラーはイメージ自身のコマンドで決まります。";
    sam_alias:
        "The API calls this alias; each deployment that changes the function publishes a version and moves it there.",
        "API はこのエイリアスを呼び出します。関数が変わるデプロイごとに新しいバージョンを発行し、エイリアスをそこへ移します。";
    sam_certificate(domain, region):
        "ARN of an issued ACM certificate for {domain} in {region}",
        "{domain} 用に発行済みの ACM 証明書の ARN({region})";
    sam_certificate_region(region):
        "This kind of domain takes certificates in {region} only.",
        "この種類のドメインで使えるのは {region} の証明書だけです。";
    sam_zone:
        "Public hosted zone that holds the domain",
        "ドメインを管理するパブリックホストゾーン";
    sam_private_zone:
        "Private hosted zone of the VPC that holds the domain",
        "ドメインを管理する、VPC のプライベートホストゾーン";
    sam_endpoint_name:
        "DNS name of the VPC endpoint for execute-api, which begins with its id",
        "execute-api の VPC エンドポイントの DNS 名(エンドポイント ID で始まる名前)";
    sam_endpoint_zone:
        "Hosted zone of that DNS name, which AWS shows beside it",
        "その DNS 名のホストゾーン ID(DNS 名と一緒に表示される値)";
    sam_log_role:
        "keep - the account has a role with which API Gateway writes logs; create - this stack makes one and sets it, in the place of any other",
        "keep: アカウントに設定済みのログ用ロールを使用 / create: このスタックで作成して設定(既存の設定は置き換え)";
    sam_needs_log_role:
        "Stages with logs are refused while the account has no role for them: this reference makes them wait.",
        "アカウントにロールがないとログを使うステージは拒否されるため、この参照で作成を待ちます。";
    sam_account_role:
        "One setting for every API of the account in this region, so it stays when the stack goes.",
        "このリージョンの全 API に共通の設定なので、スタックを削除しても残します。";
    sam_openapi_version:
        "Without it SAM adds a second stage named Stage.",
        "指定しないと SAM が Stage という余分なステージを作ります。";
    sam_always_deploy:
        "SAM deploys a REST API again when its paths change. Compression, the source of API keys and address types are none of them.",
        "SAM はパスの定義が変わったときにだけ REST API を再デプロイします。圧縮、API キーの取得元、アドレスタイプの変更は対象外のため、毎回デプロイします。";
    sam_binary:
        "Lets images, fonts and compressed answers through as bytes.",
        "画像・フォント・圧縮された応答をバイト列のまま通します。";
    sam_gateway_responses:
        "What API Gateway answers itself; with CORS other origins must be able to read it, too.",
        "API Gateway 自身が返す応答です。CORS を使う場合はほかのオリジンからも読めるようにします。";
    sam_preflight:
        "Methods and the CORS preflight. SAM's own Cors property lacks contentHandling, without which\nthe preflight answers 500 beside the binary media type */*; the events below add the permissions.",
        "メソッドと CORS のプリフライト。SAM の Cors プロパティには contentHandling がなく、バイナリメディアタイプ */* と\n併用すると500になります。下のイベントは権限だけを追加します。";
    sam_http_cors:
        "API Gateway answers the preflight and sets these headers itself; those of the app are dropped.",
        "プリフライトへの応答もヘッダーも API Gateway が返します。アプリの CORS ヘッダーは破棄されます。";
    sam_definition:
        "Methods with their authorizers; the events below add the permissions.",
        "メソッドとそのオーソライザー。下のイベントは権限だけを追加します。";
    sam_authorizer_permission:
        "Lets the API's authorizers call this function; methods cannot.",
        "この API のオーソライザーにだけ、この関数の呼び出しを許可します。";
    sam_existing_function:
        "This function exists already: the stack only lets the API call it.",
        "既存の関数なので、スタックは API に呼び出しを許可するだけです。";
    sam_one_permission:
        "One permission for all methods: one for each would not fit the function's policy of 20 KB.",
        "全メソッド共通の許可です。メソッドごとに許可を作ると、関数のポリシーの上限20KB を超えます。";
    sam_other_stage:
        "SAM's API has one stage; this one shares its deployment.",
        "SAM の API のステージは1つなので、同じデプロイを使うステージを追加します。";
    sam_web_acl:
        "The web ACL: lets through what none of its rules blocks.",
        "Web ACL。どのルールにもブロックされないリクエストを許可します。";
    sam_method_settings:
        "The settings of one method hold alone, so they repeat what they do not change.",
        "メソッドごとの設定は単独で有効になるため、変えない項目も書いています。";
    sam_log_arn:
        "API Gateway wants the ARN without the :* that GetAtt adds.",
        "API Gateway には GetAtt が付ける :* のない ARN を渡します。";
    sam_code:
        "Your app, lambda_handler.py and requirements.txt.",
        "アプリと lambda_handler.py、requirements.txt を置くフォルダーです。";
    sam_http_memory(framework):
        "The defaults of 128 MB and 3 seconds are too little for {framework}; API Gateway waits 30 seconds.",
        "既定の128MB・3秒では {framework} に足りません。API Gateway が待つのは30秒です。";
    sam_memory(framework):
        "The defaults of 128 MB and 3 seconds are too little for {framework}; API Gateway waits 29 seconds.",
        "既定の128MB・3秒では {framework} に足りません。API Gateway が待つのは29秒です。";
    sam_invoke_role:
        "Call the function by its permission, not with the caller's credentials.",
        "呼び出し元の認証情報ではなく、関数の権限で呼び出します。";
    sam_stage_url:
        "Default URL of the stage",
        "ステージのデフォルト URL";
    sam_domain_target:
        "What the DNS record of the domain points to",
        "ドメインの DNS レコードの向き先";
    sam_http_definition: "The functions' events know Lambda alone, so every route stands here; the events only let the API call the functions.", "イベントで書けるのは Lambda だけのため、全ルートをここに記載します。イベントは API に関数の呼び出しを許可するだけです。";
    sam_topic:
        "SNS writes to this address once; nothing is sent before the link in that e-mail is opened.",
        "この宛先に確認メールが届きます。メール内のリンクを開くまで通知は送られません。";
}
