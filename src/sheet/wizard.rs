//! Six questions, and the design that follows from the answers, shown before it is taken.

use std::collections::BTreeMap;

use super::piece::{Act, Piece, button, el, prose};
use super::{Drawn, Look, Word, typed};
use crate::aws;
use crate::diagnostic::{Diagnostic, Severity};
use crate::generate::{GENERATORS, Target};
use crate::model::preset::answers::{Answers, Callers};
use crate::model::{self, ApiKind, Design, Dns, host_and_path};
use crate::rules;
use crate::text::half_width;
use crate::words;
use crate::words::Language;

words! {
    title: "Adapt to your app", "アプリに合わせて作る";
    lead: "Six questions make a new design. Below them you see what you get before you take it; routes, functions and stage settings of the present design do not go with it, and undo brings it back.", "6つの質問から新しい設計を作ります。結果は下に表示され、確認してから採用できます。今の設計のルート、関数、ステージの設定は引き継がれませんが、「元に戻す」で戻せます。";
    app: "1. What is the app?", "1. アプリは何ですか？";
    project: "Project name", "プロジェクト名";
    region: "Region", "リージョン";
    module: "Python module", "Python モジュール";
    module_help: "app for app.py, pages.main for pages/main.py.", "app.py なら app、pages/main.py なら pages.main。";
    object: "The app's name in it", "アプリの変数名";
    dash_object_help(object): "That of Dash(…). The file also needs server = {object}.server.", "Dash(…) を代入した変数。server = {object}.server も必要です。";
    object_help: "As in app = Flask(…).", "app = Flask(…) の app にあたる名前。";
    framework: "Framework", "フレームワーク";
    kind: "2. Which kind of API?", "2. API の種類は？";
    guide: "Which one do I need?", "どれを選べばよい？";
    http_note: "Requests and answers at a third of the price", "約3分の1の料金のリクエストと応答";
    rest_note: "Every feature: keys, cache, WAF, private", "キー、キャッシュ、WAF、プライベートなど全機能";
    websocket_note: "Connections that stay open", "接続を保つ双方向通信";
    tool: "3. How will you deploy it?", "3. デプロイの方法は？";
    zappa_note: "Packs and uploads a Python app by itself", "Python アプリの梱包とアップロードまで行います";
    sam_note: "One CloudFormation stack with everything", "すべてを1つの CloudFormation スタックにまとめます";
    cli_note: "Bash scripts; nothing to install but the AWS CLI", "Bash スクリプト。必要なのは AWS CLI だけです";
    stages: "4. Which stages?", "4. ステージは？";
    stages_help: "Names with commas between; the last one gets the domain.", "カンマ区切りの名前。ドメインは最後のステージに割り当てられます。";
    domain: "5. A domain of your own?", "5. 独自ドメインは？";
    domain_help: "For instance api.example.com or api.example.com/dash; empty for the address that AWS gives.", "例: api.example.com、api.example.com/dash。空欄にすると、AWS のアドレスを使います。";
    dns: "Who serves its DNS?", "DNS の提供元は？";
    dns_other: "Another provider", "ほかのプロバイダー";
    callers: "6. Who may call it?", "6. 誰が呼び出せますか？";
    everybody: "Everybody", "誰でも";
    by_key: "Holders of API keys, with limits", "API キーの所有者(上限付き)";
    by_iam: "Programs with AWS credentials", "AWS 認証情報を持つプログラム";
    by_cognito: "Users of a Cognito user pool", "Cognito ユーザープールのユーザー";
    by_jwt: "Users with JSON Web Tokens", "JSON Web Token を持つユーザー";
    by_function: "Callers that my own function accepts", "自前の関数が許可した人";
    by_vpc: "Only from inside my VPC", "自分の VPC 内からのみ";
    origins: "Other sites whose pages call it (CORS)", "ページから呼び出すほかのサイト(CORS)";
    origins_help: "For instance https://www.example.com; empty when only its own pages do.", "例: https://www.example.com。自身のページからだけ呼び出す場合は空欄。";
    result: "What you get", "作成される設計";
    result_kind(kind, routes): "{kind} API, routes: {routes}", "{kind} API、ルート {routes}";
    result_stages(names): "Stages: {names}", "ステージ: {names}";
    result_domain(name): "Domain: {name}", "ドメイン: {name}";
    result_files(count): "{count} files", "ファイル{count}個";
    result_callers(who): "Who may call: {who}", "呼び出せる人: {who}";
    unanswered: "not answered", "未回答";
    unfit(kind, who): "{kind} APIs do not know “{who}”. Choose who may call before you take the design.", "{kind} API では「{who}」を使えません。誰が呼び出せるかを選んでから設計を採用してください。";
    to_fill(count): "Still to be filled in ({count})", "あとで入力が必要な項目({count}件)";
    worth_knowing: "Worth knowing", "知っておくこと";
    left_out(tool, count): "{tool} leaves out {count}; the README says what to do by hand", "{tool} で設定できないもの{count}件(手順は README に記載)";
    no_way(tool): "{tool} cannot make this kind of API", "{tool} ではこの種類の API を作成できません";
    take: "Take this design", "この設計を使う";
}

