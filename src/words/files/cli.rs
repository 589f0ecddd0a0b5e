//! Scripts of the AWS CLI.

crate::words! {
    deploy_purpose:
        "Makes the gateway with the AWS CLI (version 1 or 2), or brings an earlier run up to date.",
        "AWS CLI(バージョン1または2)でゲートウェイを作成します。再実行すると変更を反映します。";
    teardown_purpose:
        "Removes what deploy.sh made. Certificate, hosted zone, functions and the account's log role stay.",
        "deploy.sh が作成したものを削除します。証明書・ホストゾーン・関数・アカウントのログ用ロールは残します。";
    request_purpose:
        "Requests a certificate for the domain, proves the name by a DNS record and waits. Prints its ARN.",
        "ドメインの証明書をリクエストし、DNS レコードで所有を証明して発行を待ちます。最後に ARN を表示します。";
    deploy_vpc_links:
        "VPC links: found by tag, made where missing. Making one takes some minutes.",
        "VPC リンク: タグで探し、なければ作成します。作成には数分かかります。";
    message_vpc_link:
        "%s is not available (%s): look at its status message in the console, delete it there and run this again",
        "%s が利用できません(%s)。コンソールで状態メッセージを確認し、削除してから再実行してください";
    what_vpc_link: "VPC link", "VPC リンク";
    what_gateway_role: "role", "ロール";
    what_gateway_rights: "rights of the gateway's role", "ゲートウェイのロールの権限";
    deploy_drop_links:
        "VPC links that left the design, and the gateway's role once no method asks an AWS service.",
        "設計から削除した VPC リンクと、AWS サービスを呼び出すメソッドがなくなった場合のロールを削除します。";
    teardown_links: "VPC links, and the gateway's role.", "VPC リンクとゲートウェイのロールです。";
    deploy_gateway_role:
        "The role with which the gateway asks AWS services: nothing but what the methods need.",
        "ゲートウェイが AWS サービスを呼び出すロールです。権限はメソッドに必要なものだけです。";
    script_options:
        "--dry-run prints the commands and changes nothing; --yes does not ask first.",
        "--dry-run はコマンドを表示するだけで変更しません。--yes は確認を省略します。";
    script_promote:
        "--promote=STAGE gives the deployment of a stage's canary to the stage, and does nothing else.",
        "--promote=STAGE はカナリアのデプロイをステージに適用します(ほかの変更は行いません)。";
    script_delete_logs:
        "--delete-logs removes the access logs, too.",
        "--delete-logs はアクセスログも削除します。";
    script_preflight:
        "Which account, which region: nothing is changed before these are known.",
        "アカウントとリージョンを確認するまで何も変更しません。";
    powershell_no_bash:
        "bash was not found: install Git for Windows (https://gitforwindows.org) or a Linux distribution (wsl --install)",
        "bash が見つかりません。Git for Windows(https://gitforwindows.org) か Linux ディストリビューション(wsl --install)をインストールしてください";
    powershell_no_aws:
        "the aws command was not found: install the AWS CLI for Windows beside Git, or inside the Linux distribution",
        "aws コマンドが見つかりません。Git を使う場合は Windows 版の、WSL を使う場合はその中に AWS CLI をインストールしてください";
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
    message_confirm_rotate: "Change this project's API key? [y/N]", "このプロジェクトの API キーを変更しますか？ [y/N]";
    message_gone: "no longer in the design: %s %s", "設計にありません: %s %s";
    message_left:
        "no longer in the design, but kept because somebody may use it: %s %s; to remove it:",
        "設計にありませんが、使用中の可能性があるため残しました: %s %s。削除するコマンド:";
    message_confirm_teardown: "Remove this project's gateway? [y/N]", "このプロジェクトのゲートウェイを削除しますか？ [y/N]";
    message_confirm_request: "Request the certificate? [y/N]", "証明書をリクエストしますか？ [y/N]";
    message_no_proof:
        "ACM names no DNS record for the certificate; was it requested with validation by e-mail?",
        "ACM から検証用の DNS レコードが返されません。メールによる検証でリクエストされた証明書ではありませんか？";
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
    helper_run: "Runs a command; values that are too long for a command line go through a file.", "コマンドを実行します。コマンドラインに収まらない長い値はファイルで渡します。";
    helper_change: "Runs a command that changes something, or prints it.", "変更を行うコマンドを実行、または表示します。";
    helper_tolerate: "Like change; a failure that names the pattern is none.", "change と同じですが、パターンに一致するエラーは無視します。";
    helper_ask: "ask NAME command: keeps the first word of the answer; nothing found is ''.", "ask 変数 コマンド: 応答の最初の語を保存します(なければ空)。";
    helper_only: "only NAME WHAT NONE: keeps the one id in the list found; several are an error, none is one if NONE is stop.", "only 変数 名称 なし: 見つかった唯一の ID を保存します。複数、または stop 指定で0件ならエラーです。";
    helper_make: "make NAME command: runs a command that creates something and keeps its id.", "make 変数 コマンド: 作成するコマンドを実行し、ID を保存します。";
    helper_gone: "gone KIND NAME: says what is about to be removed.", "gone 種類 名前: これから取り除くものを表示します。";
    helper_left:
        "left KIND NAME, later command: kept for the end, where they say how to remove it by hand.",
        "left 種類 名前、later コマンド: 手動で削除する方法を最後に表示します。";
    helper_operations:
        "operations LIST: what the plan lacks, told in one call: an account may change plans every 20 seconds.",
        "operations 一覧: プランの変更を1回の呼び出しにまとめます(プランの変更は20秒に1回までのため)。";
    helper_find_tagged:
        "find_tagged NAME TAG WHAT LIST: keeps the id of what carries the tag, of a rotated key the newest.",
        "find_tagged 変数 タグ 名称 一覧: タグの付いたものの ID を保存します(ローテーションしたキーは最新のもの)。";
    what_resource: "resource", "リソース";
    what_method: "method", "メソッド";
    what_vpc_endpoint: "association with VPC endpoint", "VPC エンドポイントとの関連付け";
    what_binary: "binary media type", "バイナリメディアタイプ";
    what_gateway_response: "gateway response", "ゲートウェイレスポンス";
    what_model: "model", "モデル";
    what_validator: "request validator", "リクエストバリデーター";
    what_method_settings: "stage settings of the method", "メソッドごとのステージ設定";
    what_route_settings: "stage settings of the route", "ルートごとのステージ設定";
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
        "Answers that left the design are API Gateway's own again.",
        "設計からなくなった応答は API Gateway の既定に戻します。";
    deploy_models:
        "Models of request bodies: methods refer to them by name.",
        "リクエスト本文のモデル(メソッドから名前で参照します)。";
    deploy_validators:
        "Request validators, found by name and by what they check.",
        "リクエストバリデーター(名前と検証の内容で探します)。";
    deploy_drop_models:
        "Models and validators to which no method refers any longer.",
        "どのメソッドからも参照されなくなったモデルとバリデーターを取り除きます。";
    deploy_drop_method_settings:
        "Settings of single methods that left the design go; those of all methods (*/*) stay as they are.\nKeys come with ~1 for a slash.",
        "設計からなくなったメソッドごとの設定は外します。全メソッド(*/*)の設定はそのままです。\nキーの中のスラッシュは ~1 です。";
    deploy_lift_throttle:
        "A throttle that was taken out is set to -1, which lifts it: the account's own limits, which differ by\nregion and grow with quotas, apply then. They are what a stage reports that never had a throttle.",
        "削除したスロットリングには -1(制限なし)を設定し、リージョンやクォータで異なるアカウントの上限だけに戻します。\n一度も設定していないステージは、そのアカウントの上限を返します。";
    deploy_left_stages:
        "Stages of this API that are not in the design.",
        "設計にない、この API のステージ。";
    deploy_left_domains:
        "Domains of this project that are not in the design.",
        "設計にない、このプロジェクトのドメイン。";
    deploy_associations:
        "VPC endpoints that reach the domain.",
        "ドメインに接続できる VPC エンドポイント。";
    what_association: "VPC endpoint of the domain", "ドメインの VPC エンドポイント";
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
    deploy_private_zone: "The private hosted zone of the domain.", "ドメインのプライベートホストゾーン。";
    what_private_zone(name): "private hosted zone for {name}", "{name} のプライベートホストゾーン";
    deploy_zone: "The public hosted zone of the domain.", "ドメインのパブリックホストゾーン。";
    deploy_api: "The REST API. Names are not unique, so it is found by its tag.", "REST API。名前は一意ではないため、タグで探します。";
    deploy_state:
        "What methods and responses depend on, as a short hash: the deployment made from it is kept.",
        "メソッドと応答を決める設定のハッシュ。同じ状態のデプロイは再利用します。";
    deploy_resources: "Resources: one for each part of a path, parents first.", "リソース。パスの各部分に1つずつ、親から順に作成します。";
    deploy_backends: "Methods that another server answers, or the gateway itself; one that differs is made anew.", "ほかのサーバーまたはゲートウェイ自身が応答するメソッド。異なる場合は作り直します。";
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
    deploy_canary:
        "The canary gets the newest deployment; the stage keeps its own until it is promoted.",
        "最新のデプロイはカナリアに適用し、ステージは昇格するまで現在のデプロイのままにします。";
    deploy_promote: "Promotes a canary, and stops.", "カナリアを昇格させて終了します。";
    message_no_canary:
        "stage %s has no canary: put one into the design and deploy first",
        "ステージ %s にカナリアがありません。先に設計に追加してデプロイしてください";
    message_promoted:
        "promoted. Everybody of stage %s gets the release; move the canary's variables to the stage in the design, or the next run sets the old ones again",
        "昇格しました。ステージ %s のすべてのリクエストに適用されます。カナリアの変数は設計でステージに移してください(移さないと次回の実行で元に戻ります)";
    message_web_acl:
        "there is a web ACL %s that this project did not make; rename the project or the web ACL",
        "このプロジェクト以外で作成された Web ACL %s があります。プロジェクトか Web ACL の名前を変えてください";
    what_web_acl: "web ACL", "Web ACL";
    teardown_web_acl: "The web ACL that deploy.sh made.", "deploy.sh が作成した Web ACL。";
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
    teardown_alarms: "Alarms, and the topic that they tell.", "アラームと通知先のトピック。";
    teardown_dashboard: "The dashboard.", "ダッシュボード。";
    what_alarm: "alarm", "アラーム";
    what_topic: "SNS topic", "SNS トピック";
    what_function(name, region): "Lambda function {name} in {region}", "Lambda 関数 {name}({region})";
    what_api(project): "REST API with the tag gateway-studio={project}", "タグ gateway-studio={project} の REST API";
    what_key(tag): "API key with the tag gateway-studio={tag}", "タグ gateway-studio={tag} の API キー";
    what_plan(tag): "usage plan with the tag gateway-studio={tag}", "タグ gateway-studio={tag} の使用量プラン";
    what_authorizer(name): "authorizer {name} of the API", "API のオーソライザー {name}";
    what_certificate(domain, region): "issued certificate for {domain} in {region}", "{domain} の発行済み証明書({region})";
    what_pending(domain, region): "requested certificate for {domain} in {region}", "{domain} のリクエスト済み証明書({region})";
    what_zone(name): "public hosted zone for {name}", "{name} のパブリックホストゾーン";
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
    deploy_left_apis:
        "APIs of another kind that this project had: somebody may use them, so they are only named.",
        "種類を変更する前の、このプロジェクトの API。使用中の可能性があるため、表示だけ行います。";
    deploy_left_parts:
        "What belonged to them: to be removed after them.",
        "その API で使っていたもの。API の後に削除してください。";
    what_http_api(project): "HTTP API with the tag gateway-studio={project}", "タグ gateway-studio={project} の HTTP API";
    what_rest_api: "REST API", "REST API";
    what_route: "route", "ルート";
    what_integration: "integration of the function", "関数の統合";
    what_any_authorizer: "authorizer", "オーソライザー";
    what_websocket_api(project): "WebSocket API with the tag gateway-studio={project}", "タグ gateway-studio={project} の WebSocket API";
    what_http_api_left: "HTTP API", "HTTP API";
    what_websocket_api_left: "WebSocket API", "WebSocket API";
}
