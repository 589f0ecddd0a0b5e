//! The section Routes.

use gateway_studio::words;

words! {
    routes_lead: "Which paths the gateway answers. Choose one in the tree.", "ゲートウェイが応答するパスです。ツリーから選んでください。";
    path_group: "Path", "パス";
    path: "Path", "パス";
    path_help: "{name} stands for one part, {proxy+} at the end for all the rest. Routes below follow.", "{name}は1区切り、末尾の{proxy+}は残りすべてを表します。下のルートも一緒に変わります。";
    matches_root: "Matches the root only. A greedy path such as /{proxy+} does not include it, so an app needs both.", "ルートだけに一致します。/{proxy+}のような貪欲なパスには含まれないため、アプリには両方が必要です。";
    matches_everything: "Matches every path below the root at any depth, but not / itself.", "ルートより下のすべてのパスに、深さを問わず一致します。/ 自体には一致しません。";
    matches_below(path): "Matches everything below {path} at any depth, but not {path} itself.", "{path}より下のすべてに、深さを問わず一致します。{path}自体には一致しません。";
    matches_exactly(path): "Matches {path} and nothing else.", "{path}だけに一致します。";
    matches_parameters(names): "Matches with any single part as {names}; the function gets its value.", "{names}の位置はどの1区切りにも一致し、値は関数に渡されます。";
    matched: "Matches", "一致";
    not_matched: "Does not", "不一致";
    methods: "Methods", "メソッド";
    methods_lead: "ANY takes every method that has no entry of its own.", "ANYは、個別の設定がないすべてのメソッドを受け付けます。";
    function: "Function", "関数";
    by_default: "Default", "既定";
    yes: "Yes", "必須";
    no: "No", "不要";
    add_child: "Add a route below", "下にルートを追加";
    delete_route: "Delete this route and those below", "このルートと下のルートを削除";
    derived_route(path): "{path} only leads to the routes below it: a request to it is answered with 403 until it has a route of its own.", "{path}は下のルートへの通り道です。独自のルートを作るまで、ここへのリクエストには403が返ります。";
    add_route_here: "Add a route here", "ここにルートを追加";
}
