//! Comments and messages in generated files.

crate::words! {
    handler_purpose:
        "Adapts the Dash app to AWS Lambda behind API Gateway. One function serves every address;\nthe handler sets Dash's requests_pathname_prefix for each request:",
        "Dash アプリを API Gateway の背後の AWS Lambda で動かすハンドラーです。1つの関数がすべてのアドレスに応答し、\nリクエストごとに Dash の requests_pathname_prefix を設定します:";
    handler_purpose_flask:
        "Adapts the Flask app to AWS Lambda behind API Gateway. One function serves every address;\nthe handler sets SCRIPT_NAME for each request, so that url_for makes the right links:",
        "Flask アプリを API Gateway の背後の AWS Lambda で動かすハンドラーです。1つの関数がすべてのアドレスに応答し、\nurl_for が正しいリンクを作るよう、リクエストごとに SCRIPT_NAME を設定します:";
    handler_purpose_fastapi:
        "Adapts the FastAPI app to AWS Lambda behind API Gateway. One function serves every address;\nthe handler sets root_path for each request, so that links and the pages of the docs work:",
        "FastAPI アプリを API Gateway の背後の AWS Lambda で動かすハンドラーです。1つの関数がすべてのアドレスに応答し、\nリンクとドキュメントのページが動作するよう、リクエストごとに root_path を設定します:";
    handler_purpose_django:
        "Adapts the Django project to AWS Lambda behind API Gateway. One function serves every address;\nthe handler sets SCRIPT_NAME for each request, so that reverse makes the right links:",
        "Django プロジェクトを API Gateway の背後の AWS Lambda で動かすハンドラーです。1つの関数がすべてのアドレスに応答し、\nreverse が正しいリンクを作るよう、リクエストごとに SCRIPT_NAME を設定します:";
    handler_files:
        "Django keeps the address of files that it saw first, in settings and storages; its tests make it forget the same way.",
        "Django は静的ファイルのアドレスを最初のリクエストのまま設定とストレージに残します。Django 自身のテストも同じ方法で消去します。";
    handler_base_paths:
        "Base paths under which custom domains show stages: (domain, stage, base path).",
        "カスタムドメインがステージを公開するベースパス: (ドメイン, ステージ, ベースパス)";
    handler_origins_of_gateway:
        "The gateway answers the preflight and sets the headers for other origins; the app adds none.",
        "プリフライトへの応答も他のオリジン向けのヘッダーもゲートウェイが返すため、アプリは何も追加しません。";
    handler_origins:
        "Origins whose pages may read answers. The gateway answers the preflight, the app must do the rest.",
        "応答を読み取れるオリジン。プリフライトにはゲートウェイが答え、それ以外のヘッダーはアプリが返します。";
    handler_fixed_prefix:
        "A prefix set in the environment wins; then only the address with that prefix works.",
        "環境変数のプレフィックスが優先され、その場合はそのプレフィックスのアドレスだけが動作します。";
    handler_lock:
        "Dash reads the prefix for each page but locks the setting; it lifts the lock the same way for notebooks.",
        "Dash はページごとにプレフィックスを読みますが設定はロックされています。Dash 自身もノートブック用に同じ方法で書き換えます。";
    authorizer_purpose:
        "Decides who may call. Deny is the default: nobody is let in until the environment variable\nTOKEN_SHA256 of this function holds the SHA-256 digests of the tokens you gave out, between spaces:\n  printf %s 'the token' | sha256sum\nReplace is_known() where you keep tokens elsewhere or check signed ones.",
        "誰が呼び出せるかを決めます。既定は拒否です。この関数の環境変数 TOKEN_SHA256 に、配布したトークンの\nSHA-256 ダイジェストを空白区切りで設定するまで、誰も通しません:\n  printf %s 'トークン' | sha256sum\nトークンを別の場所で管理する場合や署名を検証する場合は is_known() を書き換えてください。";
    authorizer_sources:
        "Where a REQUEST authorizer finds the token; a TOKEN authorizer gets it from the gateway.",
        "REQUEST 型オーソライザーがトークンを探す場所。TOKEN 型ではゲートウェイから渡されます。";
    authorizer_answer:
        "The gateway keeps the answer for the caller's next requests.",
        "ゲートウェイは応答をキャッシュして次のリクエストにも使います。";
    authorizer_policy:
        "The gateway keeps the answer for the caller's next requests, so it must hold for every path of the stage.",
        "ゲートウェイは応答をキャッシュして次のリクエストにも使うため、ステージのすべてのパスに当てはまる必要があります。";
    requirements_purpose:
        "What the handler needs; add what your app imports.",
        "ハンドラーに必要なパッケージです。アプリが使うものを追加してください。";
    sam_purpose:
        "Deploy from this folder, with the settings of samconfig.toml: sam build && sam deploy",
        "このフォルダーで実行します(設定は samconfig.toml): sam build && sam deploy";
    sam_open(names):
        "Left open in the design, to be filled in there first: {names}",
        "設計で未指定のため、先に samconfig.toml で指定する値: {names}";
    samconfig_purpose:
        "What `sam deploy --guided` would ask, so that this is enough: sam build && sam deploy",
        "`sam deploy --guided` で質問される内容です。次のコマンドだけで実行できます: sam build && sam deploy";
    samconfig_container:
        "Builds with the function's own Python and processor; needs Docker. With false this machine must have both.",
        "関数と同じ Python と CPU でビルドします(Docker が必要)。false にする場合は、このマシンに同じ環境が必要です。";
    samconfig_bucket:
        "Uploads go to a bucket of SAM's own, made once for the account and region.",
        "アップロード先は、アカウントとリージョンごとに1つ SAM が作るバケットです。";
    samconfig_capabilities:
        "The stack makes a role for each function.",
        "スタックは関数ごとにロールを作ります。";
    samconfig_confirm:
        "Shows the changes and asks before it makes them; `sam deploy --no-confirm-changeset` does not ask.",
        "変更内容を表示し、確認してから実行します。`sam deploy --no-confirm-changeset` では確認しません。";
    samconfig_open:
        "The design leaves values open: put them in here and take away the first two characters of the line.",
        "設計で未指定の値があります。次の行に値を入力し、行頭の2文字を削除してください。";
    openapi_purpose:
        "Resources, methods and CORS for API Gateway's import; README.md has the commands around it.",
        "API Gateway にインポートするリソース・メソッド・CORS です。前後のコマンドは README.md にあります。";
    openapi_http_purpose:
        "Routes, authorizers and CORS for API Gateway's import of HTTP APIs; README.md has the commands around it.",
        "HTTP API にインポートするルート・オーソライザー・CORS です。前後のコマンドは README.md にあります。";
    openapi_account:
        "Replace ACCOUNT_ID, which the design leaves open, by the id of the functions' account.",
        "設計で未指定の ACCOUNT_ID を、関数があるアカウントの ID に置き換えてください。";
    openapi_preflight:
        "Without contentHandling the preflight answers 500 beside the binary media type */*.",
        "バイナリメディアタイプ */* では、contentHandling がないとプリフライトが500になります。";
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
    sam_binary:
        "Lets images, fonts and compressed answers through as bytes.",
        "画像・フォント・圧縮された応答をバイト列のまま通します。";
    sam_gateway_responses:
        "Errors that API Gateway answers itself must be readable for other origins, too.",
        "API Gateway 自身が返すエラーも他のオリジンから読めるようにします。";
    sam_preflight:
        "Methods and the CORS preflight. SAM's own Cors property lacks contentHandling, without which\nthe preflight answers 500 beside the binary media type */*; the events below add the permissions.",
        "メソッドと CORS のプリフライト。SAM の Cors プロパティには contentHandling がなく、バイナリメディアタイプ */* と\n併用すると500になります。下のイベントは権限だけを追加します。";
    sam_http_cors:
        "API Gateway answers the preflight and sets these headers itself; those of the app are dropped.",
        "プリフライトへの応答もヘッダーも API Gateway が返します。アプリの CORS ヘッダーは破棄されます。";
    sam_http_permission:
        "Lets the authorizer call its function; without it SAM gives no permission.",
        "オーソライザーに関数の呼び出しを許可します。指定しないと SAM は許可を作りません。";
    sam_definition:
        "Methods with their authorizers; the events below add the permissions.",
        "メソッドとそのオーソライザー。下のイベントは権限だけを追加します。";
    sam_authorizer_permission:
        "Lets the API's authorizers call this function; methods cannot.",
        "この API のオーソライザーにだけ、この関数の呼び出しを許可します。";
    sam_existing_function:
        "This function exists already: the stack only lets the API call it.",
        "既存の関数なので、スタックは API に呼び出しを許可するだけです。";
    sam_other_stage:
        "SAM's API has one stage; this one shares its deployment.",
        "SAM の API のステージは1つなので、同じデプロイを使うステージを追加します。";
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
    request_purpose:
        "Requests a certificate for the domain, proves the name by a DNS record and waits. Prints its ARN.",
        "ドメインの証明書をリクエストし、DNS レコードで所有を証明して発行を待ちます。最後に ARN を表示します。";
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
    message_confirm_deploy:
        "Make these changes, and remove what was taken out of the design (--dry-run shows it)? [y/N]",
        "変更を実行し、設計から削除したものを取り除きますか(--dry-run で確認できます)? [y/N]";
    message_confirm_rotate: "Change this project's API key? [y/N]", "このプロジェクトの API キーを変更しますか? [y/N]";
    message_gone: "no longer in the design: %s %s", "設計にありません: %s %s";
    message_left:
        "no longer in the design, but kept because somebody may use it: %s %s; to remove it:",
        "設計にありませんが、使用中の可能性があるため残しました: %s %s。削除するコマンド:";
    message_confirm_teardown: "Remove this project's gateway? [y/N]", "このプロジェクトのゲートウェイを削除しますか? [y/N]";
    message_confirm_request: "Request the certificate? [y/N]", "証明書をリクエストしますか? [y/N]";
    message_no_proof:
        "ACM names no DNS record for the certificate; was it requested with validation by e-mail?",
        "ACM から検証用の DNS レコードが返されません。メールによる検証でリクエストされた証明書ではありませんか?";
    message_not_issued:
        "the certificate is not issued, its status is %s; ACM's console says why (often a CAA record that does not allow amazon.com)",
        "証明書は発行されませんでした(状態: %s)。理由は ACM のコンソールで確認できます(amazon.com を許可しない CAA レコードが原因のことがあります)";
    message_still_pending:
        "the certificate is still not issued; check the record, then run this again: it goes on from here",
        "証明書はまだ発行されていません。レコードを確認して再実行してください(続きから再開します)";
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
    helper_only: "only NAME WHAT NONE: keeps the one id in the list found; several are an error, none is one if NONE is stop.", "only 変数 名称 なし: 見つかった唯一の ID を保存します。複数、または stop 指定で0件ならエラーです。";
    helper_make: "make NAME command: runs a command that creates something and keeps its id.", "make 変数 コマンド: 作成するコマンドを実行し、ID を保存します。";
    helper_gone: "gone KIND NAME: says what is about to be removed.", "gone 種類 名前: これから取り除くものを表示します。";
    helper_left:
        "left KIND NAME, later command: kept for the end, where they say how to remove it by hand.",
        "left 種類 名前、later コマンド: 手動で削除する方法を最後に表示します。";
    helper_find_tagged:
        "find_tagged NAME TAG WHAT LIST: keeps the id of what carries the tag, of a rotated key the newest.",
        "find_tagged 変数 タグ 名称 一覧: タグの付いたものの ID を保存します(ローテーションしたキーは最新のもの)。";
    what_resource: "resource", "リソース";
    what_method: "method", "メソッド";
    what_vpc_endpoint: "association with VPC endpoint", "VPC エンドポイントとの関連付け";
    what_binary: "binary media type", "バイナリメディアタイプ";
    what_gateway_response: "gateway response", "ゲートウェイレスポンス";
    what_throttle: "throttle of the stage", "ステージのスロットリング";
    what_stage: "stage", "ステージ";
    what_domain: "custom domain (and its DNS record)", "カスタムドメイン(と DNS レコード)";
    what_record: "DNS record", "DNS レコード";
    what_mapping: "base path mapping", "ベースパスマッピング";
    what_usage_plan: "usage plan", "使用量プラン";
    what_plan_stage: "stage of a usage plan", "使用量プランのステージ";
    what_plan_key: "key of a usage plan", "使用量プランのキー";
    what_api_key: "API key", "API キー";
    deploy_drop_methods:
        "Resources and methods that were taken out of the design, children before parents.",
        "設計から削除したリソースとメソッドを子から順に取り除きます。";
    deploy_drop_responses:
        "Without CORS the error responses are API Gateway's own again.",
        "CORS がない場合、エラー応答を API Gateway の既定に戻します。";
    deploy_lift_throttle:
        "A throttle that was taken out is set to -1, which lifts it: the account's own limits, which differ by\nregion and grow with quotas, apply then. They are what a stage reports that never had a throttle.",
        "削除したスロットリングには -1(制限なし)を設定し、リージョンやクォータで異なるアカウントの上限だけに戻します。\n一度も設定していないステージは、そのアカウントの上限を返します。";
    deploy_left_stages:
        "Stages of this API that are not in the design.",
        "設計にない、この API のステージ。";
    deploy_left_domains:
        "Domains of this project that are not in the design.",
        "設計にない、このプロジェクトのドメイン。";
    deploy_drop_mappings:
        "Mappings to this API that were taken out of the design; in a domain made by others they are only named.",
        "設計から削除した、この API へのマッピング。このスクリプトが作成していないドメインでは表示だけ行います。";
    deploy_drop_plans:
        "What was taken out of the plans, and plans that were taken out; a key may be in one plan of a stage only.",
        "プランから削除したものと、設計から削除したプラン。キーは1つのステージにつき1つのプランにしか入れません。";
    deploy_left_keys:
        "API keys of this project that are not in the design: no plan has them any more.",
        "設計にない、このプロジェクトの API キー(プランからは外れています)。";
    rotate_purpose:
        "Replaces an API key without an outage: makes a new key beside the old one, in the same usage plans.\nWhen every caller has the new key, --finish switches the old one off; --delete removes it for good.",
        "API キーを停止なしで交換します。まず、同じ使用量プランに新しいキーを古いキーと並べて作成します。\nすべての呼び出し元に新しいキーを渡したら --finish で古いキーを無効にし、--delete で削除します。";
    script_rotate_options:
        "--key=NAME says which key of the design; --show prints the new key's value.",
        "--key=名前 で設計のキーを選びます。--show は新しいキーの値を表示します。";
    rotate_which: "say which key of the design with --key=NAME:", "設計のキーを --key=名前 で指定してください:";
    rotate_not_made: "there is no such key yet: run deploy.sh first", "キーがまだありません。先に deploy.sh を実行してください";
    rotate_off: "the newest key is switched off: nothing to rotate", "最新のキーが無効になっているため、交換できません";
    rotate_new: "old and new key both work; read the new one's value with:", "古いキーと新しいキーの両方が使えます。新しいキーの値を表示するコマンド:";
    rotate_next: "give it to every caller, then run this script with --finish", "すべての呼び出し元に渡してから、--finish を付けて実行してください";
    rotate_nothing: "there is no older key left to do this to", "対象となる古いキーはありません";
    rotate_no_plan:
        "the new key is not in every usage plan of the old one: run this script without --finish first",
        "新しいキーが古いキーの使用量プランすべてに入っていません。先に --finish なしで実行してください";
    rotate_still_on: "an older key is still switched on: run this script with --finish first", "古いキーがまだ有効です。先に --finish を付けて実行してください";
    rotate_choose: "The key of the design, and every key that was ever made for it.", "設計のキーと、そのために作成したすべてのキー。";
    rotate_create: "A new key beside the old one; nothing is made while an old one is still switched on.", "新しいキーを並べて作成します(古いキーが有効な間は追加で作成しません)。";
    rotate_finish: "The old key is switched off, and can be switched on again.", "古いキーを無効にします(再び有効にできます)。";
    rotate_delete: "Keys that were switched off are removed.", "無効にしたキーを削除します。";
    deploy_guard:
        "A domain or a record that somebody else made is taken over with --take-over only.",
        "ほかで作成されたドメインやレコードは、--take-over を付けたときだけ引き継ぎます。";
    message_others:
        "the domain or its DNS record exists and is not this project's; run with --take-over to let it lead here, or choose another name",
        "ドメインまたはその DNS レコードがこのプロジェクト以外ですでに使われています。引き継ぐには --take-over を付けて実行し、そうでなければ別の名前にしてください";
    message_endpoint(domain, endpoint):
        "the domain {domain} exists with another endpoint type than {endpoint}; nothing was changed: remove it first, or migrate it (API Gateway developer guide, Migrate a custom domain name to a different API endpoint type)",
        "ドメイン {domain} は {endpoint} ではないエンドポイントタイプですでに存在します(何も変更していません)。先に削除するか、移行してください(API Gateway 開発者ガイド「Migrate a custom domain name to a different API endpoint type」)";
    message_elsewhere:
        "the function %s belongs to another account, whose owner lets the API call it with:",
        "関数 %s は別アカウントのものです。所有者が次のコマンドで API からの呼び出しを許可します:";
    message_log_group:
        "the log group %s was made by somebody else: its retention stays as it is",
        "ロググループ %s はこのスクリプトが作成したものではないため、保持期間を変更しません";
    teardown_domain_kept(domain):
        "{domain} stays: somebody else made it, or it leads to other APIs, too",
        "{domain} は残します(ほかで作成されたか、ほかの API にもつながっています)";
    deploy_functions: "The Lambda functions, which must exist already.", "Lambda 関数(あらかじめ作成しておきます)。";
    deploy_certificate(region):
        "An issued certificate that covers the domain; this kind of domain takes those in {region} only.",
        "ドメインに対応する発行済みの証明書。この種類のドメインで使えるのは {region} の証明書だけです。";
    deploy_request:
        "No issued certificate: an earlier request goes on, or a new one is made. The record that proves the name stays for renewals.",
        "発行済みの証明書がなければ、以前のリクエストを続けるか新しくリクエストします。検証用レコードは自動更新に必要なため残します。";
    deploy_proof_elsewhere:
        "enter this record at your DNS provider now, and leave it there (some web forms want the name without your domain at its end):",
        "次のレコードを DNS プロバイダーに登録し、そのまま残してください(末尾のドメイン名を除いて入力する画面もあります):";
    deploy_proof_wait(domain):
        "waiting until ACM issues the certificate for {domain}; this takes some minutes once the record is there",
        "ACM が {domain} の証明書を発行するまで待っています(レコード登録後、数分かかります)";
    deploy_zone: "The public hosted zone of the domain.", "ドメインのパブリックホストゾーン。";
    deploy_api: "The REST API. Names are not unique, so it is found by its tag.", "REST API。名前は一意ではないため、タグで探します。";
    deploy_state:
        "What methods and responses depend on, as a short hash: the deployment made from it is kept.",
        "メソッドと応答を決める設定のハッシュ。同じ状態のデプロイは再利用します。";
    deploy_resources: "Resources: one for each part of a path, parents first.", "リソース。パスの各部分に1つずつ、親から順に作成します。";
    sam_http_definition: "The functions' events know Lambda alone, so every route stands here; the events only let the API call the functions.", "イベントで書けるのは Lambda だけのため、全ルートをここに記載します。イベントは API に関数の呼び出しを許可するだけです。";
    deploy_backends: "Methods that another server answers, or the gateway itself; one that differs is made anew.", "他のサーバーまたはゲートウェイ自身が応答するメソッド。異なる場合は作り直します。";
    deploy_methods: "Methods with their Lambda proxy integration, which is always called by POST.", "メソッドと Lambda プロキシ統合(呼び出しは常に POST)。";
    deploy_preflight:
        "The CORS preflight: a mock. Without CONVERT_TO_TEXT it fails beside the binary type */*.",
        "CORS のプリフライト(モック)。バイナリタイプ */* では CONVERT_TO_TEXT がないと失敗します。";
    deploy_permission: "Lets this API, and no other, call the functions.", "この API だけに関数の呼び出しを許可します。";
    deploy_authorizers: "Authorizers. They have no tags, but their names are unique in an API.", "オーソライザー。タグはありませんが、名前は API 内で一意です。";
    deploy_deployment:
        "Methods and responses are live only after a deployment.",
        "メソッドや応答はデプロイして初めて有効になります。";
    deploy_logs: "Log groups; those of somebody else are used as they are.", "ロググループ(ほかで作成されたものはそのまま使用)。";
    deploy_log_role:
        "API Gateway logs with a role of the account, shared by every API: set only when there is none.",
        "ログの書き込みにはアカウント共通のロールを使います。未設定の場合だけ設定します。";
    deploy_web_acls:
        "Web ACLs. AWS WAF may need a minute to see a new stage.",
        "Web ACL。AWS WAF が新しいステージを認識するまで時間がかかることがあります。";
    deploy_stages: "Stages with their settings; these are live at once.", "ステージとその設定(すぐに反映されます)。";
    deploy_plans: "API keys and usage plans.", "API キーと使用量プラン。";
    deploy_domain: "The custom domain.", "カスタムドメイン。";
    deploy_record: "The record, with the values that the domain really has.", "実際のドメインの値を使った DNS レコード。";
    deploy_dns_wait(domain): "waiting until Route 53 answers for {domain}", "Route 53 が {domain} に応答するまで待っています";
    deploy_dns_elsewhere(domain): "make the record for {domain} at your DNS provider (dns/README.md says how); it points to:", "DNS プロバイダーで {domain} のレコードを次の値で作成してください(手順は dns/README.md):";
    deploy_end: "Read a key's value with: aws apigateway get-api-key --api-key ID --include-value", "キーの値を表示: aws apigateway get-api-key --api-key ID --include-value";
    teardown_domain: "The DNS record, the mappings and the domain.", "DNS レコード、マッピング、ドメイン。";
    teardown_plans: "Usage plans before their keys.", "使用量プラン、続いてキー。";
    teardown_api: "Permissions, then the API with its stages.", "権限、続いて API とそのステージ。";
    teardown_end: "Functions, certificate and hosted zone are still there.", "関数・証明書・ホストゾーンは残っています。";
    teardown_monitoring: "Alarms, the topic that they tell, and the dashboard.", "アラーム、通知先のトピック、ダッシュボード。";
    alarms_purpose:
        "Makes the alarms and the dashboard of the gateway with the AWS CLI (version 1 or 2), or brings them up to date.",
        "AWS CLI(バージョン1または2)でゲートウェイのアラームとダッシュボードを作成します。再実行すると変更を反映します。";
    alarms_api: "The metrics of this API carry its id.", "この API のメトリクスは ID で記録されます。";
    alarms_topic: "The topic, and who gets its e-mail. Making it again gives the same one.", "トピックとメールの宛先。既にあれば同じものが返されます。";
    alarms_confirm(email): "SNS has written to {email}: nothing is sent before the link in that e-mail is opened", "{email} に SNS から確認メールが届きます。メール内のリンクを開くまで通知は送られません";
    alarms_alarms: "Three bad minutes of five are an alarm; minutes without requests are good ones.", "5分のうち3分で超えるとアラームになります。リクエストのない時間は正常とみなします。";
    alarms_drop: "Alarms of this project that the design no longer has.", "設計からなくなったこのプロジェクトのアラームを削除します。";
    alarms_dashboard: "The dashboard beside this script.", "このスクリプトの隣にあるダッシュボード。";
    dashboard_requests(stage): "{stage}: requests and errors", "{stage}: リクエストとエラー";
    dashboard_latency(stage): "{stage}: latency (ms)", "{stage}: レイテンシー(ミリ秒)";
    dashboard_calls(function): "{function}: calls and errors", "{function}: 呼び出しとエラー";
    dashboard_duration(function): "{function}: duration (ms)", "{function}: 実行時間(ミリ秒)";
    sam_topic:
        "SNS writes to this address once; nothing is sent before the link in that e-mail is opened.",
        "この宛先に確認メールが届きます。メール内のリンクを開くまで通知は送られません。";
    queries_title: "Logs and metrics", "ログとメトリクス";
    queries_purpose:
        "Paste a query into CloudWatch Logs Insights after choosing the log group, or run it with the commands below it: put it into `QUERY`, and the id that `start-query` prints into `QUERY_ID`. `aws logs tail` needs version 2 of the AWS CLI.",
        "ロググループを選び、クエリを CloudWatch Logs Insights に貼り付けます。コマンドで実行する場合は、クエリを `QUERY` に、`start-query` が表示する ID を `QUERY_ID` に入れてください。`aws logs tail` には AWS CLI バージョン2が必要です。";
    queries_access_log(stage): "Access log of {stage}", "{stage} のアクセスログ";
    queries_opaque:
        "The format of this log holds no `$context.status` that could be told apart, so only whole lines can be asked for.",
        "このログの形式からは `$context.status` を取り出せないため、行単位の検索だけができます。";
    queries_errors: "The latest server errors:", "最近のサーバーエラー:";
    queries_statuses: "Answers by status:", "ステータス別の応答数:";
    queries_throttled: "Who is throttled (429):", "制限された呼び出し元(429):";
    queries_paths: "The busiest paths:", "リクエストの多いパス:";
    queries_latency: "The slowest paths (ms):", "遅いパス(ミリ秒):";
    queries_one: "Everything about one request; its id is the answer's header `x-amzn-RequestId`:", "1つのリクエストの記録(ID は応答ヘッダー `x-amzn-RequestId` の値):";
    queries_commands: "By command:", "コマンドの場合:";
    queries_execution_log(stage): "Execution log of {stage}", "{stage} の実行ログ";
    queries_execution_note:
        "API Gateway makes this group itself, with the API's id in its name, and keeps it for ever: replace `API_ID`, which is in the URL.",
        "このグループは API Gateway が作成し、期限なく保持します。名前の `API_ID` は URL に含まれる API の ID に置き換えてください。";
    queries_function_log(name): "Log of the function {name}", "関数 {name} のログ";
    queries_function_note:
        "SAM and Zappa give the function a name of their own: `/aws/lambda/` and that name is the group then.",
        "SAM と Zappa では関数名が変わるため、グループは `/aws/lambda/` にその関数名を続けたものになります。";
    queries_tracebacks: "The latest failures:", "最近の失敗:";
    queries_durations: "Calls, duration and memory:", "呼び出し数、実行時間、メモリ:";
    queries_cold_starts: "Cold starts:", "コールドスタート:";
    queries_metrics: "Metrics", "メトリクス";
    queries_metrics_name(name):
        "The metrics of a REST API carry its name: here {name}. They mix where two APIs of a region share a name. `5XXError` as an average is the share of failed requests.",
        "REST API のメトリクスは API 名で記録されます(ここでは {name})。同じリージョンに同名の API があると混ざります。`5XXError` の平均は失敗したリクエストの割合です。";
    queries_metrics_id(id):
        "The metrics of a REST API whose name has no ASCII characters carry its id: replace {id}, which is in the URL. `5XXError` as an average is the share of failed requests.",
        "API 名に ASCII 文字がない REST API のメトリクスは ID で記録されます。{id} は URL に含まれる API の ID に置き換えてください。`5XXError` の平均は失敗したリクエストの割合です。";
    what_function(name, region): "Lambda function {name} in {region}", "Lambda 関数 {name}({region})";
    what_api(project): "REST API with the tag gateway-studio={project}", "タグ gateway-studio={project} の REST API";
    what_key(tag): "API key with the tag gateway-studio={tag}", "タグ gateway-studio={tag} の API キー";
    what_plan(tag): "usage plan with the tag gateway-studio={tag}", "タグ gateway-studio={tag} の使用量プラン";
    what_authorizer(name): "authorizer {name} of the API", "API のオーソライザー {name}";
    what_certificate(domain, region): "issued certificate for {domain} in {region}", "{domain} の発行済み証明書({region})";
    what_pending(domain, region): "requested certificate for {domain} in {region}", "{domain} のリクエスト済み証明書({region})";
    what_zone(name): "public hosted zone for {name}", "{name} のパブリックホストゾーン";
    zone_purpose:
        "The record for a DNS provider that takes zone files (BIND); dns/README.md says the same for web forms.",
        "ゾーンファイル(BIND 形式)を取り込める DNS プロバイダー用のレコードです。Web 画面での入力は dns/README.md を参照してください。";
    zone_target:
        "Put the real target in place of d-replace-me...: dns/README.md says where it stands.",
        "d-replace-me... は実際の値に置き換えてください。調べ方は dns/README.md にあります。";
    zone_apex:
        "The domain is the top of its zone, where no CNAME may stand (RFC 1912, 2.4), and zone files have no\nrecord that could take its place. Use the provider's ALIAS or ANAME record, as in:",
        "ゾーンの頂点には CNAME を置けず(RFC 1912, 2.4)、ゾーンファイルには代わりになる標準のレコードがありません。\nプロバイダーの ALIAS/ANAME レコードを次のように設定してください:";
    dns_title(name): "DNS of {name}", "{name} の DNS 設定";
    dns_purpose:
        "For the provider that serves this domain. The record comes after the deployment: its value exists only then.",
        "このドメインを管理する DNS プロバイダーでの手順です。値はデプロイして初めて決まるため、レコードは最後に登録します。";
    dns_certificate: "The certificate", "証明書";
    dns_certificate_steps:
        "This script requests it and prints a `CNAME` record that proves the domain is yours. Enter that record and leave it there: renewals need it. The script waits; when you stop it, run it again. `cli/deploy.sh` does the same by itself.",
        "次のスクリプトで証明書をリクエストすると、ドメインの所有を証明する `CNAME` レコードが表示されます。登録したら、自動更新に必要なためそのまま残してください。スクリプトは発行を待ちます。中断しても再実行すれば続きから進みます。`cli/deploy.sh` も同じ処理を行います。";
    dns_record: "The record", "レコード";
    dns_record_head: "| Type | Host | Value | TTL |", "| 種類 | ホスト | 値 | TTL |";
    dns_host:
        "Most web forms want the host without your domain, as above, and the value without a final dot. In a zone file both stand whole, with a final dot (`dns/zone.txt`).",
        "多くの Web 画面では、上のようにドメイン名を除いたホストと、末尾のドットがない値を入力します。ゾーンファイルではどちらも完全な名前に末尾のドットを付けます(`dns/zone.txt`)。";
    dns_host_open:
        "Most web forms want the host without your domain (`api` for `api.example.com`) and the value without a final dot. Is the host the domain itself, a `CNAME` is not allowed: use the provider's `ALIAS` or `ANAME` record.",
        "多くの Web 画面では、ドメイン名を除いたホスト(`api.example.com` なら `api`)と、末尾のドットがない値を入力します。ホストがドメインそのものの場合 `CNAME` は使えないため、プロバイダーの `ALIAS`/`ANAME` レコードを使ってください。";
    dns_apex:
        "The domain is the top of its zone, where no `CNAME` may stand. Providers have a record of their own for this: `ALIAS` (DNSimple, NS1, Namecheap), `ANAME` (DNS Made Easy), a flattened `CNAME` for `@` (Cloudflare, with the proxy off). Without one, use a subdomain or move the zone to Route 53.",
        "ゾーンの頂点には `CNAME` を置けません。代わりにプロバイダー独自のレコードを使います: `ALIAS`(DNSimple、NS1、Namecheap)、`ANAME`(DNS Made Easy)、`@` の `CNAME` フラット化(Cloudflare、プロキシはオフ)。どれもない場合は、サブドメインを使うかゾーンを Route 53 に移してください。";
    dns_ttl:
        "TTL is how many seconds resolvers remember the record. Before you move a name that is in use, set 60 and wait until the old TTL has passed.",
        "TTL はリゾルバーがレコードを記憶する秒数です。使用中の名前を切り替えるときは、先に 60 に下げ、元の TTL が過ぎるまで待ってください。";
    dns_target: "The value", "値";
    dns_target_open:
        "`d-replace-me` stands for a part that AWS makes up when the domain is made.",
        "`d-replace-me` の部分は、ドメインの作成時に AWS が決めます。";
    dns_target_where:
        "`cli/deploy.sh` prints the value, the SAM stack shows it as the output `DomainTarget`, and so does this command:",
        "値は `cli/deploy.sh` が表示します。SAM スタックの出力 `DomainTarget` または次のコマンドでも確認できます:";
    dns_target_not:
        "It is not the host of the default URL (`API_ID.execute-api...`): that one has no certificate for your domain and answers 403.",
        "既定の URL のホスト(`API_ID.execute-api...`)ではありません。証明書が一致せず 403 になります。";
    dns_check: "Check", "確認";
    dns_check_steps:
        "`CNAME` answers with the value above, `A` and `AAAA` with addresses. No answer: wait for the TTL, or the host was entered with the domain twice.",
        "`CNAME` で上の値、`A` と `AAAA` で IP アドレスが表示されれば完了です。表示されない場合は TTL の経過を待つか、ホストにドメイン名を重ねて入力していないか確かめてください。";
    dns_check_caa:
        "If the certificate is refused: this must print nothing, or name `amazon.com` (check the parent domains as well).",
        "証明書が発行されない場合、次の結果は空か `amazon.com` を含む必要があります(親ドメインも確認してください)。";
    readme_title(name): "Deploying {name}", "{name} のデプロイ手順";
    readme_purpose:
        "These files were made from `design.json`, which Gateway Studio opens again. Follow the steps from top to bottom.",
        "これらのファイルは `design.json` から作られました(Gateway Studio で再び開けます)。上から順に進めてください。";
    readme_addresses: "Addresses", "アドレス";
    readme_addresses_head(framework, place): "| Stage | URL | {framework}'s `{place}` |", "| ステージ | URL | {framework} の `{place}` |";
    readme_prefix_flask:
        "Set no prefix in your code: `app/lambda_handler.py` and Zappa set `SCRIPT_NAME` for each request. Make links with `url_for`, never with a path of your own such as `/page`. Behind Zappa a stage with a base path works on its domain only.",
        "コードではプレフィックスを指定しないでください。`app/lambda_handler.py` と Zappa がリクエストごとに `SCRIPT_NAME` を設定します。リンクは `/page` のように直接書かず `url_for` で作ってください。Zappa の場合、ベースパスのあるステージはドメインでのみ動作します。";
    readme_prefix_fastapi:
        "Set no `root_path` in your code: `app/lambda_handler.py` and Zappa set it for each request. The pages of the docs are at these addresses with `docs` and `redoc` behind them. Make links with `url_for`. Behind Zappa a stage with a base path works on its domain only.",
        "コードでは `root_path` を指定しないでください。`app/lambda_handler.py` と Zappa がリクエストごとに設定します。ドキュメントのページは、これらのアドレスの後に `docs` や `redoc` を付けた URL にあります。リンクは `url_for` で作ってください。Zappa の場合、ベースパスのあるステージはドメインでのみ動作します。";
    readme_prefix_django:
        "Leave `FORCE_SCRIPT_NAME` unset: `app/lambda_handler.py` and Zappa set `SCRIPT_NAME` for each request. Make links with `reverse` and `{% url %}`. Behind Zappa a stage with a base path works on its domain only.",
        "`FORCE_SCRIPT_NAME` は設定しないでください。`app/lambda_handler.py` と Zappa がリクエストごとに `SCRIPT_NAME` を設定します。リンクは `reverse` と `{% url %}` で作ってください。Zappa の場合、ベースパスのあるステージはドメインでのみ動作します。";
    readme_prefix:
        "Set no prefix in your code: `app/lambda_handler.py` sets the right one for each request, and `zappa_settings.json` carries `DASH_REQUESTS_PATHNAME_PREFIX` for stages that need it. Behind Zappa a stage works on one of its addresses only: on its domain where it has one.",
        "コードではプレフィックスを指定しないでください。`app/lambda_handler.py` がリクエストごとに設定し、Zappa では `zappa_settings.json` の `DASH_REQUESTS_PATHNAME_PREFIX` が必要なステージにだけ設定されます。Zappa の場合、各ステージは1つのアドレス(ドメインがあればそのドメイン)でのみ動作します。";
    readme_before: "Before you start", "準備";
    readme_app(module, dash, server):
        "Put your app into the folder `app`, beside `lambda_handler.py`: the module {module} with the Dash object {dash} and its Flask server {server}.",
        "アプリをフォルダー `app` (`lambda_handler.py` と同じ場所)に置きます。モジュール {module} に Dash オブジェクト {dash} とその Flask サーバー {server} が必要です。";
    readme_app_object(module, framework, object):
        "Put your app into the folder `app`, beside `lambda_handler.py`: the module {module} with the {framework} object {object}.",
        "アプリをフォルダー `app` (`lambda_handler.py` と同じ場所)に置きます。モジュール {module} に {framework} オブジェクト {object} が必要です。";
    readme_app_django(settings, wsgi):
        "Put your project into the folder `app`, so that `manage.py` stands beside `lambda_handler.py`: the settings {settings} and {wsgi} with its `application`.",
        "プロジェクトをフォルダー `app` に置きます(`manage.py` が `lambda_handler.py` と同じ場所)。設定モジュール {settings} と、`application` のある {wsgi} が必要です。";
    readme_django_hosts(hosts):
        "`ALLOWED_HOSTS` must hold {hosts}, or every request answers 400.",
        "`ALLOWED_HOSTS` に {hosts} を含めてください。ないとすべてのリクエストが 400 になります。";
    readme_django_files:
        "With `DEBUG` off Django serves no static files: run `python manage.py collectstatic` with WhiteNoise as middleware, or upload them to S3. Write `STATIC_URL` without a slash before it (`static/`), so that it follows the address. SQLite's file cannot be written in Lambda: take a database outside of it.",
        "`DEBUG` が無効だと Django は静的ファイルを配信しません。WhiteNoise をミドルウェアに加えて `python manage.py collectstatic` を実行するか、S3 に置いてください。`STATIC_URL` は先頭にスラッシュのない `static/` とし、アドレスに合わせて変わるようにします。Lambda では SQLite のファイルに書き込めないため、外部のデータベースを使ってください。";
    readme_requirements:
        "`app/requirements.txt` must list what your app imports. Name the packages in the design (App, Python packages), so that they are still there when the files are made again.",
        "アプリが使うパッケージが `app/requirements.txt` に必要です。ファイルを作り直しても残るように、設計(アプリ → Pythonパッケージ)で指定してください。";
    readme_any_account: "the account you mean", "対象のアカウント";
    readme_credentials(account, region):
        "Have AWS credentials for {account} at hand; everything is made in {region}. `aws sts get-caller-identity` shows which account you are in.",
        "{account} の AWS 認証情報を用意します。リージョンは {region} です。`aws sts get-caller-identity` で現在のアカウントを確認できます。";
    readme_certificate(domain, region):
        "Have a certificate for {domain} in AWS Certificate Manager, region {region}, with the status `ISSUED`.",
        "AWS Certificate Manager のリージョン {region} に {domain} の証明書を用意します(ステータスが `ISSUED` であること)。";
    readme_request(domain, region):
        "The certificate for {domain} in region {region} is requested for you. `cli/deploy.sh` does it by itself; for the other ways run `bash dns/request-certificate.sh` first where the tool asks for the ARN.",
        "{domain} の証明書(リージョン {region})は自動でリクエストされます。`cli/deploy.sh` はそのまま実行できます。ほかの方法で ARN を求められる場合は、先に `bash dns/request-certificate.sh` を実行してください。";
    readme_paths: "Deploy", "デプロイ";
    readme_choose(python):
        "Choose **one** of the ways A, B and C; they make the same gateway as far as the tool can, each for itself. What a tool leaves out stands with it; A leaves out most, C nothing. What you need: for A Python {python} and bash, for B the AWS SAM CLI and Docker, for C the AWS CLI, Python with pip, zip and bash.",
        "A、B、C から**1つだけ**選びます。どれもツールでできる範囲で同じゲートウェイを作ります。ツールで省かれるものは各項目に示します(A が最も多く、C にはありません)。必要なもの: A は Python {python} と bash、B は AWS SAM CLI と Docker、C は AWS CLI、Python(pip)、zip、bash です。";
    readme_zappa:
        "Zappa packages the folder and the virtual environment it runs in: a fresh one, inside `app`. It makes one API for each stage.",
        "Zappa は実行したフォルダーと仮想環境をパッケージにします。`app` の中に新しい仮想環境を作って実行してください。API はステージごとに1つ作られます。";
    readme_zappa_regional(domain):
        "`zappa certify` can make edge domains only: do not run it for {domain}. Make the regional domain with these commands after `zappa deploy`, with the ARN of its certificate in `CERTIFICATE_ARN` (the first command lists them); then the DNS record below:",
        "`zappa certify` が作れるのはエッジドメインだけなので、{domain} には使いません。`zappa deploy` の後に次のコマンドでリージョンドメインを作成し(`CERTIFICATE_ARN` には証明書の ARN を入れます。最初のコマンドで一覧できます)、下の DNS レコードを登録してください:";
    readme_zappa_edge:
        "An edge domain takes up to 40 minutes until it answers.",
        "エッジドメインが応答するまで最大40分かかります。";
    readme_zappa_losses:
        "What of this design Zappa cannot set up:",
        "この設計のうち Zappa で設定できないもの:";
    readme_sam_dualstack:
        "SAM's HTTP APIs answer on IPv4 alone. Once, after the first `sam deploy`:",
        "SAM の HTTP API が応答するのは IPv4 だけです。最初の `sam deploy` の後に一度実行してください:";
    readme_sam:
        "One stack holds the API with all stages, the function, logs, plans, the domain and its record.",
        "1つのスタックに、全ステージを含む API、関数、ログ、使用量プラン、ドメインとレコードが入ります。";
    readme_sam_settings:
        "`samconfig.toml` answers what `--guided` would ask. `sam build` works in a container that matches the function and needs Docker (`use_container = false` uses this machine's Python); `sam deploy` shows the changes and asks before it makes them (`--no-confirm-changeset` for pipelines).",
        "`--guided` の質問への答えは `samconfig.toml` にあります。`sam build` は関数に合わせたコンテナーで動くため Docker が必要です(`use_container = false` でこのマシンの Python を使用)。`sam deploy` は変更内容を表示し、確認してから実行します(パイプラインでは `--no-confirm-changeset`)。";
    readme_sam_open(names):
        "The design leaves {names} open. Fill the value in here in the design, or put it into `parameter_overrides` of `sam/samconfig.toml` and take away the `# ` before it; until then `sam deploy` stops.",
        "設計で {names} が未指定です。設計に入力するか、`sam/samconfig.toml` の `parameter_overrides` に値を書いて行頭の `# ` を削除してください。それまで `sam deploy` は実行できません。";
    readme_sam_log_role(command):
        "API Gateway writes logs with one role for the whole account and region: {command} shows it. When that prints `None`, put `AccountLogRole=\"create\"` into `parameter_overrides`, or stages with logs are refused. With a role there leave it at `keep`: `create` would replace the role of every other API.",
        "API Gateway はアカウントとリージョンに1つのロールでログを書き込みます。{command} で確認し、`None` と表示されたら `parameter_overrides` に `AccountLogRole=\"create\"` と書いてください(ロールがないとログを使うステージは拒否されます)。設定済みの場合は `keep` のままにします。`create` にすると、ほかの API も使うロールが置き換わります。";
    readme_sam_zone(command):
        "The zone's id is what stands behind `/hostedzone/` in the answer of {command}; take the public zone (`False`) where two share the name.",
        "ホストゾーン ID は {command} の `/hostedzone/` に続く部分です。同じ名前のゾーンが2つある場合はパブリックの方(`False`)を使ってください。";
    readme_sam_record:
        "The stack makes the DNS record and stops at one that is there already, and at its own when it changes between alias and `CNAME`: delete that one first.",
        "スタックは DNS レコードを新しく作成します。同じ名前のレコードがすでにある場合と、エイリアスと `CNAME` を切り替える場合は失敗するため、先に削除してください。";
    readme_sam_logs:
        "The stack also makes the log groups, stops at one of the same name (`cli/teardown.sh` keeps those of `cli/deploy.sh` unless told `--delete-logs`), and `sam delete` removes them with the logs: export what you need first.",
        "ロググループもスタックが作成します。同じ名前のロググループがすでにあると失敗します(`cli/deploy.sh` が作成したものは、`--delete-logs` を付けない限り `cli/teardown.sh` では残ります)。`sam delete` はログごと削除するため、必要なものは先にエクスポートしてください。";
    readme_sam_losses:
        "What of this design the stack leaves to you:",
        "この設計のうちスタックに含まれないもの:";
    readme_zappa_http(domain):
        "`zappa certify` fails on HTTP APIs: do not run it for {domain}, and set no `domain` in the settings, or `zappa update` crashes. Make the domain with these commands after `zappa deploy`, with the ARN of its certificate in `CERTIFICATE_ARN` where it is asked for; then the DNS record below:",
        "`zappa certify` は HTTP API では失敗するので {domain} には使いません。設定に `domain` を書くと `zappa update` が異常終了します。`zappa deploy` の後に次のコマンドでドメインを作成し(`CERTIFICATE_ARN` がある場合は証明書の ARN を入れます)、下の DNS レコードを登録してください:";
    readme_openapi_http:
        "`openapi/openapi.yaml` makes or renews the API alone: routes, authorizers, CORS. Functions must exist (see C); where stage settings, logs or the domain are needed, choose B or C instead.",
        "`openapi/openapi.yaml` は API 本体(ルート、オーソライザー、CORS)だけを作成・更新します。関数は先に用意してください(C を参照)。ステージの設定、ログ、ドメインが必要な場合は、代わりに B か C を選んでください。";
    readme_openapi_http_again:
        "To renew an API that exists, put `reimport-api --api-id \"$API_ID\"` in the place of `import-api`; the stages deploy it by themselves.",
        "既存の API を更新する場合は、`import-api` の代わりに `reimport-api --api-id \"$API_ID\"` を使ってください。ステージには自動でデプロイされます。";
    readme_openapi:
        "`openapi/openapi.yaml` makes or renews the API alone: resources, methods, CORS, error responses. Functions must exist (see C); where keys, plans, stage settings, logs or the domain are needed, choose B or C instead.",
        "`openapi/openapi.yaml` は API 本体(リソース、メソッド、CORS、エラー応答)だけを作成・更新します。関数は先に用意してください(C を参照)。キー、使用量プラン、ステージの設定、ログ、ドメインが必要な場合は、代わりに B か C を選んでください。";
    readme_openapi_again:
        "To renew an API that exists, put `put-rest-api --rest-api-id \"$API_ID\" --mode overwrite` in the place of `import-rest-api` with its `--parameters`, and deploy the stages again.",
        "既存の API を更新する場合は、`import-rest-api` とその `--parameters` の代わりに `put-rest-api --rest-api-id \"$API_ID\" --mode overwrite` を使い、ステージを再度デプロイしてください。";
    readme_edge_wait:
        "The stack waits for the edge domain, up to 40 minutes.",
        "エッジドメインの作成に最大40分かかります。";
    readme_cli:
        "The script works with functions that exist already.",
        "スクリプトは既存の関数を使います。";
    readme_cli_make:
        "Make them first; whoever may make roles makes their role once:",
        "先に関数を作成してください。そのロールは、ロールを作成できる人が一度だけ作成します:";
    readme_cli_update:
        "For new code later, fill `build` and `function.zip` again as above and upload:",
        "後でコードを更新するときは、上の手順で `build` と `function.zip` を作り直してアップロードします:";
    readme_cli_tracing:
        "Tracing reaches a function that exists only when it takes part, with the role's permission to write to X-Ray:",
        "既存の関数もトレースするには有効化が必要です(関数のロールに X-Ray への書き込み権限が必要です):";
    readme_zappa_log_role(command):
        "Execution logs need a role of the account that API Gateway writes with, which Zappa does not make: its first deployment fails without it. {command} shows the role; when that prints `None`, set one first, with the ARN that the first command prints in `ROLE_ARN`:",
        "実行ログにはアカウントのログ用ロールが必要ですが、Zappa は作成しないため、ないとデプロイに失敗します。{command} で確認し、`None` と表示されたら先に設定してください(`ROLE_ARN` には最初のコマンドが表示する ARN を入れます):";
    readme_zappa_certify:
        "`zappa certify` needs the ARN of a certificate in `us-east-1`: fill it in in the design and make the files again, then run it for each stage that the domain leads to.",
        "`zappa certify` には `us-east-1` の証明書の ARN が必要です。設計に入力してファイルを作り直してから、ドメインがつながるステージごとに実行してください。";
    readme_cli_run:
        "Then look at what the script would do, and run it; it asks before the first change:",
        "次に、スクリプトの内容を確認してから実行します(最初の変更の前に確認があります):";
    readme_cli_again:
        "It can be run again at any time: it finds what exists by its tag, brings it up to date and continues where it was interrupted. What was taken out of the design (a route, a method, a limit, a mapping, a usage plan) is removed. Stages, domains and API keys that are no longer in the design are kept, since somebody may use them: the script ends with the commands that remove them. The permission of a function that no method calls any more stays, too.",
        "何度でも実行できます。既存のものをタグで見つけて更新し、中断した場合は続きから進みます。設計から削除したもの(ルート、メソッド、制限、マッピング、使用量プラン)は取り除きます。設計にないステージ・ドメイン・API キーは使用中の可能性があるため残し、削除するコマンドを最後に表示します。どのメソッドからも呼ばれなくなった関数の権限も残ります。";
    readme_dns: "DNS", "DNS";
    readme_route53:
        "SAM and the CLI script write the record themselves, nothing is left to do. For a domain made otherwise: put what `get-domain-name` shows as its target into the design (Domain, Target), make the files again, and apply the change batch (`ZONE_ID` is the id that `aws route53 list-hosted-zones` shows). A record of the name with another type or routing is in the way: delete it first.",
        "SAM と CLI スクリプトはレコードも登録するので、作業は不要です。それ以外の方法で作ったドメインでは、`get-domain-name` で表示されるターゲットを設計(ドメイン → ターゲット)に入力し、ファイルを作り直してから変更バッチを適用します(`ZONE_ID` は `aws route53 list-hosted-zones` で表示される ID です)。同じ名前で種類やルーティングが異なるレコードがある場合は、先に削除してください。";
    readme_dns_elsewhere(domain):
        "Make the record for {domain} at your DNS provider: `dns/README.md` says what to enter and how to check it.",
        "DNS プロバイダーで {domain} のレコードを登録します。入力する値と確認方法は `dns/README.md` にあります。";
    readme_check: "Check", "確認";
    readme_check_private:
        "The API is private: call it from inside the VPC of its endpoint. Where the endpoint has private DNS, the URL works without the endpoint's id, too.",
        "この API はプライベートです。エンドポイントのある VPC の中から呼び出してください。エンドポイントのプライベート DNS が有効なら、エンドポイント ID を除いた URL でも呼び出せます。";
    readme_check_lead:
        "Each answers 200 when it works; `API_ID` is in the URL that the tool printed.",
        "正しく動いていれば 200 が返ります。`API_ID` はツールが表示した URL に含まれます。";
    readme_check_signed:
        "The calls are signed with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; temporary credentials also want the header `x-amz-security-token`.",
        "呼び出しは `AWS_ACCESS_KEY_ID` と `AWS_SECRET_ACCESS_KEY` で署名します。一時的な認証情報ではヘッダー `x-amz-security-token` も必要です。";
    readme_keys(command):
        "Methods that require a key answer 403 without one. Read its value with {command} and send it as the header `x-api-key`.",
        "キーが必要なメソッドは、キーなしでは 403 を返します。値は {command} で表示し、ヘッダー `x-api-key` で送ります。";
    readme_rotate:
        "To replace a key that `cli/deploy.sh` made, without an outage: the first command makes a new key beside the old one and says how to read its value. When every caller has it, the second switches the old key off (and can be undone), the third removes it. Each key has a quota of its own. With several keys, `--key=NAME` says which.",
        "`cli/deploy.sh` で作成したキーを停止なしで交換するには、最初のコマンドで新しいキーを並べて作成します(値を表示するコマンドが出力されます)。すべての呼び出し元に渡したら、2番目で古いキーを無効にし(元に戻せます)、3番目で削除します。クォータはキーごとに数えられます。キーが複数ある場合は `--key=名前` で選びます。";
    readme_logs: "The access logs (Zappa makes none):", "アクセスログ(Zappa では作られません):";
    readme_watch: "Watch", "監視";
    readme_alarms(email):
        "After the CLI script, make the alarms and the dashboard (SAM's stack holds them already). SNS asks {email} to confirm by e-mail:",
        "CLI スクリプトの後に、アラームとダッシュボードを作成します(SAM のスタックには含まれています)。SNS から {email} に確認メールが届きます:";
    readme_dashboard:
        "After the CLI script, make the dashboard (SAM's stack holds it already):",
        "CLI スクリプトの後に、ダッシュボードを作成します(SAM のスタックには含まれています):";
    readme_queries:
        "`monitoring/queries.md` has queries for the logs and commands for the metrics of this gateway.",
        "このゲートウェイのログのクエリとメトリクスのコマンドは `monitoring/queries.md` にあります。";
    readme_permissions:
        "Whoever deploys needs the permissions in `iam/deploy-zappa.json`, `iam/deploy-sam.json` or `iam/deploy-cli.json`, no others. A `*` stands for the account where the design leaves it open, and for ids that AWS gives out.",
        "デプロイする人に必要な権限は `iam/deploy-zappa.json`、`iam/deploy-sam.json`、`iam/deploy-cli.json` にあるものだけです。`*` は、設計で未指定のアカウントと AWS が決める ID を表します。";
    readme_remove: "Remove", "削除";
    readme_remaining:
        "What stays: the certificate, the hosted zone, and API Gateway's log role, which the whole account shares. After Zappa: its bucket and the custom domain with its record. After SAM: nothing else, the access logs go with the stack. After the CLI script: the Lambda functions and the access logs (`bash cli/teardown.sh --delete-logs` removes these, too; `--dry-run` shows what would go).",
        "残るもの: 証明書、ホストゾーン、アカウント全体で共有される API Gateway のログ用ロール。Zappa の場合は、バケットとカスタムドメイン、そのレコード。SAM の場合は、ほかにありません(アクセスログもスタックと一緒に削除されます)。CLI スクリプトの場合は、Lambda 関数とアクセスログ(`bash cli/teardown.sh --delete-logs` でログも削除、`--dry-run` で対象を確認できます)。";
    deploy_http_api: "The HTTP API. Names are not unique, so it is found by its tag.", "HTTP API。名前は一意ではないため、タグで探します。";
    deploy_integrations: "Lambda proxy integrations, one for each function.", "Lambda プロキシ統合。関数ごとに1つ作成します。";
    deploy_drop_routes: "Routes that were taken out of the design.", "設計から削除したルートを取り除きます。";
    deploy_routes:
        "Routes. They are live at once, so one that exists is changed in its place.",
        "ルート。変更はすぐに反映されるため、既存のルートはそのまま更新します。";
    deploy_drop_integrations:
        "Integrations that no route leads to any more.",
        "どのルートからも使われなくなった統合を取り除きます。";
    deploy_drop_authorizers:
        "Authorizers that no route asks any more.",
        "どのルートからも使われなくなったオーソライザーを取り除きます。";
    deploy_http_stages:
        "Stages with their settings. They deploy every change by themselves.",
        "ステージとその設定。変更は自動的にデプロイされます。";
    deploy_http_lift_throttle:
        "How to take a throttle away is not documented: the account's own limits, which apply anyhow, take its place.",
        "スロットリングを取り除く方法は公開されていないため、もともと適用されるアカウントの上限を設定します。";
    deploy_left_rest_api:
        "A REST API that this project had before it had an HTTP API.",
        "HTTP API に変更する前の、このプロジェクトの REST API。";
    queries_metrics_http(id):
        "The metrics of an HTTP API carry its id: replace {id}, which is in the URL. `5xx` as an average is the share of failed requests, `Count` as a number of samples counts them.",
        "HTTP API のメトリクスは ID で記録されます。{id} は URL に含まれる API の ID に置き換えてください。`5xx` の平均は失敗したリクエストの割合、`Count` のサンプル数はリクエスト数です。";
    what_http_api(project): "HTTP API with the tag gateway-studio={project}", "タグ gateway-studio={project} の HTTP API";
    what_rest_api: "REST API", "REST API";
    what_route: "route", "ルート";
    what_integration: "integration of the function", "関数の統合";
    what_any_authorizer: "authorizer", "オーソライザー";
    websocket_purpose:
        "Answers the WebSocket API: connections that open and close, and the messages in between.\nPut your own code into on_connect, on_disconnect and on_message; send() reaches any open connection.",
        "WebSocket API のハンドラーです。接続の開始と終了、その間のメッセージに応答します。\non_connect、on_disconnect、on_message に処理を書いてください。send() は開いている接続ならどれにでも送れます。";
    websocket_connect:
        "Keep connectionId in a table here, and take it out below, to reach other callers later. A status\nother than 2xx refuses the connection. $disconnect may come late or, rarely, never.",
        "他の利用者に送るには、ここで connectionId をテーブルなどに保存し、切断時に削除します。2xx 以外を返すと接続を\n拒否します。$disconnect は遅れて届くことや、まれに届かないことがあります。";
    websocket_routes: "What answers which route.", "ルートと応答する関数の対応。";
    websocket_two_way:
        "Two-way routes: what the function returns goes back to the caller.",
        "双方向のルート: 関数の戻り値が呼び出し元に返ります。";
    websocket_requirements:
        "boto3 is part of Lambda's Python runtimes; add what your code imports.",
        "boto3 は Lambda の Python ランタイムに含まれています。コードが使うパッケージを追加してください。";
    websocket_selection:
        "Names the route of a message; one that names no route goes to $default.",
        "メッセージのルートを決める式です。該当するルートがなければ $default に届きます。";
    websocket_code:
        "websocket_handler.py, your own modules and requirements.txt.",
        "websocket_handler.py、独自のモジュール、requirements.txt を置くフォルダーです。";
    websocket_timeout:
        "API Gateway waits 29 seconds for the answer to a message.",
        "API Gateway がメッセージへの応答を待つのは29秒です。";
    websocket_connections:
        "Sends messages to open connections through @connections.",
        "@connections で、開いている接続にメッセージを送る権限です。";
    websocket_connections_url:
        "Where functions send messages to open connections",
        "開いている接続に関数がメッセージを送る URL";
    websocket_api: "The WebSocket API. Names are not unique, so it is found by its tag.", "WebSocket API。名前は一意ではないため、タグで探します。";
    websocket_left_apis:
        "A REST or HTTP API that this project had before it had a WebSocket API.",
        "WebSocket API に変更する前の、このプロジェクトの REST API または HTTP API。";
    what_websocket_api(project): "WebSocket API with the tag gateway-studio={project}", "タグ gateway-studio={project} の WebSocket API";
    what_http_api_left: "HTTP API", "HTTP API";
    queries_metrics_websocket(id):
        "The metrics of a WebSocket API carry its id: replace {id}, which is in the URL. `ExecutionError` as an average is the share of messages that could not be handled, `MessageCount` as a sum counts them.",
        "WebSocket API のメトリクスは ID で記録されます。{id} は URL に含まれる API の ID に置き換えてください。`ExecutionError` の平均は処理できなかったメッセージの割合、`MessageCount` の合計はメッセージの数です。";
    websocket_addresses_head: "| Stage | URL for clients | `@connections` for functions |", "| ステージ | クライアントの URL | 関数が使う `@connections` |";
    websocket_addresses:
        "A client opens a connection, which lasts two hours at most and ten minutes without a message, and sends messages of at most 128 KB in frames of 32 KB. Functions send to it through `@connections`: `app/websocket_handler.py` does it in `send()`.",
        "クライアントは接続を開き、メッセージを送ります。接続は最長2時間で、メッセージがないと10分で切れます。メッセージは最大128KB(フレームは32KB)です。関数からは `@connections` で送信します(`app/websocket_handler.py` の `send()`)。";
    websocket_before:
        "Put your own code into `app/websocket_handler.py`, or call it from there.",
        "独自の処理は `app/websocket_handler.py` に書くか、そこから呼び出してください。";
    websocket_choose(python):
        "Choose **one** of the ways A and B; they make the same gateway, each for itself. What you need: for A the AWS SAM CLI and Docker, for B the AWS CLI, Python {python} with pip, zip and bash. Zappa has no part in it: it makes a WebSocket API only beside an HTTP or REST API of its own (`zappa.websocket`), and OpenAPI cannot describe one.",
        "A か B の**どちらか1つ**を選びます。どちらも同じゲートウェイを作ります。必要なもの: A は AWS SAM CLI と Docker、B は AWS CLI、Python {python}(pip)、zip、bash です。Zappa は自身の HTTP/REST API に付け足す形(`zappa.websocket`)でしか WebSocket API を作れず、OpenAPI では WebSocket API を記述できないため、どちらのファイルもありません。";
    websocket_check:
        "A connection that stays open works; each line that you type is a message, and its answer follows. `API_ID` is in the URL that the tool printed.",
        "接続が開いたままなら正常です。入力した行がメッセージとして送られ、応答が表示されます。`API_ID` はツールが表示した URL に含まれます。";
    websocket_check_message(message): "A message that names a route: {message}", "ルートを指定するメッセージの例: {message}";
    websocket_check_signed:
        "Connections are signed with AWS credentials (Signature Version 4), which these tools do not do: sign the URL's query first.",
        "接続には AWS 認証情報の署名(署名バージョン4)が必要です。これらのツールは署名しないため、先に URL のクエリに署名してください。";
    websocket_existing:
        "A function that exists already sends to connections only with the permission `execute-api:ManageConnections`, as in `iam/execution-role.json`.",
        "既存の関数から接続に送るには、ロールに `execute-api:ManageConnections` の権限が必要です(`iam/execution-role.json` を参照)。";
    websocket_permissions:
        "Whoever deploys needs the permissions in `iam/deploy-sam.json` or `iam/deploy-cli.json`, no others. A `*` stands for the account where the design leaves it open, and for ids that AWS gives out.",
        "デプロイする人に必要な権限は `iam/deploy-sam.json`、`iam/deploy-cli.json` にあるものだけです。`*` は、設計で未指定のアカウントと AWS が決める ID を表します。";
    websocket_logs: "The access logs:", "アクセスログ:";
    dashboard_messages(stage): "{stage}: connections, messages and errors", "{stage}: 接続・メッセージ・エラー";
    websocket_remaining:
        "What stays: the certificate, the hosted zone, and API Gateway's log role, which the whole account shares. After SAM: nothing else, the access logs go with the stack. After the CLI script: the Lambda functions and the access logs (`bash cli/teardown.sh --delete-logs` removes these, too; `--dry-run` shows what would go).",
        "残るもの: 証明書、ホストゾーン、アカウント全体で共有される API Gateway のログ用ロール。SAM の場合は、ほかにありません(アクセスログもスタックと一緒に削除されます)。CLI スクリプトの場合は、Lambda 関数とアクセスログ(`bash cli/teardown.sh --delete-logs` でログも削除、`--dry-run` で対象を確認できます)。";
    websocket_policy:
        "Asked once for each connection; its messages are not asked about again.",
        "接続ごとに一度だけ呼ばれ、その後のメッセージでは呼ばれません。";
}