/// The name of the sheet.
pub(super) const WIZARD: &str = "wizard";
/// Lines that are listed; the rest is counted.
const MOST: usize = 5;

/// A value, its title, and a note.
type Pick = (&'static str, &'static str, &'static str);

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let (answers, usual) = answers(look);
    let (tool, file) = tool_of(look.arg("tool"));
    let mut fitting = answers.clone();
    if !fitting.callers.fits(fitting.kind) {
        fitting.callers = Callers::default();
    }
    let design = fitting.beside(look.design);
    let body = el("div.wizard")
        .child(el("p.lead").child(lead(t)))
        .child(about_app(look, &answers))
        .child(about_kind(&answers, t))
        .child(about_tool(tool, t))
        .child(about_addresses(look, &answers))
        .child(about_callers(look, &answers))
        .child(outcome(&design, &answers, tool, t))
        .children(usual.iter().map(|(name, value)| typed::usual(name, value)));
    let drawn = Drawn::new(title(t), body);
    if look.order != "take" || !answers.callers.fits(answers.kind) {
        return drawn;
    }
    let mut design = design;
    design.output.language = look.design.output.language;
    let act = Act::default().design(
        &model::write(&design),
        &super::presets::started(t, &design.name),
    );
    drawn.act(act.file(file).close())
}

/// What the controls would hold if nobody answered, by their names.
type Usual = BTreeMap<&'static str, String>;

/// What was answered; what was not is as in the design that is open. An answer to the callers stays while the kind of API
/// cannot be for them.
fn answers(look: &Look) -> (Answers, Usual) {
    let now = look.design;
    let mut usual = Usual::new();
    let mut or = |name: &'static str, or: &str| {
        let given = look.answer(name);
        usual.insert(name, or.to_owned());
        given.map_or_else(|| or.to_owned(), |given| half_width(given.trim()))
    };
    let list = |text: &str| {
        let parts = text.split([',', '、', ' ']).map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let kind = ApiKind::of_key(&or("kind", now.api.key())).unwrap_or_default();
    let names = now
        .stages
        .iter()
        .map(|stage| stage.name.trim_start_matches('$'));
    let names = names
        .collect::<Vec<_>>()
        .join(", ")
        .replace("default", "prod");
    let callers = or("callers", Callers::of(now).key());
    let mut all = Callers::ALL.into_iter();
    let callers = all.find(|one| one.key() == callers).unwrap_or_default();
    let framework = or("framework", now.app.key());
    let mut app = now.app.clone();
    app.become_kind(&framework);
    let (module, object) = (app.modules(), app.objects());
    let first = |names: &[(&'static str, &str)]| {
        names
            .first()
            .map_or_else(String::new, |(_, name)| (*name).to_owned())
    };
    let (domain, base_path) = host_and_path(&or("domain", &Answers::address_of(now)));
    let elsewhere = now
        .domain
        .as_ref()
        .is_some_and(|domain| matches!(domain.dns, Dns::Elsewhere(_)));
    let dns = or("dns", if elsewhere { "other" } else { "route53" });
    let now_origins = now.cors.as_ref().map(|cors| cors.allow_origins.join(", "));
    let answers = Answers {
        name: or("name", &now.name),
        region: or("region", &now.region),
        module: or("module", &first(&module)),
        object: or("object", &first(&object)),
        framework,
        kind,
        stages: list(&or("stages", &names)),
        domain,
        base_path,
        other_dns: dns == "other",
        callers,
        origins: list(&or("origins", &now_origins.unwrap_or_default())),
    };
    // A control that is not there says nothing.
    if answers.framework == "django" {
        usual.retain(|name, _| !matches!(*name, "module" | "object"));
    }
    if answers.domain.is_empty() {
        usual.remove("dns");
    }
    (answers, usual)
}

/// The tool of that name, and the file to begin with.
fn tool_of(name: &str) -> (Target, &'static str) {
    match name {
        "zappa" => (Target::Zappa, "zappa/zappa_settings.json"),
        "cli" => (Target::Cli, "cli/deploy.sh"),
        _ => (Target::Sam, "sam/template.yaml"),
    }
}

const fn tool_name(tool: Target) -> &'static str {
    match tool {
        Target::Zappa => "Zappa",
        Target::Cli => "AWS CLI",
        _ => "AWS SAM",
    }
}

