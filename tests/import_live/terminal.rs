//! What else a terminal shows, and answers that are not of one API.

use super::v2::HTTP;
use super::*;

#[test]
fn what_a_terminal_shows_is_read_with_its_commands_and_refusals() {
    let text = format!(
        "$ aws apigateway get-rest-api --rest-api-id abcde12345\n{API}\nme@host:~$ aws apigateway get-resources \\\n    --embed methods\n{GET}\n\nAn error occurred (AccessDeniedException) when calling the GetStages operation: not yours\n$ "
    );
    let imported = import(&text);
    assert_eq!(design(&imported).api.name(), "shop");
    let refused = found(&imported, "live-call-failed");
    assert_eq!((refused.at.line, refused.severity), (8, Severity::Warning));
    assert!(
        refused
            .message
            .en
            .contains("`GetStages` was refused with `AccessDeniedException`: not yours")
    );
    let silent = import(&format!("---\n{API}\n---\n---\n{GET}\n"));
    assert!(found(&silent, "live-call-failed").at.line >= 3);
    let whole = import(&format!("---\n{API}\n---\n{GET}\n"));
    assert!(
        whole
            .findings
            .iter()
            .all(|one| one.code != "live-call-failed"),
        "{:#?}",
        whole.findings
    );
}

#[test]
fn an_answer_that_is_cut_says_so() {
    let cut = GET.trim_end_matches('}').to_owned() + r#","NextToken":"eyJ"}"#;
    let imported = import(&format!("{API}\n{cut}"));
    let rest = found(&imported, "live-answer-cut");
    assert!(rest.message.en.contains("`NextToken`"));
    let help = rest.help.as_ref().expect("it says what to do");
    assert!(help.en.contains("--max-items"));
}

#[test]
fn methods_that_are_names_alone_are_no_methods() {
    let bare = r#"{"items":[{"id":"r0","path":"/"},{"id":"r1","path":"/a","resourceMethods":{"GET":{},"POST":{}}}]}"#;
    let imported = import(&format!("{API}\n{bare}"));
    assert!(imported.design.is_none());
    let told = found(&imported, "live-methods-not-embedded");
    let help = told.help.as_ref().expect("it says what to do");
    assert!(
        help.en
            .contains("aws apigateway get-resources --rest-api-id abcde12345 --embed methods")
    );
}

#[test]
fn two_apis_are_not_one() {
    let other = r#"{"items":[{"id":"x0","path":"/","resourceMethods":{"PUT":{"httpMethod":"PUT","authorizationType":"NONE","methodIntegration":{"type":"MOCK"}}}}]}"#;
    let imported = import(&format!("{API}\n{GET}\n{other}"));
    let second = found(&imported, "live-second-api");
    assert_eq!(second.at.line, 4);
    let verbs = design(&imported)
        .routes
        .iter()
        .flat_map(|route| &route.methods);
    let verbs: Vec<&str> = verbs.map(|method| method.verb.as_str()).collect();
    assert_eq!(verbs, ["GET", "GET", "POST"]);
    // The API that is named is the one that is meant, wherever it stands.
    let turned = import(&format!("{other}\n{GET}\n{API}"));
    let verbs = design(&turned)
        .routes
        .iter()
        .flat_map(|route| &route.methods);
    assert_eq!(verbs.count(), 3);
    let pets = r#"{"Items":[{"RouteId":"z9","RouteKey":"GET /pets","AuthorizationType":"NONE"},{"RouteId":"z8","RouteKey":"GET /more","AuthorizationType":"NONE"}]}"#;
    let imported = import(&format!("{HTTP}{pets}"));
    assert_eq!(design(&imported).routes.len(), 1);
    assert_eq!(found(&imported, "live-second-api").at.line, 4);
}

