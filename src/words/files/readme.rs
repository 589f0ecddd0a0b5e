//! The README, and what the import of OpenAPI says.

crate::words! {
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
    readme_addresses_plain: "| Stage | URL |", "| ステージ | URL |";
    readme_choose_plain:
        "No function, no program: servers and AWS services answer. Choose **one** of the ways A and B; they make the same gateway, each for itself. Queues, buckets and state machines must be there already. What you need: for A the AWS SAM CLI, for B the AWS CLI and bash.",
        "関数もプログラムもなく、サーバーと AWS サービスが応答します。A、B から**1つだけ**選びます。どちらも同じゲートウェイを作ります。キュー、バケット、ステートマシンは先に用意してください。必要なもの: A は AWS SAM CLI、B は AWS CLI と bash です。";
    readme_sam_plain:
        "One stack holds the API with all stages, the gateway's role and VPC links, logs, plans, the domain and its record.",
        "1つのスタックに、全ステージを含む API、ゲートウェイのロールと VPC リンク、ログ、使用量プラン、ドメインとレコードが入ります。";
    readme_sam_settings_plain:
        "`samconfig.toml` answers what `--guided` would ask; `sam deploy` shows the changes and asks before it makes them (`--no-confirm-changeset` for pipelines).",
        "`--guided` で質問される内容は `samconfig.toml` に書かれています。`sam deploy` は変更内容を表示し、確認してから実行します(パイプラインでは `--no-confirm-changeset`)。";
    readme_cli_plain:
        "The script makes the API, the gateway's role and VPC links.",
        "スクリプトは API、ゲートウェイのロール、VPC リンクを作成します。";
    readme_openapi_plain:
        "`openapi/openapi.yaml` makes or renews the API alone. Where keys, plans, stage settings, logs, VPC links or the domain are needed, choose A or B instead.",
        "`openapi/openapi.yaml` は API 本体だけを作成・更新します。API キー、使用量プラン、ステージの設定、ログ、VPC リンク、ドメインが必要な場合は、代わりに A か B を選んでください。";
    readme_openapi_role:
        "The gateway asks AWS services with a role that must be there before; `iam/gateway-role.json` says what it may do:",
        "ゲートウェイが AWS サービスを呼び出すロールを先に作成してください。権限は `iam/gateway-role.json` のとおりです:";
    readme_remaining_plain:
        "What stays: queues, buckets, state machines and load balancers, which were there before; the certificate, the hosted zone, and API Gateway's log role, which the whole account shares. After the CLI script the access logs, too (`bash cli/teardown.sh --delete-logs` removes them).",
        "残るもの: 以前からあるキュー、バケット、ステートマシン、ロードバランサー、証明書、ホストゾーン、アカウント全体で共有される API Gateway のログ用ロール。CLI スクリプトの場合はアクセスログも残ります(`bash cli/teardown.sh --delete-logs` で削除できます)。";
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
        "アプリが使うパッケージが `app/requirements.txt` に必要です。ファイルを作り直しても残るように、設計(アプリ → Python パッケージ)で指定してください。";
    readme_any_account: "the account you mean", "対象のアカウントの";
    readme_account(id): "{id}", "{id} の";
    readme_credentials(account, region):
        "Have AWS credentials for {account} at hand; everything is made in {region}. `aws sts get-caller-identity` shows which account you are in.",
        "{account} AWS 認証情報を用意します。リージョンは {region} です。`aws sts get-caller-identity` で現在のアカウントを確認できます。";
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
    readme_stages_one_stack:
        "The ways map stages differently: Zappa makes an API for each stage, SAM one stack with one API that has all of them, the CLI script one API that has all of them.",
        "ステージの作り方はそれぞれ異なります。Zappa はステージごとに API を、SAM は全ステージを持つ API を1つのスタックに、CLI スクリプトは全ステージを持つ API を1つ作ります。";
    readme_stages_stacks:
        "The ways map stages differently: Zappa makes an API for each stage, SAM a stack with an API and functions of its own for each, the CLI script one API that has all of them.",
        "ステージの作り方はそれぞれ異なります。Zappa はステージごとに API を、SAM はステージごとに API と関数を含むスタックを、CLI スクリプトは全ステージを持つ API を1つ作ります。";
    websocket_stages_one_stack:
        "Both ways make one API that has all stages.",
        "どちらの方法でも、全ステージを持つ API を1つ作ります。";
    websocket_stages_stacks:
        "The ways map stages differently: SAM makes a stack with an API and functions of its own for each stage, the CLI script one API that has all of them.",
        "ステージの作り方は異なります。SAM はステージごとに API と関数を含むスタックを、CLI スクリプトは全ステージを持つ API を1つ作ります。";
    readme_sam_stacks:
        "Each stage has a stack of its own, made from the same template: the API with this stage, the function, logs, plans. `StageName` chooses what differs; each environment of `samconfig.toml` gives it.",
        "ステージごとに、同じテンプレートから別々のスタックを作ります。それぞれにそのステージの API、関数、ログ、使用量プランが入ります。違いはパラメータ `StageName` で決まり、その値は `samconfig.toml` の環境ごとに書かれています。";
    readme_sam_order(stage):
        "Deploy {stage} first and delete it last: its stack makes what the others use, such as the domain with its record. `CertificateArn` and `HostedZoneId`, where they are asked for, are asked for each stack.",
        "{stage} を最初にデプロイし、最後に削除してください。ドメインとレコードなど、ほかのスタックも使うものはこのスタックが作ります。`CertificateArn` と `HostedZoneId` が必要な場合は、すべてのスタックに指定します。";
    readme_windows:
        "On Windows, run the `.ps1` beside each script in PowerShell, with the same options. It runs the script under Git's bash or in WSL, whichever has the AWS CLI. These files went through a PowerShell parser; they were not run on Windows.",
        "Windows では、各スクリプトと同じ名前の `.ps1` を PowerShell で実行します(オプションは同じです)。AWS CLI のある Git の bash か WSL でスクリプトを実行します。PowerShell のパーサーで構文を確認していますが、Windows での実行は確認していません。";
    readme_zappa:
        "Zappa packages the folder and the virtual environment it runs in: a fresh one, inside `app`. It makes one API for each stage. `zappa update STAGE` brings new code and settings later.",
        "Zappa は実行したフォルダーと仮想環境をパッケージにします。`app` の中に新しい仮想環境を作って実行してください。API はステージごとに1つ作られます。後でコードや設定を更新するには `zappa update ステージ` を実行します。";
    readme_zappa_regional(domain):
        "`zappa certify` can make edge domains only: do not run it for {domain}. Make the regional domain with these commands after `zappa deploy`, with the ARN of its certificate in `CERTIFICATE_ARN` (the first command lists them); then the DNS record below:",
        "`zappa certify` が作れるのはエッジドメインだけなので、{domain} には使いません。`zappa deploy` の後に次のコマンドでリージョンドメインを作成し(`CERTIFICATE_ARN` には証明書の ARN を入れます。最初のコマンドで一覧できます)、下の DNS レコードを登録してください:";
    readme_zappa_edge:
        "An edge domain takes up to 40 minutes until it answers. `zappa certify` writes its record into the public hosted zone of this account, and fails without one when the domain is already made: for a zone elsewhere say so in the design (Domain, DNS). `zappa undeploy` takes the mapping away and leaves the domain, which answers 403 until `zappa certify` runs again after the next `zappa deploy`.",
        "エッジドメインが応答するまで最大40分かかります。`zappa certify` はこのアカウントのパブリックホストゾーンにレコードを書き込みます。ゾーンがないと、ドメインを作成した後に失敗するため、ほかの DNS を使う場合は設計(ドメイン、DNS)で選択してください。`zappa undeploy` はマッピングを削除してドメインを残します。次に `zappa deploy` した後、`zappa certify` を再度実行するまで 403 が返ります。";
    readme_zappa_losses:
        "What of this design Zappa cannot set up:",
        "この設計のうち Zappa で設定できないもの:";
    readme_more_losses(count):
        "{count} more of this kind, which the studio lists under Problems.",
        "同様のものがあと{count}件あります(一覧はスタジオの「問題」にあります)。";
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
    readme_sam_kind:
        "CloudFormation changes no resource into one of another type. For another kind of API, or a domain that becomes private or public, run `sam delete` before you deploy the new design, or give the project another name.",
        "CloudFormation ではリソースの型を変えられません。API の種類を変える場合や、ドメインをプライベートまたはパブリックに切り替える場合は、新しい設計をデプロイする前に `sam delete` を実行するか、プロジェクト名を変えてください。";
    readme_sam_keys:
        "A key moves to another usage plan in two deployments: first out of the one, then into the other. The stack makes the new link before it removes the old one, and API Gateway allows a key one plan for each stage.",
        "API キーを別の使用量プランに移すときは、元のプランから外すデプロイと、新しいプランに入れるデプロイの2回に分けてください。スタックは古い関連付けを削除する前に新しいものを作成しますが、1つのステージでキーが属せるプランは1つだけです。";
    readme_execution_logs(groups, retention, delete):
        "API Gateway makes the groups of execution logs itself, and nothing removes them: {groups}, with the id of the API for `API_ID`. They keep all that they hold, also once the API is gone, until you run {retention} or {delete}.",
        "実行ログのロググループ {groups}(`API_ID` は API の ID)は API Gateway が自動で作成し、どのツールでも削除されません。{retention} か {delete} を実行するまで、API を削除した後もログは残り続けます。";
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
    readme_openapi_owner(account):
        "For whoever owns the function, in the account {account}:",
        "関数の所有者が、アカウント {account} で実行します:";
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
    readme_cli_environment:
        "`environment` reads the variables of a function from `design.json`, so that their values stand in no command.",
        "`environment` は関数の環境変数を `design.json` から読みます。値がコマンドに残ることはありません。";
    readme_cli_update:
        "For new code later, fill `build` and `function.zip` again as above and upload; the last command brings a function to the settings that the design has now:",
        "後でコードを更新するときは、上の手順で `build` と `function.zip` を作り直してアップロードします。最後のコマンドで、関数の設定を現在の設計に合わせます:";
    readme_cli_package:
        "Lambda takes a `function.zip` of 50 MB from a command. A larger one goes through a bucket in the same region: `aws s3 cp function.zip s3://BUCKET/`, then `--code S3Bucket=BUCKET,S3Key=function.zip` in the place of `--zip-file` (later `--s3-bucket BUCKET --s3-key function.zip`). Unzipped 250 MB are the most; for more choose a container image in the design.",
        "コマンドから直接送れる `function.zip` は 50 MB までです。それより大きい場合は同じリージョンのバケットを経由します: `aws s3 cp function.zip s3://BUCKET/` の後、`--zip-file` の代わりに `--code S3Bucket=BUCKET,S3Key=function.zip` を指定します(更新時は `--s3-bucket BUCKET --s3-key function.zip`)。展開後の上限は 250 MB です。超える場合は設計でコンテナイメージを選択してください。";
    readme_sam_private_zone(command):
        "The zone's id is what stands behind `/hostedzone/` in the answer of {command}; take the private zone (`True`) of the VPC.",
        "ゾーン ID は {command} の結果の `/hostedzone/` に続く部分です。VPC のプライベートゾーン(`True`)を選んでください。";
    readme_sam_endpoint(command):
        "`VpcEndpointDnsName`, and for an alias `VpcEndpointZoneId`, are what this shows: {command}",
        "`VpcEndpointDnsName` と(エイリアスの場合) `VpcEndpointZoneId` の値は次のコマンドで確認できます: {command}";
    readme_failover(name, region):
        "{name} stands for two regions; this design is the one in {region}, and each region has a design and a folder of its own:",
        "{name} は2つのリージョンで公開します。この設計は {region} 側のものです。リージョンごとに設計とフォルダーを分けます:";
    readme_failover_copy(role):
        "The other design is this one with another region, its certificate, the failover role {role} and another set identifier: open `design.json` in the page, change these and download it again. Everything else, above all the domain's name and the record's type, stays the same.",
        "もう一方の設計は、この設計のリージョン、証明書、フェイルオーバーの役割({role})、レコード識別子だけを変えたものです。`design.json` をページで開き、変更してからダウンロードし直してください。ドメイン名やレコードの種類など、それ以外は同じにします。";
    readme_failover_deploy:
        "Deploy both; each writes its own record of the pair. Data that the app keeps must be in both regions, too (for instance DynamoDB global tables).",
        "両方をデプロイします。それぞれが自分のレコードを登録します。アプリのデータも両方のリージョンに必要です(DynamoDB グローバルテーブルなど)。";
    readme_failover_primary:
        "The record needs a health check of this region; until it has one it counts as healthy, whatever the app does, and the name never leads to the secondary (an alias of API Gateway tells no health of its own). Enter the id that the command answers with as the record's health check, and deploy again.",
        "レコードには、このリージョンのヘルスチェックが必要です。設定するまではアプリの状態にかかわらず正常とみなされ、セカンダリに切り替わりません(API Gateway へのエイリアスでは、ターゲットの状態は判定されません)。コマンドが表示する ID をレコードのヘルスチェックに入力し、再デプロイしてください。";
    readme_failover_secondary:
        "What makes the name lead here is the health check of the primary's record: see the README of that design. One for this record is not necessary: it answers when the primary is ill; when both are, Route 53 answers with the primary. To watch this region all the same, make one of its own and enter its id as the record's health check.",
        "このリージョンへの切り替えは、プライマリのレコードのヘルスチェックで決まります(プライマリ側の README を参照)。このレコードにはなくても、プライマリの異常時に使われます(両方とも異常ならプライマリが使われます)。このリージョンも監視する場合は、別のヘルスチェックを作り、その ID をレコードのヘルスチェックに入力してください。";
    readme_failover_check:
        "The check calls this region's default URL, at a path that anybody may call; make it once the API is there:",
        "ヘルスチェックは、このリージョンのデフォルト URL のうち誰でも呼び出せるパスを確認します。API の作成後に作ってください:";
    readme_failover_guarded:
        "Route 53's check calls from addresses of its own and shows no signature, token or key, and no page of this design answers such a call: it would be ill for ever. Add a route for it with a path of its own (`/health`, a GET without authorization and key, answered by the app) and download this file again; a resource policy must let it in, too. Or make a check that follows an alarm.",
        "Route 53 のヘルスチェックは独自の IP アドレスから、署名もトークンもキーも付けずに呼び出します。この設計にはその呼び出しに応答するページがないため、常に異常と判定されます。専用のルート(認可もキーも不要で、アプリが応答する GET の `/health` など)を追加し、このファイルをダウンロードし直してください(リソースポリシーでも許可が必要です)。または、アラームに基づくヘルスチェックを作ります。";
    readme_failover_websocket:
        "Route 53's check opens no WebSocket, and a plain call is refused: make one that follows an alarm.",
        "Route 53 のヘルスチェックは WebSocket に接続できず、通常の呼び出しは拒否されます。アラームに基づくヘルスチェックを作ってください。";
    readme_failover_closed:
        "A check that calls needs an address of this region alone, which is its default URL: turn that on and download this file again, or make a check that follows an alarm.",
        "呼び出して確認するには、このリージョンだけの URL、つまりデフォルト URL が必要です。有効にしてこのファイルをダウンロードし直すか、アラームに基づくヘルスチェックを作ってください。";
    readme_failover_alarm:
        "`ALARM` is the name of a CloudWatch alarm of this region, for instance on its server errors:",
        "`ALARM` には、このリージョンの CloudWatch アラーム(サーバーエラーのアラームなど)の名前を入れます:";
    readme_failover_rights:
        "This needs the permission `route53:CreateHealthCheck`, trying it out `route53:UpdateHealthCheck`: the policies in `iam/` hold neither.",
        "これには `route53:CreateHealthCheck`、動作確認には `route53:UpdateHealthCheck` の権限も必要です(`iam/` のポリシーには含まれていません)。";
    readme_failover_try:
        "To try it, invert the primary's health check for a minute (`aws route53 update-health-check --health-check-id ID --inverted`, then `--no-inverted`) and look where the name leads:",
        "動作確認: プライマリのヘルスチェックの結果を一時的に反転させ(`aws route53 update-health-check --health-check-id ID --inverted`、戻すには `--no-inverted`)、名前の向き先を確認します:";
    readme_cli_tag:
        "An image gets a new tag each time: `2` stands for the next one. The repository of the first time is in `REPOSITORY`.",
        "イメージには毎回新しいタグを付けます(`2` は次のタグの例)。`REPOSITORY` には最初に作ったリポジトリの URI を入れます。";
    readme_cli_vpc:
        "A function in a VPC reaches the Internet only through a NAT gateway, and services of AWS through that or VPC endpoints.",
        "VPC 内の関数がインターネットに接続するには NAT ゲートウェイが必要です。AWS のサービスへは、NAT ゲートウェイか VPC エンドポイントを経由します。";
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
    readme_cli_long(calls, minutes):
        "The first run makes about {calls} calls, one after the other, and takes about {minutes} minutes: the AWS CLI needs about a second for each, and an account may make 10 calls of API Gateway's management a second. A later run changes each usage plan in one call at most (two when a stage leaves it), and an account may do that once in 20 seconds. What is refused for its rate is tried again, up to 10 times or `AWS_MAX_ATTEMPTS`; after that, run the script again.",
        "初回は約{calls}回の呼び出しを順に行い、約 {minutes} 分かかります。AWS CLI の呼び出しは1回あたり約1秒で、API Gateway の管理用の呼び出しはアカウントごとに毎秒10回までに制限されています。2回目以降は使用量プランの変更をプランごとに1回(ステージを外すときは2回)にまとめますが、変更はアカウントごとに20秒に1回までです。制限で拒否された呼び出しは最大10回(`AWS_MAX_ATTEMPTS` で変更可能)まで再試行します。それでも失敗した場合は、スクリプトをもう一度実行してください。";
    readme_canary(stage, percent):
        "Stage {stage} has a canary: the script gives a new deployment to it, and it gets {percent}% of the requests.",
        "ステージ {stage} にはカナリアがあります。スクリプトは新しいデプロイをカナリアに適用し、リクエストの {percent}% がカナリアに届きます。";
    readme_canary_watch:
        "What the canary answers stands in log groups of its own; the stage's metrics and alarms count both.",
        "カナリアの応答は専用のロググループに記録されます。ステージのメトリクスとアラームは両方をまとめて数えます。";
    readme_canary_unlogged:
        "The stage writes no logs, and its metrics count canary and stage together: give it an access log to tell them apart.",
        "このステージはログを出力せず、メトリクスはカナリアとステージをまとめて数えます。区別するにはアクセスログを有効にしてください。";
    readme_canary_promote:
        "When it answers well, give it to everybody. The canary stays, without requests, until the next run of the script:",
        "問題がなければ、全員に公開します。カナリアは残りますが、次にスクリプトを実行するまでリクエストは届きません:";
    readme_canary_back:
        "Otherwise take the requests away from it at once, undo the change in the design and run the script again. Do not take the canary itself out of the design before that: the stage would move to the release.",
        "問題がある場合は、すぐにカナリアへのリクエストを止め、設計の変更を元に戻してスクリプトを再実行してください。その前に設計からカナリアを削除すると、ステージが新しいリリースに切り替わります。";
    readme_cli_again:
        "It can be run again at any time: it finds what exists by its tag, brings it up to date and continues where it was interrupted. What was taken out of the design (a route, a method, a limit, a mapping, a usage plan) is removed. Stages, domains and API keys that are no longer in the design are kept, since somebody may use them, and so is the API of a project whose kind changed, with its VPC links, plans and web ACL, and the public domain of a name that became private: the script ends with the commands that remove them, in their order. The permission of a function that no method calls any more stays, too.",
        "何度でも実行できます。既存のものをタグで見つけて更新し、中断した場合は続きから進みます。設計から削除したもの(ルート、メソッド、制限、マッピング、使用量プラン)は取り除きます。設計にないステージ・ドメイン・API キーは使用中の可能性があるため残します。種類を変更する前の API(VPC リンク、プラン、Web ACL を含む)と、プライベートに変更したドメインの元の公開ドメインも同様です。削除するコマンドを順番どおり最後に表示します。どのメソッドからも呼ばれなくなった関数の権限も残ります。";
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
        "The calls are signed with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; temporary credentials also want the header `x-amz-security-token`. Without a signature the answer is 403.",
        "呼び出しは `AWS_ACCESS_KEY_ID` と `AWS_SECRET_ACCESS_KEY` で署名します。一時的な認証情報ではヘッダー `x-amz-security-token` も必要です。署名がないと 403 が返ります。";
    readme_check_jwt:
        "`TOKEN` is a token of the authorizer's issuer for its audience. Without a valid one the answer is 401, without a scope that is asked for 403.",
        "`TOKEN` には、オーソライザーの発行者が対象(audience)に発行したトークンを入れます。有効なトークンがないと 401、必要なスコープがないと 403 が返ります。";
    readme_check_cognito:
        "`TOKEN` is the ID token of a user of the pool. Without a valid one the answer is 401.",
        "`TOKEN` には、ユーザープールのユーザーの ID トークンを入れます。有効なトークンがないと 401 が返ります。";
    readme_check_cognito_scopes:
        "`TOKEN` is an access token of the user pool that holds one of the scopes. Without a valid one the answer is 401.",
        "`TOKEN` には、いずれかのスコープを含むユーザープールのアクセストークンを入れます。有効なトークンがないと 401 が返ります。";
    readme_check_lambda:
        "The variables hold what the Lambda authorizer reads. When a value is missing the answer is 401, when the authorizer does not let it in 403.",
        "変数には Lambda オーソライザーが読む値を入れます。値がないと 401、オーソライザーが許可しないと 403 が返ります。";
    readme_check_lambda_alone:
        "The Lambda authorizer decides about each call; when it does not let one in, the answer is 403.",
        "Lambda オーソライザーが呼び出しごとに判断します。許可されないと 403 が返ります。";
    readme_check_certificate:
        "Behind the domain's name each call shows a client certificate: `client.pem` and its key `client-key.pem`, from an authority in the truststore. Without it no connection comes about: curl ends with an error and prints 000 (or 403 is answered).",
        "ドメイン名での呼び出しにはクライアント証明書が必要です。トラストストアにある認証局が発行した `client.pem` と、その秘密鍵 `client-key.pem` を使います。証明書がないと接続できず、curl はエラーで終わり 000 を表示します(403 が返ることもあります)。";
    readme_check_ranges:
        "Call from an address in the resource policy's ranges; from elsewhere the answer is 403.",
        "リソースポリシーの範囲内の IP アドレスから呼び出してください。それ以外からは 403 が返ります。";
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
        "Whoever deploys needs the permissions in `iam/deploy-zappa.json`, `iam/deploy-sam.json` or `iam/deploy-cli.json`, no others. A `*` stands for the account where the design leaves it open, and for ids that AWS gives out. They are those of this design: once something was taken out of it, deploy with the permissions from before, too, which hold what deletes that.",
        "デプロイする人に必要な権限は `iam/deploy-zappa.json`、`iam/deploy-sam.json`、`iam/deploy-cli.json` にあるものだけです。`*` は、設計で未指定のアカウントと AWS が決める ID を表します。いずれも現在の設計に必要な権限です。設計から何かを取り除いた後のデプロイには、それを削除できる以前の権限も付けたままにしてください。";
    readme_remove: "Remove", "削除";
    readme_remaining:
        "What stays: the certificate, the hosted zone, API Gateway's log role, which the whole account shares, and the functions' own logs (`/aws/lambda/NAME`). After Zappa: its bucket and the custom domain with its record. After SAM: its bucket for uploads, which all stacks share; the access logs go with the stack, and a certificate does that the stack requested. After the CLI script: the Lambda functions and the access logs (`bash cli/teardown.sh --delete-logs` removes these, too; `--dry-run` shows what would go).",
        "残るもの: 証明書、ホストゾーン、アカウント全体で共有される API Gateway のログ用ロール、関数自身のログ(`/aws/lambda/NAME`)。Zappa の場合は、バケットとカスタムドメイン、そのレコード。SAM の場合は、全スタックで共有されるアップロード用バケット(アクセスログと、スタックがリクエストした証明書は、スタックと一緒に削除されます)。CLI スクリプトの場合は、Lambda 関数とアクセスログ(`bash cli/teardown.sh --delete-logs` でログも削除、`--dry-run` で対象を確認できます)。";
}
