//! A large design stays within what CloudFormation and Lambda take, or a finding says what breaks.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use gateway_studio::generate::{GENERATORS, generate, lost};
use gateway_studio::import::{Source, read};
use gateway_studio::model::{
    ApiKey, Cache, Design, Method, MethodCache, MethodSettings, Route, SamStages, Stage, Verb,
    preset::PRESETS,
};
use gateway_studio::rules;

/// CloudFormation's limits of a template in a bucket.
const MAX_BYTES: usize = 1_000_000;
const MAX_RESOURCES: usize = 500;

/// A thousand routes, ten stages, fifty keys.
fn large(sam_stages: SamStages) -> Design {
    let mut design = (PRESETS[0].design)();
    let method = Method {
        verb: Verb::Get,
        ..design.routes[0].methods[0].clone()
    };
    let routes = (design.routes.len()..1_000).map(|number| Route {
        path: format!("/group{}/item{number}", number / 40),
        methods: vec![method.clone()],
        ..Route::default()
    });
    let routes: Vec<Arc<Route>> = routes.map(Arc::new).collect();
    design.routes.extend(routes);
    let stage = design.stages[0].clone();
    let stages = (0..10).map(|number| Stage {
        name: format!("stage{number}"),
        ..stage.clone()
    });
    design.stages = stages.collect();
    let names: Vec<String> = (0..50).map(|number| format!("partner{number}")).collect();
    let keys = names.iter().map(|name| ApiKey {
        name: name.clone(),
        ..ApiKey::default()
    });
    design.access.api_keys = keys.collect();
    for plan in &mut design.access.usage_plans {
        let stages = design.stages.iter().map(|stage| stage.name.clone());
        plan.stages = stages.collect();
        plan.api_keys.clone_from(&names);
    }
    design.output.sam_stages = sam_stages;
    design
}

#[test]
fn a_thousand_routes_fit_a_stack_and_the_policy_of_their_function() {
    for sam_stages in [SamStages::OneStack, SamStages::StackPerStage] {
        let mut design = large(sam_stages);
        // A preflight for each route alone would take the rest of the template.
        design.cors = None;
        let files = generate(&design);
        let template = files
            .iter()
            .find(|made| made.generator.path == "sam/template.yaml");
        let text = template.map_or(String::new(), |made| made.document.text());
        assert!(text.len() < MAX_BYTES, "{} bytes", text.len());
        let resources = text
            .lines()
            .filter(|line| line.starts_with("    Type: AWS::"));
        assert!(resources.count() < MAX_RESOURCES);
        let permissions = text.matches("AWS::Lambda::Permission").count();
        assert_eq!((permissions, text.matches("Type: Api\n").count()), (1, 0));
        let codes: Vec<String> = lost(&design)
            .into_iter()
            .flat_map(|(_, lost)| lost)
            .map(|found| found.code.into_owned())
            .collect();
        assert!(
            !codes.iter().any(|code| code.starts_with("sam/t")),
            "{codes:?}"
        );
    }
}

#[test]
fn the_quota_of_routes_is_a_finding() {
    let found = rules::check(&large(SamStages::OneStack));
    let codes: Vec<&str> = found.iter().map(|found| &*found.code).collect();
    assert!(codes.contains(&"route-limit-exceeded"), "{codes:?}");
}

#[test]
fn a_preflight_for_each_of_them_is_too_much_for_a_template_and_says_so() {
    let lost = lost(&large(SamStages::OneStack));
    let mut found = lost.iter().flat_map(|(_, lost)| lost);
    assert!(found.any(|found| found.code == "sam/template-too-large"));
}

#[test]
fn the_readme_does_not_name_each_of_a_thousand_routes() {
    let files = generate(&large(SamStages::OneStack));
    let readme = files.iter().find(|made| made.generator.path == "README.md");
    let text = readme.map_or(String::new(), |made| made.document.text());
    assert!(text.contains("- 986 more of this kind"), "{text}");
    assert!(text.lines().count() < 500, "{}", text.lines().count());
}

/// A template of so many functions, each with a route and words of its own.
fn template(functions: usize) -> String {
    let mut text = String::from("Transform: AWS::Serverless-2016-10-31\nResources:\n");
    for number in 0..functions {
        let _ = write!(
            text,
            "  F{number}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Events: {{E: {{Type: Api, Properties: {{Path: '/p{number}/{{x}}', Method: get}}}}}}\n"
        );
    }
    text
}

/// How long it takes to read that and to write it again, at best.
fn seconds(functions: usize) -> f64 {
    let text = template(functions);
    let source = Source {
        name: "template.yaml",
        bytes: text.as_bytes(),
    };
    let times = (0..3).map(|_| {
        let begun = Instant::now();
        let design = read(&[source]).design.expect("it is a template");
        assert_eq!(design.functions.len(), functions);
        let printed = GENERATORS
            .iter()
            .find(|one| one.path == "sam/template.yaml")
            .map(|one| (one.print)(&design));
        assert!(printed.is_some_and(|one| one.length() > text.len() / 2));
        begun.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

#[test]
fn four_times_the_functions_take_four_times_as_long_to_read_and_write() {
    let (few, many) = (seconds(1_000), seconds(4_000));
    // What each function asks of all others would make it sixteen.
    assert!(many < 9.0 * few, "{few:.3} s became {many:.3} s");
}

/// How long all rules take over so many routes, each with words of the stage for it alone, at best.
fn rules_with_settings(routes: usize) -> f64 {
    let mut design = (PRESETS[0].design)();
    let method = |verb| Method {
        verb,
        ..design.routes[0].methods[0].clone()
    };
    let methods = vec![method(Verb::Get), method(Verb::Post)];
    let all = (0..routes).map(|number| Route {
        path: format!("/item{number}"),
        methods: methods.clone(),
        ..Route::default()
    });
    let all: Vec<Arc<Route>> = all.map(Arc::new).collect();
    let settings = all.iter().map(|route| MethodSettings {
        path: route.path.clone(),
        verb: Verb::Post,
        cache: MethodCache::Off,
        ..MethodSettings::default()
    });
    design.stages[0].methods = settings.collect();
    design.stages[0].cache = Some(Cache {
        by_method: true,
        ..Cache::default()
    });
    design.routes = all;
    // What else the machine does makes single runs slow.
    let times = (0..8).map(|_| {
        let begun = Instant::now();
        let found = rules::check(&design);
        assert!(found.iter().any(|one| one.code == "stage-cache-unused"));
        begun.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

#[test]
fn four_times_the_methods_with_settings_of_their_own_take_the_rules_four_times_as_long() {
    let (few, many) = (rules_with_settings(1_250), rules_with_settings(5_000));
    // What each method looks for among all settings would make it sixteen.
    assert!(many < 10.0 * few, "{few:.4} s became {many:.4} s");
}
