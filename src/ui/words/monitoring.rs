//! The section Monitoring.

words! {
    monitoring_lead: "Who learns of trouble, and where it can be seen.", "問題を誰に知らせ、どこで確認するかを決めます。";
    alarms: "Alarms", "アラーム";
    alarms_on: "Send alarms by e-mail", "アラームをメールで通知";
    alarms_on_help: "For every stage: an alarm after three bad minutes of five, and a note when it is over.", "ステージごとに、5分のうち3分で超えると通知し、解消したときも通知します。";
    alarm_email: "E-mail address", "メールアドレス";
    alarm_email_help: "SNS asks this address for consent first.", "最初に SNS から確認メールが届きます。";
    alarm_5xx: "Server errors over", "サーバーエラーの割合";
    alarm_5xx_help: "Share of the requests answered with 5xx.", "5xx で応答したリクエストの割合です。";
    alarm_4xx: "Client errors over", "クライアントエラーの割合";
    alarm_4xx_help: "Share of the requests answered with 4xx, for instance a missing key or a throttled caller.", "4xx で応答したリクエストの割合です。キーの不足や制限された呼び出しなどを含みます。";
    percent: "%", "%";
    alarm_latency: "Latency over", "レイテンシー";
    alarm_latency_help: "95 of 100 requests are to be answered faster.", "100件中95件がこれより速く応答するべき時間です。";
    milliseconds: "ms", "ミリ秒";
    alarm_throttles: "Alarm when Lambda throttles", "Lambda のスロットリングを通知";
    alarm_throttles_help: "Calls that Lambda refuses because too many run at once.", "同時実行数が多すぎて、Lambda が拒否した呼び出しです。";
    dashboard_group: "Dashboard", "ダッシュボード";
    dashboard: "Make a dashboard", "ダッシュボードを作成";
    dashboard_help: "Requests, errors and latency of every stage and function. Three dashboards of an account are free.", "ステージと関数ごとのリクエスト、エラー、レイテンシーを表示します。1アカウントにつき3つまで無料です。";
}
