//! WebSocket APIs.

crate::words! {
    websocket_purpose:
        "Answers the WebSocket API: connections that open and close, and the messages in between.\nPut your own code into on_connect, on_disconnect and on_message; send() reaches any open connection.",
        "WebSocket API のハンドラーです。接続の開始と終了、その間のメッセージに応答します。\non_connect、on_disconnect、on_message に処理を書いてください。send() は開いている接続ならどれにでも送れます。";
    websocket_connect:
        "Keep connectionId in a table here, and take it out below, to reach other callers later. A status\nother than 2xx refuses the connection. $disconnect may come late or, rarely, never.",
        "ほかの利用者に送るには、ここで connectionId をテーブルなどに保存し、切断時に削除します。2xx 以外を返すと接続を\n拒否します。$disconnect は遅れて届くことや、まれに届かないことがあります。";
    websocket_kept:
        "Open connections, each with the address to which messages are sent. $disconnect may come late or, rarely,\nnever: DynamoDB forgets the rest after two hours by `expires`.",
        "開いている接続と、その送信先アドレスを保存します。$disconnect は遅れて届くことや、まれに届かないことがあるため、\n残ったものは DynamoDB が `expires` により2時間余りで削除します。";
    websocket_push:
        "Call the function with {\"push\": {...}} from a schedule, another function or the command line.",
        "スケジュール、別の関数、コマンドラインなどから {\"push\": {...}} を渡して関数を呼び出します。";
    websocket_table:
        "Open connections, for messages to all of them; what was not closed in order expires.",
        "開いている接続(全員への送信用)。正常に閉じられなかったものは期限で消えます。";
    websocket_make_table:
        "Make the table of open connections beside them, once:",
        "開いている接続を保存するテーブルも、一度だけ作成します:";
    websocket_feed:
        "To push to everybody who listens, call the function with a message, from a schedule or another program (after SAM by the name that the stack gave it):",
        "接続中の全員に送るには、スケジュールや別のプログラムからメッセージを渡して関数を呼び出します(SAM の場合はスタックが付けた関数名を使います):";
    websocket_feed_page(file, store):
        "The page of a Dash app listens with this file, {file}: it connects again by itself and puts each message into the `dcc.Store` {store} of the app's layout, whose `data` starts a callback (Dash 2.16 or newer). The page is served by another design, for instance of the preset `dash-http`; a page of any origin may connect.",
        "Dash アプリのページでは、次のファイル {file} で受信します。切断時は自動で再接続し、受け取ったメッセージをレイアウト内の `dcc.Store` {store} に入れるので、その `data` をコールバックの入力にします(Dash 2.16 以降)。ページ自体は別の設計(たとえばプリセット `dash-http`)で公開します。どのオリジンのページからも接続できます。";
    websocket_table_stays:
        "The table of connections stays, too, after the CLI script.",
        "CLI スクリプトの場合は、接続のテーブルも残ります。";
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
    websocket_remaining:
        "What stays: the certificate, the hosted zone, API Gateway's log role, which the whole account shares, and the functions' own logs (`/aws/lambda/NAME`). After SAM: its bucket for uploads, which all stacks share; the access logs go with the stack, and a certificate does that the stack requested. After the CLI script: the Lambda functions and the access logs (`bash cli/teardown.sh --delete-logs` removes these, too; `--dry-run` shows what would go).",
        "残るもの: 証明書、ホストゾーン、アカウント全体で共有される API Gateway のログ用ロール、関数自身のログ(`/aws/lambda/NAME`)。SAM の場合は、全スタックで共有されるアップロード用バケット(アクセスログと、スタックがリクエストした証明書は、スタックと一緒に削除されます)。CLI スクリプトの場合は、Lambda 関数とアクセスログ(`bash cli/teardown.sh --delete-logs` でログも削除、`--dry-run` で対象を確認できます)。";
    websocket_policy:
        "Asked once for each connection; its messages are not asked about again.",
        "接続ごとに一度だけ呼ばれ、その後のメッセージでは呼ばれません。";
}