fn about_app(look: &Look, answers: &Answers) -> Piece {
    let t = look.t;
    let frameworks = [
        ("dash", "Dash", ""),
        ("flask", "Flask", ""),
        ("fastapi", "FastAPI", ""),
        ("django", "Django", ""),
    ];
    let regions = aws::regions().map(|region| {
        el("option")
            .attr("value", region.code)
            .flag("selected", region.code == answers.region)
            .child(format!("{} — {}", region.code, region.name))
    });
    let list = el("select.input").attr("name", "region").children(regions);
    let found = (answers.framework != "django").then(|| {
        let help = if answers.framework == "dash" {
            dash_object_help(t, &answers.object)
        } else {
            object_help(t).to_owned()
        };
        el("div.pair")
            .child(labelled(
                module(t),
                module_help(t),
                input("module", &answers.module),
            ))
            .child(labelled(object(t), &help, input("object", &answers.object)))
    });
    question(app(t))
        .child(picks(
            "framework",
            framework(t),
            &answers.framework,
            &frameworks,
        ))
        .child(found)
        .child(
            el("div.pair")
                .child(labelled(project(t), "", input("name", &answers.name)))
                .child(labelled(region(t), "", list)),
        )
}

fn about_kind(answers: &Answers, t: Language) -> Piece {
    let kinds = [
        ("http", "HTTP", http_note(t)),
        ("rest", "REST", rest_note(t)),
        ("websocket", "WebSocket", websocket_note(t)),
    ];
    let guide = button("link", &Act::default().open("guide")).child(guide(t));
    question(kind(t))
        .child(picks("kind", kind(t), answers.kind.key(), &kinds))
        .child(el("p").child(guide))
}

fn about_tool(now: Target, t: Language) -> Piece {
    let now = match now {
        Target::Zappa => "zappa",
        Target::Cli => "cli",
        _ => "sam",
    };
    let tools = [
        ("sam", "AWS SAM", sam_note(t)),
        ("zappa", "Zappa", zappa_note(t)),
        ("cli", "AWS CLI", cli_note(t)),
    ];
    question(tool(t)).child(picks("tool", tool(t), now, &tools))
}

fn about_addresses(look: &Look, answers: &Answers) -> Piece {
    let t = look.t;
    let names = answers.stages.join(", ");
    let of_stages = labelled(
        "",
        stages_help(t),
        input("stages", &names).attr("aria-label", stages(t)),
    );
    let of_domain = labelled(
        "",
        domain_help(t),
        input("domain", &address(answers)).attr("aria-label", domain(t)),
    );
    let provider = if answers.other_dns {
        "other"
    } else {
        "route53"
    };
    let providers = [
        ("route53", "Amazon Route 53", ""),
        ("other", dns_other(t), ""),
    ];
    let provider = picks("dns", dns(t), provider, &providers);
    super::piece::many([
        question(stages(t)).child(of_stages),
        question(domain(t))
            .child(of_domain)
            .child((!answers.domain.is_empty()).then_some(provider)),
    ])
}

/// The domain with its path, as it is typed.
fn address(answers: &Answers) -> String {
    let slash = if answers.base_path.is_empty() {
        ""
    } else {
        "/"
    };
    [&answers.domain, slash, &answers.base_path].concat()
}

/// Who may call, in the order in which it is asked.
const CALLERS: [(Callers, Word); 7] = [
    (Callers::Everybody, everybody),
    (Callers::Keys, by_key),
    (Callers::Jwt, by_jwt),
    (Callers::Cognito, by_cognito),
    (Callers::Iam, by_iam),
    (Callers::Function, by_function),
    (Callers::Vpc, by_vpc),
];

fn callers_name(callers: Callers, t: Language) -> &'static str {
    let mut all = CALLERS.iter();
    let found = all.find(|(other, _)| *other == callers);
    found.map_or("", |(_, word)| word(t))
}

