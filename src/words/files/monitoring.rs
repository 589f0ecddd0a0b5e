//! Alarms, dashboard and queries.

crate::words! {
    alarms_purpose:
        "Makes the alarms and the dashboard of the gateway with the AWS CLI (version 1 or 2), or brings them up to date.",
        "AWS CLI(バージョン1または2)でゲートウェイのアラームとダッシュボードを作成します。再実行すると変更を反映します。";
    alarms_api: "The metrics of this API carry its id.", "この API のメトリクスは ID で記録されます。";
    alarms_topic: "The topic, and who gets its e-mail. Making it again gives the same one.", "トピックとメールの宛先。既にあれば同じものが返されます。";
    alarms_confirm(email): "SNS has written to {email}: nothing is sent before the link in that e-mail is opened", "{email} に SNS から確認メールが届きます。メール内のリンクを開くまで通知は送られません";
    alarms_alarms: "Three bad minutes of five are an alarm; minutes without requests are good ones.", "5分のうち3分で超えるとアラームになります。リクエストのない時間は正常とみなします。";
    alarms_others: "%s is told, too. Where that is no longer meant:", "%s にも通知されています。不要になった場合:";
    alarms_old: "Alarms of an earlier design, which tell its topic.", "以前の設計で作成され、そのトピックに通知するアラーム。";
    alarms_drop: "Alarms of this project that the design no longer has.", "設計からなくなったこのプロジェクトのアラームを削除します。";
    alarms_dashboard: "The dashboard beside this script.", "このスクリプトの隣にあるダッシュボード。";
    dashboard_requests(stage): "{stage}: requests and errors", "{stage}: リクエストとエラー";
    dashboard_latency(stage): "{stage}: latency (ms)", "{stage}: レイテンシー(ミリ秒)";
    dashboard_calls(function): "{function}: calls and errors", "{function}: 呼び出しとエラー";
    dashboard_duration(function): "{function}: duration (ms)", "{function}: 実行時間(ミリ秒)";
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
    queries_metrics_http(id):
        "The metrics of an HTTP API carry its id: replace {id}, which is in the URL. `5xx` as an average is the share of failed requests, `Count` as a number of samples counts them.",
        "HTTP API のメトリクスは ID で記録されます。{id} は URL に含まれる API の ID に置き換えてください。`5xx` の平均は失敗したリクエストの割合、`Count` のサンプル数はリクエスト数です。";
    queries_metrics_websocket(id):
        "The metrics of a WebSocket API carry its id: replace {id}, which is in the URL. `ExecutionError` as an average is the share of messages that could not be handled, `MessageCount` as a sum counts them.",
        "WebSocket API のメトリクスは ID で記録されます。{id} は URL に含まれる API の ID に置き換えてください。`ExecutionError` の平均は処理できなかったメッセージの割合、`MessageCount` の合計はメッセージの数です。";
    dashboard_messages(stage): "{stage}: connections, messages and errors", "{stage}: 接続・メッセージ・エラー";
}
