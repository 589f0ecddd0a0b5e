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
    message_confirm_deploy: "Make these changes? [y/N]", "変更を実行しますか? [y/N]";
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
    deploy_dns_elsewhere(domain): "make the record for {domain} at your DNS provider (dns/README.md says how); it points to:", "DNS プロバイダーで {domain} のレコードを次の値で作成してください(手順は dns/README.md):";
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
    readme_request(domain, region):
        "The certificate for {domain} in region {region} is requested for you. `cli/deploy.sh` does it by itself; for the other ways run `bash dns/request-certificate.sh` first where the tool asks for the ARN.",
        "{domain} の証明書(リージョン {region})は自動でリクエストされます。`cli/deploy.sh` はそのまま実行できます。ほかの方法で ARN を求められる場合は、先に `bash dns/request-certificate.sh` を実行してください。";
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
        "The script works with an existing function. Make it first (`ROLE_ARN` is a role with the policy `AWSLambdaBasicExecutionRole`, and `AWSXRayDaemonWriteAccess` for traces):",
        "スクリプトは既存の関数を使います。先に作成してください(`ROLE_ARN` は `AWSLambdaBasicExecutionRole`、トレースする場合は `AWSXRayDaemonWriteAccess` も付けたロール):";
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
        "Make the record for {domain} at your DNS provider: `dns/README.md` says what to enter and how to check it.",
        "DNS プロバイダーで {domain} のレコードを登録します。入力する値と確認方法は `dns/README.md` にあります。";
    readme_check: "Check", "確認";
    readme_keys:
        "Read an API key's value with `aws apigateway get-api-keys --include-values` and send it as the header `x-api-key`.",
        "API キーの値は `aws apigateway get-api-keys --include-values` で表示し、ヘッダー `x-api-key` で送ります。";
    readme_logs: "The access logs:", "アクセスログ:";
    readme_remove: "Remove", "削除";
    readme_remaining:
        "What stays: the certificate, the hosted zone, Zappa's bucket and, after Zappa, the custom domain with its record.",
        "残るもの: 証明書、ホストゾーン、Zappa のバケット、(Zappa の場合は)カスタムドメインとそのレコード。";
}
