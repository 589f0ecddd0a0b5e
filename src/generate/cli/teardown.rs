//! `teardown.sh`: removes what `deploy.sh` made, in reverse order.
//!
//! The certificate, the hosted zone, the functions and the account's log role
//! were there before or serve others: they stay.

use super::names::Names;
use super::prelude::{self, Script};
use super::{access, alarms, api, authorizer, domain, http, link, place, stage, web_acl};
use crate::generate::{Generator, Target, always, nothing_lost};
use crate::model::Design;
use crate::text::Document;
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "cli/teardown.sh",
    target: Target::Cli,
    executable: true,
    applies: always,
    print,
    lost: nothing_lost,
};

fn print(design: &Design) -> Document {
    let (names, language) = (Names::new(design), design.output.language);
    Shell::document(|shell| {
        prelude::print(shell, design, Script::Teardown);
        alarms::print_remove(shell, design);
        prelude::print_find_api(shell, design, &names);
        let what = api::what(design, &names);
        shell.at(place::name(), |shell| {
            shell.line("only API {} keep", [Word::text(&what)]);
        });
        domain::print_remove(shell, design);
        if design.is_v2() {
            if design.websocket().is_some() {
                shell.comment(words::teardown_plans(language));
                access::print_remove(shell, &names);
            }
            http::print_remove(shell, design);
        } else {
            print_remove_rest(shell, design, &names);
        }
        link::print_remove(shell, design, &names);
        stage::print_remove_logs(shell, design);
        shell.code("\nsay \"$M_DONE\"\n");
        shell.comment(words::teardown_end(language));
    })
}

fn print_remove_rest(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    shell.comment(words::teardown_plans(language));
    access::print_remove(shell, names);
    shell.comment(words::teardown_api(language));
    shell.block("if known $API ; then", [], "fi", |shell| {
        api::print_remove_permissions(shell, design);
        authorizer::print_remove_permissions(shell, design);
        web_acl::print_remove(shell, design);
        shell.line(
            "tolerate NotFound aws apigateway delete-rest-api --rest-api-id $API",
            [],
        );
    });
    web_acl::print_remove_own(shell, design);
}