/// What is to be said where the kind of API cannot be for the callers that were chosen.
fn unfit_callers(answers: &Answers, t: Language) -> Option<String> {
    let is_unfit = !answers.callers.fits(answers.kind);
    is_unfit.then(|| unfit(t, answers.kind.name(), callers_name(answers.callers, t)))
}

fn about_callers(look: &Look, answers: &Answers) -> Piece {
    let t = look.t;
    let fit = CALLERS
        .iter()
        .filter(|(callers, _)| callers.fits(answers.kind));
    let offered: Vec<Pick> = fit
        .map(|(callers, word)| (callers.key(), word(t), ""))
        .collect();
    let now = answers.callers.key();
    let others = input("origins", &answers.origins.join(", "));
    let told = unfit_callers(answers, t);
    let asked = question(callers(t))
        .child(picks("callers", callers(t), now, &offered))
        .child(told.map(|told| el("p.bad").child(told)));
    if answers.kind == ApiKind::Websocket {
        return asked;
    }
    asked.child(labelled(origins(t), origins_help(t), others))
}

fn outcome(design: &Design, answers: &Answers, tool: Target, t: Language) -> Piece {
    let names = design.stages.iter().map(|stage| stage.name.as_str());
    let files = GENERATORS.iter().filter(|file| (file.applies)(design));
    let unfit = unfit_callers(answers, t);
    let who = if unfit.is_none() {
        callers_name(answers.callers, t)
    } else {
        unanswered(t)
    };
    let mut lines = vec![
        result_kind(t, design.api.kind().name(), design.route_count()),
        result_stages(t, names.collect::<Vec<_>>().join(", ")),
        result_callers(t, who),
        result_files(t, files.clone().count()),
    ];
    if design.domain.is_some() {
        lines.insert(2, result_domain(t, Answers::address_of(design)));
    }
    let own: Vec<_> = files.filter(|file| file.target == tool).collect();
    let lost = own.iter().flat_map(|file| (file.lost)(design));
    // What the tool asks for before it deploys is to be filled in, as what the rules miss.
    let asks = |found: &Diagnostic| found.code.ends_with("/parameter-open");
    let (asked, lost): (Vec<_>, Vec<_>) = lost.partition(asks);
    if own.is_empty() {
        lines.push(no_way(t, tool_name(tool)));
    } else if !lost.is_empty() {
        lines.push(left_out(t, tool_name(tool), lost.len()));
    }
    let lines = lines.into_iter().map(|line| el("li").child(line));
    let found = rules::check(design);
    let open = found
        .iter()
        .filter(|found| found.severity == Severity::Error);
    let open: Vec<_> = open.chain(&asked).collect();
    let shown = open
        .iter()
        .take(MOST)
        .map(|found| el("li").child(prose(&found.message, t)));
    let open = (!open.is_empty()).then(|| {
        el("div")
            .child(el("p").child(to_fill(t, open.len())))
            .child(el("ul").children(shown))
    });
    let warned: Vec<_> = found
        .iter()
        .filter(|found| found.severity == Severity::Warning)
        .take(MOST)
        .map(|found| el("li").child(prose(&found.message, t)))
        .collect();
    let warned = (!warned.is_empty()).then(|| {
        el("div")
            .child(el("p").child(worth_knowing(t)))
            .child(el("ul").children(warned))
    });
    let act = Act::default().order("take");
    el("section.card.result")
        .attr("aria-live", "polite")
        .child(el("h3").child(result(t)))
        .child(el("ul").children(lines))
        .child(open)
        .child(warned)
        .child(
            el("p.actions").child(
                button("primary", &act)
                    .flag("disabled", unfit.is_some())
                    .child(take(t)),
            ),
        )
        .child(unfit.map(|told| el("p.bad").child(told)))
}

fn question(text: &str) -> Piece {
    el("section.question").child(el("h3").child(text))
}

fn input(name: &str, value: &str) -> Piece {
    el("input.input.code")
        .attr("name", name)
        .attr("value", value)
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
}

/// A control with its label and a help text; both may be empty.
fn labelled(label: &str, help: &str, control: Piece) -> Piece {
    let text = (!label.is_empty()).then(|| el("span").child(label));
    let help = (!help.is_empty()).then(|| el("span.help").child(help));
    el("label.labelled").child(text).child(control).child(help)
}

