//! The section Stages.

use gateway_studio::words;

words! {
    stages_lead: "Named deployments, each with settings of its own.", "それぞれの設定を持つ、名前付きのデプロイです。";
    add_stage: "Add stage", "ステージを追加";
    duplicate_stage: "Duplicate this stage", "このステージを複製";
    delete_stage: "Delete this stage", "このステージを削除";
    no_stages: "No stage yet. Without one the API has no address.", "ステージがありません。ステージがないとAPIにアドレスがありません。";
    stage: "Stage", "ステージ";
    stage_name: "Stage name", "ステージ名";
    stage_name_help: "First part of the path on the default URL. Mappings and usage plans follow when it is renamed.", "デフォルトURLのパスの先頭です。名前を変えると、マッピングと使用量プランも変わります。";
    variables: "Stage variables", "ステージ変数";
    variables_help: "The function reads them from the event.", "関数はイベントから読み取れます。";
    limits: "Limits", "制限";
    throttle_stage: "Throttle this stage", "このステージをスロットリング";
    throttle_stage_help: "Off, it shares the limit of the account with every other API.", "オフの場合、アカウントの上限をほかのAPIと分け合います。";
    rate: "Rate", "レート";
    rate_help: "In the long run.", "長い目で見た平均です。";
    burst: "Burst", "バースト";
    burst_help: "At once.", "同時に受け付ける数です。";
    per_second: "per second", "件/秒";
    requests: "requests", "件";
    access_logging: "Access log", "アクセスログ";
    access_log: "Write an access log", "アクセスログを書き込む";
    access_log_help: "One line per request to CloudWatch Logs.", "リクエストごとに1行をCloudWatch Logsに書き込みます。";
    log_group: "Log group", "ロググループ";
    log_group_help: "Made when it does not exist.", "存在しない場合は作成されます。";
    retention: "Keep for", "保持期間";
    retention_help: "Older lines are deleted.", "古い行は削除されます。";
    days(count): "{count} days", "{count}日";
    log_format: "Format", "形式";
    log_format_json: "One JSON object per line, ready for queries.", "1行1つのJSONオブジェクト。検索に向きます。";
    log_format_own: "A line of your own.", "独自の形式で書きます。";
    log_format_custom: "Custom format", "独自の形式";
    log_format_custom_help: "One line with $context variables; $context.requestId must be in it.", "$context変数を使った1行です。$context.requestIdが必要です。";
    watching: "Watching", "監視";
    execution_log: "Execution log", "実行ログ";
    execution_log_help: "What API Gateway does with a request. INFO is wordy: for finding faults only.", "API Gatewayの処理の記録です。INFOは量が多いため、調査のときだけ使います。";
    metrics: "Detailed metrics", "詳細メトリクス";
    metrics_help: "Counts per method. Billed by CloudWatch.", "メソッドごとに集計します。CloudWatchの料金がかかります。";
    tracing: "Trace with X-Ray", "X-Rayでトレース";
    tracing_help: "Shows where the time of a request goes.", "リクエストのどこに時間がかかったかが分かります。";
}
