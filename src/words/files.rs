//! Comments and messages in generated files.

crate::words! {
    handler_purpose:
        "Adapts the Dash app to AWS Lambda behind API Gateway. One function serves every address;\nthe handler sets Dash's requests_pathname_prefix for each request:",
        "Dash アプリを API Gateway の背後の AWS Lambda で動かすハンドラーです。1つの関数がすべてのアドレスに応答し、\nリクエストごとに Dash の requests_pathname_prefix を設定します:";
    handler_base_paths:
        "Base paths under which custom domains show stages: (domain, stage, base path).",
        "カスタムドメインがステージを公開するベースパス: (ドメイン, ステージ, ベースパス)";
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
    helper_only: "only NAME WHAT NONE: keeps the one id in the list found; several are an error, none is one if NONE is stop.", "only 変数 名称 なし: 見つかった唯一の ID を保存します。複数、または stop 指定で0件ならエラーです。";
    helper_make: "make NAME command: runs a command that creates something and keeps its id.", "make 変数 コマンド: 作成するコマンドを実行し、ID を保存します。";
    deploy_functions: "The Lambda functions, which must exist already.", "Lambda 関数(あらかじめ作成しておきます)。";
    deploy_certificate(region):
        "An issued certificate that covers the domain; this kind of domain takes those in {region} only.",
        "ドメインに対応する発行済みの証明書。この種類のドメインで使えるのは {region} の証明書だけです。";
    deploy_zone: "The public hosted zone of the domain.", "ドメインのパブリックホストゾーン。";
    deploy_api: "The REST API. Names are not unique, so it is found by its tag.", "REST API。名前は一意ではないため、タグで探します。";
    deploy_state:
        "What methods and responses depend on, as a short hash: the deployment made from it is kept.",
        "メソッドと応答を決める設定のハッシュ。同じ状態のデプロイは再利用します。";
    deploy_resources: "Resources: one for each part of a path, parents first.", "リソース。パスの各部分に1つずつ、親から順に作成します。";
    deploy_methods: "Methods with their Lambda proxy integration, which is always called by POST.", "メソッドと Lambda プロキシ統合(呼び出しは常に POST)。";
    deploy_preflight:
        "The CORS preflight: a mock. Without CONVERT_TO_TEXT it fails beside the binary type */*.",
        "CORS のプリフライト(モック)。バイナリタイプ */* では CONVERT_TO_TEXT がないと失敗します。";
    deploy_permission: "Lets this API, and no other, call the functions.", "この API だけに関数の呼び出しを許可します。";
    deploy_deployment:
        "Methods and responses are live only after a deployment.",
        "メソッドや応答はデプロイして初めて有効になります。";
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
    what_certificate(domain, region): "issued certificate for {domain} in {region}", "{domain} の発行済み証明書({region})";
    what_zone(name): "public hosted zone for {name}", "{name} のパブリックホストゾーン";
    readme_title(name): "Deploying {name}", "{name} のデプロイ手順";
    readme_purpose:
        "These files were made from `design.json`, which Gateway Studio opens again. Follow the steps from top to bottom.",
        "これらのファイルは `design.json` から作られました(Gateway Studio で再び開けます)。上から順に進めてください。";
    readme_addresses: "Addresses", "アドレス";
    readme_addresses_head: "| Stage | URL | Dash's `requests_pathname_prefix` |", "| ステージ | URL | Dash の `requests_pathname_prefix` |";
    readme_prefix:
        "Set no prefix in your code: `app/lambda_handler.py` sets the right one for each request, and `zappa_settings.json` carries `DASH_REQUESTS_PATHNAME_PREFIX` for stages that need it. Behind Zappa a stage works on one of its addresses only: on its domain where it has one.",
        "コードではプレフィックスを指定しないでください。`app/lambda_handler.py` がリクエストごとに設定し、Zappa では `zappa_settings.json` の `DASH_REQUESTS_PATHNAME_PREFIX` が必要なステージにだけ設定されます。Zappa の場合、各ステージは1つのアドレス(ドメインがあればそのドメイン)でのみ動作します。";
    readme_before: "Before you start", "準備";
    readme_app(module, dash, server):
        "Put your app into `app/`: the module {module} with the Dash object {dash} and its Flask server {server} (`server = dapp.server`).",
        "アプリを `app/` に置きます。モジュール {module} に Dash オブジェクト {dash} と Flask サーバー {server} が必要です(`server = dapp.server`)。";
    readme_requirements:
        "Add what your app imports to `app/requirements.txt`.",
        "アプリが使うパッケージを `app/requirements.txt` に追加します。";
    readme_any_account: "the account you mean", "対象のアカウント";
    readme_credentials(account, region):
        "Have AWS credentials for {account} at hand; everything is made in {region}. `aws sts get-caller-identity` shows which account you are in.",
        "{account} の AWS 認証情報を用意します。リージョンは {region} です。`aws sts get-caller-identity` で現在のアカウントを確認できます。";
    readme_certificate(domain, region):
        "Have a certificate for {domain} in AWS Certificate Manager, region {region}, with the status `ISSUED`.",
        "AWS Certificate Manager のリージョン {region} に {domain} の証明書を用意します(ステータスが `ISSUED` であること)。";
    readme_paths: "Deploy", "デプロイ";
    readme_choose:
        "Choose one of the three ways; they make the same gateway as far as the tool can.",
        "次の3つから1つを選びます。ツールでできる範囲で同じゲートウェイになります。";
    readme_zappa:
        "Zappa packages the virtual environment it runs in. Run it in a fresh one, in the folder that holds your app's module.",
        "Zappa は実行中の仮想環境をパッケージにします。新しい仮想環境を作り、アプリのモジュールがあるフォルダーで実行してください。";
    readme_zappa_regional(domain):
        "`zappa certify` can make edge domains only: do not run it for {domain}. Make the regional domain with these commands after `zappa deploy` (`API_ID` is in the URL that it prints), then the DNS record below:",
        "`zappa certify` が作れるのはエッジドメインだけなので、{domain} には使いません。`zappa deploy` の後に次のコマンドでリージョンドメインを作成し(`API_ID` は表示される URL に含まれます)、下の DNS レコードを登録してください:";
    readme_zappa_edge:
        "An edge domain takes up to 40 minutes until it answers.",
        "エッジドメインが応答するまで最大40分かかります。";
    readme_zappa_losses:
        "Zappa cannot set up everything in the design (stage variables, throttling, usage plans, access logs); the studio lists it beside the file.",
        "Zappa では設計のすべてを設定できません(ステージ変数、スロットリング、使用量プラン、アクセスログなど)。内容はスタジオのファイルの横に表示されます。";
    readme_sam:
        "One stack holds the API with all stages, the function, logs, plans, the domain and its record.",
        "1つのスタックに、全ステージを含む API、関数、ログ、使用量プラン、ドメインとレコードが入ります。";
    readme_sam_questions:
        "`--guided` asks for what the design leaves open. Answer `keep` for `AccountLogRole` when API Gateway already has a log role in this account and region (`aws apigateway get-account` shows it).",
        "`--guided` は設計で未指定の値を質問します。このアカウントとリージョンで API Gateway のログ用ロールが設定済みの場合(`aws apigateway get-account` で確認)、`AccountLogRole` には `keep` と答えてください。";
    readme_edge_wait:
        "The stack waits for the edge domain, up to 40 minutes.",
        "エッジドメインの作成に最大40分かかります。";
    readme_cli:
        "The script works with an existing function. Make it first; whoever may make roles makes its role once:",
        "スクリプトは既存の関数を使います。先に作成してください。そのロールは、ロールを作成できる人が一度だけ作成します:";
    readme_cli_run:
        "Then look at what the script would do, and run it; it asks before the first change:",
        "次に、スクリプトの内容を確認してから実行します(最初の変更の前に確認があります):";
    readme_cli_again:
        "It can be run again at any time: it finds what exists by its tag, brings it up to date and continues where it was interrupted. What was taken out of the design (a route, a method, a limit, a mapping) is left alone: remove it by hand, or run `cli/teardown.sh` of the old design first.",
        "何度でも実行できます。既存のものをタグで見つけて更新し、中断した場合は続きから進みます。設計から削除したもの(ルート、メソッド、制限、マッピング)はそのまま残るため、手動で削除するか、先に古い設計の `cli/teardown.sh` を実行してください。";
    readme_dns: "DNS", "DNS";
    readme_route53:
        "SAM and the CLI script write the record themselves. For a domain made otherwise, put the target from `get-domain-name` into the design, and apply the change batch:",
        "SAM と CLI スクリプトはレコードも登録します。それ以外の方法で作ったドメインでは、`get-domain-name` の値を設計に入力してから変更バッチを適用してください:";
    readme_dns_elsewhere(domain):
        "At your DNS provider make a CNAME record for {domain} that points to the `regionalDomainName` (or `distributionDomainName`) from `aws apigateway get-domain-name`. At the apex of a zone use the provider's ALIAS or ANAME record.",
        "DNS プロバイダーで {domain} の CNAME レコードを作成し、`aws apigateway get-domain-name` の `regionalDomainName`(または `distributionDomainName`)を指定します。ゾーンの頂点ではプロバイダーの ALIAS/ANAME レコードを使ってください。";
    readme_check: "Check", "確認";
    readme_keys:
        "Read an API key's value with `aws apigateway get-api-keys --include-values` and send it as the header `x-api-key`.",
        "API キーの値は `aws apigateway get-api-keys --include-values` で表示し、ヘッダー `x-api-key` で送ります。";
    readme_logs: "The access logs:", "アクセスログ:";
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
        "What stays: the certificate, the hosted zone, Zappa's bucket and, after Zappa, the custom domain with its record.",
        "残るもの: 証明書、ホストゾーン、Zappa のバケット、(Zappa の場合は)カスタムドメインとそのレコード。";
}