#[test]
fn what_is_of_other_apis_is_told_once_for_each_kind() {
    let others = r#"{"items":[{"id":"k1","name":"theirs","enabled":true,"stageKeys":["zzzzz/live"]},{"id":"k2","name":"too","enabled":true,"stageKeys":[]}]}
{"id":"p1","name":"gold","apiStages":[{"apiId":"zzzzz","stage":"live"}],"quota":{"limit":1,"period":"DAY"}}
{"id":"p2","name":"own","apiStages":[{"apiId":"abcde12345","stage":"live","throttle":{"/items/GET":{"rateLimit":1,"burstLimit":2}}},{"apiId":"abcde12345","stage":"test"}],"throttle":{"burstLimit":4},"quota":{"limit":9,"offset":3,"period":"WEEK"},"productCode":"x"}"#;
    let stages = r#"{"item":[{"deploymentId":"d","stageName":"live"},{"deploymentId":"d","stageName":"test"}]}"#;
    let imported = import(&format!("{API}\n{GET}\n{stages}\n{others}"));
    let told: Vec<(&str, &str)> = imported
        .findings
        .iter()
        .map(|one| (&*one.code, &*one.message.en))
        .collect();
    let of_others: Vec<&str> = told
        .iter()
        .filter(|(code, _)| *code == "live-of-others")
        .map(|(_, text)| *text)
        .collect();
    assert_eq!(of_others.len(), 2, "{told:#?}");
    assert!(
        of_others
            .iter()
            .any(|text| text.contains("API keys") && text.contains("`theirs`, `too`")),
        "{of_others:?}"
    );
    assert!(
        told.contains(&(
            "key-not-in-design",
            "the design has no field for `offset` of usage plan `own`"
        )),
        "{told:#?}"
    );
    assert!(told.contains(&(
        "key-not-in-design",
        "the design has no field for `productCode` of usage plan `own`"
    )));
    assert!(
        told.iter().any(
            |(code, text)| *code == "usage-plan-stages-differ" && text.contains("stage `test`")
        ),
        "{told:#?}"
    );
    let plan = &design(&imported).access.usage_plans[0];
    let throttle = plan.throttle.expect("half of it is said");
    assert_eq!((throttle.rate_limit, throttle.burst_limit), (10_000.0, 4));
    found(&imported, "throttle-half");
}

#[test]
fn a_table_is_no_answer() {
    let table = "-----------------\n|  GetResources |\n+---------------+\n";
    assert_eq!(
        found(&import(table), "live-answer-shown").severity,
        Severity::Error
    );
}

#[test]
fn a_policy_is_known_however_much_of_the_api_it_spells_out() {
    let read = |resource: &str| {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::123456789012:root"}},"Action":"execute-api:Invoke","Resource":"{resource}"}}]}}"#
        );
        let api = serde_json::json!({"id": "a1b2c3d4e5", "name": "orders", "endpointConfiguration": {"types": ["REGIONAL"]}, "rootResourceId": "r", "policy": policy});
        let rest = r#"{"items":[{"id":"r","path":"/","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"AWS_IAM","methodIntegration":{"type":"MOCK"}}}}]}"#;
        let imported = import(&format!("{api}\n{rest}"));
        let rest = design(&imported).rest().expect("it is a REST API");
        rest.policy.clone()
    };
    let whole = read("execute-api:/*");
    assert!(
        matches!(whole, ResourcePolicy::Accounts { .. }),
        "{whole:?}"
    );
    let arn = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5";
    for resource in [
        "execute-api:/*/*/*".to_owned(),
        format!("{arn}/*"),
        format!("{arn}/*/*/*"),
        "arn:aws:execute-api:*:*:*".to_owned(),
    ] {
        assert_eq!(read(&resource), whole, "{resource}");
    }
    for resource in [
        format!("{arn}/prod/*"),
        format!("{arn}/*/GET/*"),
        "execute-api:/prod/*".to_owned(),
        "arn:aws:s3:::a/*".to_owned(),
    ] {
        assert_eq!(read(&resource), ResourcePolicy::None, "{resource}");
    }
}