/// One of few, each with a note.
fn picks(name: &str, label: &str, now: &str, picks: &[Pick]) -> Piece {
    let picks = picks.iter().map(|(value, title, note)| {
        let input = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .attr("value", value)
            .flag("checked", *value == now);
        let note = (!note.is_empty()).then(|| el("span.pick-note").child(*note));
        el("label.pick")
            .child(input)
            .child(el("span.pick-title").child(*title))
            .child(note)
    });
    el("div.picks.noted")
        .attr("role", "radiogroup")
        .attr("aria-label", label)
        .children(picks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;

    #[test]
    fn answers_that_stay_keep_what_belongs_to_them() {
        for preset in PRESETS {
            let now = (preset.design)();
            let (args, shelf, incoming) = Default::default();
            let look = Look {
                design: &now,
                first: &now,
                shelf: &shelf,
                incoming: &incoming,
                t: Language::En,
                args: &args,
                order: "",
            };
            let made = answers(&look).0.beside(&now);
            assert_eq!(made.api.kind(), now.api.kind(), "{}", preset.name);
            assert_eq!(made.app.modules(), now.app.modules(), "{}", preset.name);
            assert_eq!(made.app.objects(), now.app.objects(), "{}", preset.name);
            assert_eq!(
                Answers::address_of(&made),
                Answers::address_of(&now),
                "{}",
                preset.name
            );
            let origins =
                |design: &Design| design.cors.as_ref().map(|cors| cors.allow_origins.clone());
            if now.websocket().is_none() {
                assert_eq!(origins(&made), origins(&now), "{}", preset.name);
            }
            if Callers::of(&now) != Callers::Everybody {
                assert_eq!(
                    made.access.authorizers, now.access.authorizers,
                    "{}",
                    preset.name
                );
                assert_eq!(made.access.api_keys, now.access.api_keys, "{}", preset.name);
            }
        }
    }

    /// What the wizard answers with these values in its controls: its body and what it does.
    fn answered(now: &Design, given: &[(&str, &str)], order: &str) -> (String, String) {
        let args = given.iter();
        let args = args.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let args = args.collect();
        let look = Look {
            design: now,
            first: now,
            shelf: &crate::keep::Shelf::default(),
            incoming: &super::super::Incoming::default(),
            t: Language::En,
            args: &args,
            order,
        };
        let drawn = draw(&look);
        (drawn.body.text(), drawn.act.text())
    }

    #[test]
    fn callers_that_the_kind_does_not_know_are_asked_for_again_and_nobody_else_is_let_in() {
        let now = (PRESETS[0].design)();
        for (kind, callers, name) in [
            ("http", "vpc", "Only from inside my VPC"),
            ("http", "keys", "Holders of API keys, with limits"),
            ("rest", "jwt", "Users with JSON Web Tokens"),
            ("websocket", "cognito", "Users of a Cognito user pool"),
        ] {
            let given = [("kind", kind), ("callers", callers)];
            let (body, act) = answered(&now, &given, "take");
            assert!(act.is_empty(), "{kind} for {callers} was taken: {act}");
            assert!(body.contains("Who may call: not answered"), "{body}");
            assert!(body.contains(&format!("do not know “{name}”")), "{body}");
            let kinds = ["rest", "http", "websocket"].map(|kind| {
                let given = [("kind", kind), ("callers", callers)];
                answered(&now, &given, "take").1.is_empty()
            });
            assert!(!kinds.iter().all(|is_refused| *is_refused), "{callers}");
        }
        let given = [("kind", "rest"), ("callers", "vpc")];
        let (body, act) = answered(&now, &given, "take");
        assert!(body.contains("Who may call: Only from inside my VPC"));
        assert!(act.contains("PRIVATE"), "{act}");
    }

    #[test]
    fn full_width_answers_become_half_width() {
        let now = (PRESETS[0].design)();
        let given = [
            ("domain", "ａｐｉ．ｅｘａｍｐｌｅ．ｊｐ"),
            ("stages", "dev，ｐｒｏｄ、test"),
        ];
        let (body, _) = answered(&now, &given, "");
        assert!(body.contains("Domain: api.example.jp"), "{body}");
        assert!(body.contains("Stages: dev, prod, test"), "{body}");
    }

    #[test]
    fn what_nobody_answered_follows_the_design() {
        let mut now = (PRESETS[0].design)();
        now.name = "renamed".into();
        // The sheet was drawn for the design as it was before; only the module was typed.
        let given = [
            ("name", "old"),
            ("was-name", "old"),
            ("module", "pages.main"),
            ("was-module", "app"),
        ];
        let (_, act) = answered(&now, &given, "take");
        assert!(
            act.contains("renamed") && !act.contains("\\\"old\\\""),
            "{act}"
        );
        assert!(act.contains("pages.main"), "{act}");
    }
}
