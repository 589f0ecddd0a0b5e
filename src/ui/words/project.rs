//! Sections App, API and Functions.

use gateway_studio::words;

words! {
    app_lead: "The project and the Python program behind the gateway.", "プロジェクトと、ゲートウェイの背後で動くPythonプログラムです。";
    project: "Project", "プロジェクト";
    project_name: "Project name", "プロジェクト名";
    project_name_help: "Names stacks, files and the archive. Letters, digits, - and _.", "スタック、ファイル、zipの名前になります。英数字と - _ が使えます。";
    region: "Region", "リージョン";
    region_help: "Where the API and the function run.", "APIと関数が動く場所です。";
    account_id: "Account ID", "アカウントID";
    account_id_help: "Twelve digits. Left open, the scripts use the account they run in.", "12桁の数字です。空欄なら、スクリプトを実行したアカウントを使います。";
    open_account: "left open: the script looks it up", "空欄: スクリプトが調べます";
    program: "Dash program", "Dashプログラム";
    program_lead: "How the handler finds your app.", "ハンドラーがアプリを見つけるための名前です。";
    module: "Python module", "Pythonモジュール";
    module_help: "The file without .py, dotted when inside a package: app for app.py.", ".pyを除いたファイル名です。パッケージ内ならドットで区切ります（app.pyならapp）。";
    dash_object: "Dash object", "Dashオブジェクト";
    dash_object_help: "The variable that holds dash.Dash(…).", "dash.Dash(…) を入れた変数です。";
    server_object: "Server object", "サーバーオブジェクト";
    server_object_help: "The Flask server: server = dapp.server.", "Flaskサーバーの変数です（server = dapp.server）。";
    output: "Files", "ファイル";
    zappa_bucket: "Bucket for Zappa", "Zappa用のバケット";
    zappa_bucket_help: "S3 bucket that Zappa uploads the package to.", "ZappaがパッケージをアップロードするS3バケットです。";
    open_bucket: "left open: named after project and region", "空欄: プロジェクトとリージョンから命名";
    output_language: "Language of the files", "ファイルの言語";
    output_language_help: "Of comments, messages and the README. Keys and commands stay as they are.", "コメント、メッセージ、READMEの言語です。キーとコマンドは変わりません。";

    api_lead: "What kind of API it is and where requests enter AWS.", "APIの種類と、リクエストがAWSに入る場所です。";
    kind: "Kind", "種類";
    api_kind: "Kind of API", "APIの種類";
    api_kind_help: "Routes, stages and domain stay when the kind changes.", "種類を変えても、ルート、ステージ、ドメインは残ります。";
    kind_rest: "Every feature: keys, usage plans, edge endpoints.", "すべての機能: APIキー、使用量プラン、エッジエンドポイント。";
    kind_http: "Not yet: this version writes files for REST APIs only.", "未対応: このバージョンはREST APIのファイルだけを書き出します。";
    kind_websocket: "Not yet: this version writes files for REST APIs only.", "未対応: このバージョンはREST APIのファイルだけを書き出します。";
    rest_api: "REST API", "REST API";
    api_name: "API name", "API名";
    api_name_help: "Shown in the console and in metrics.", "コンソールとメトリクスに表示されます。";
    description: "Description", "説明";
    endpoint: "Endpoint type", "エンドポイントタイプ";
    endpoint_regional: "Straight to the region. Best when callers are near it, or with a CDN of your own.", "リージョンに直接届きます。利用者が近い場合や、独自のCDNを使う場合に向きます。";
    endpoint_edge: "Through CloudFront's points of presence. Best when callers are all over the world.", "CloudFrontの拠点を経由します。利用者が世界中にいる場合に向きます。";
    binary: "Binary media types", "バイナリメディアタイプ";
    binary_help: "Passed through as bytes. A Dash app needs */* for its images, fonts and compressed scripts.", "バイト列のまま通します。Dashアプリでは画像、フォント、圧縮スクリプトのために */* が必要です。";
    add_type: "Add media type", "メディアタイプを追加";

    functions_lead: "Lambda functions that methods call.", "メソッドが呼び出すLambda関数です。";
    add_function: "Add function", "関数を追加";
    delete_function: "Delete this function", "この関数を削除";
    no_functions: "No function yet. Methods need one that answers them.", "関数がありません。メソッドに応答する関数が必要です。";
    identity: "Identity", "識別";
    function_name: "Function name", "関数名";
    function_name_help: "Methods follow when it is renamed.", "名前を変えると、メソッドの参照も変わります。";
    function_arn: "Function ARN", "関数ARN";
    function_arn_help: "Of a function that is deployed already. Left open, the script looks the name up.", "デプロイ済みの関数のARNです。空欄なら、スクリプトが関数名から調べます。";
    open_arn: "left open: the script looks it up", "空欄: スクリプトが調べます";
    arn_service: "service", "サービス";
    arn_region: "region", "リージョン";
    arn_account: "account", "アカウント";
    arn_resource: "resource", "リソース";
    size: "Runtime and size", "ランタイムとサイズ";
    runtime: "Runtime", "ランタイム";
    memory: "Memory", "メモリ";
    memory_help: "128 to 10240. CPU grows with it.", "128〜10240。CPUもこれに比例します。";
    mib: "MiB", "MiB";
    timeout: "Timeout", "タイムアウト";
    timeout_help: "A REST API waits 29 seconds at most.", "REST APIが待つのは最長29秒です。";
    seconds: "seconds", "秒";
    architecture: "Architecture", "アーキテクチャ";
    architecture_x86: "Intel and AMD. Every wheel on PyPI exists for it.", "IntelとAMD。PyPIのホイールがほぼすべて揃っています。";
    architecture_arm: "Graviton. About a fifth cheaper; check your wheels.", "Graviton。約2割安価です。ホイールの有無を確かめてください。";
    environment_group: "Environment", "環境";
    environment: "Environment variables", "環境変数";
    environment_help: "Values are readable for everyone with access to the function. Keep secrets elsewhere.", "関数を参照できる人は値を読めます。秘密情報は別の場所に置いてください。";
    variable_name: "Name", "名前";
    variable_value: "Value", "値";
    add_variable: "Add variable", "変数を追加";
}
