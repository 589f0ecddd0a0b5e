//! The Python side.

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
    image_purpose:
        "The app as an image for AWS Lambda: `sam build` makes it, or `docker build` as the README says.",
        "アプリを AWS Lambda 用イメージにします。`sam build` または README の `docker build` で作成します。";
    image_command:
        "The handler; a function with another one overrides it.",
        "ハンドラー。別のハンドラーを使う関数では上書きされます。";
    handler_files:
        "Django keeps the address of files that it saw first, in settings and storages; its tests make it forget the same way.",
        "Django は静的ファイルのアドレスを最初のリクエストのまま設定とストレージに残します。Django 自身のテストも同じ方法で消去します。";
    handler_base_paths:
        "Base paths under which custom domains show stages: (domain, stage, base path).",
        "カスタムドメインがステージを公開するベースパス: (ドメイン, ステージ, ベースパス)";
    handler_origins_of_gateway:
        "The gateway answers the preflight and sets the headers for other origins; the app adds none.",
        "プリフライトへの応答もほかのオリジン向けのヘッダーもゲートウェイが返すため、アプリは何も追加しません。";
    handler_route_origins:
        "Routes whose origins differ, as the event names them, whether they allow credentials, and headers that pages may read.",
        "許可するオリジンが異なるルート(イベントの resource)と、認証情報を許可するかどうか。";
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
        "Where a REQUEST authorizer finds the token; a TOKEN authorizer gets it from the gateway.\nBehind Cookie it is the value of a cookie of any name, which a page of the same domain, such as your sign-in, has set.",
        "REQUEST 型オーソライザーがトークンを探す場所。TOKEN 型ではゲートウェイから渡されます。\nCookie の場合は、サインイン画面など同じドメインのページが設定した Cookie の値です(名前は問いません)。";
    authorizer_answer:
        "The gateway keeps the answer for the caller's next requests.",
        "ゲートウェイは応答をキャッシュして次のリクエストにも使います。";
    authorizer_policy:
        "The gateway keeps the answer for the caller's next requests, so it must hold for every path of the stage.",
        "ゲートウェイは応答をキャッシュして次のリクエストにも使うため、ステージのすべてのパスに当てはまる必要があります。";
    requirements_purpose:
        "What the handler needs; add what your app imports.",
        "ハンドラーに必要なパッケージです。アプリが使うものを追加してください。";
}
