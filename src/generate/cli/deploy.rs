//! `deploy.sh`, in the order in which each step needs only earlier ones.

use super::names::Names;
use super::prelude::{self, Script};
use super::{
    access, alarms, api, authorizer, canary, certificate, domain, http, left, link, stage, web_acl,
    websocket,
};
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::generate::{Generator, Target, always, nothing_lost};
use crate::model::{Api, Design};
use crate::text::Document;
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "cli/deploy.sh",
    target: Target::Cli,
    executable: true,
    applies: always,
    print,
    lost: nothing_lost,
};

fn print(design: &Design) -> Document {
    let names = Names::new(design);
    Shell::document(|shell| {
        prelude::print(shell, design, Script::Deploy);
        canary::print_promote(shell, design, &names);
        certificate::print_lookups(shell, design);
        domain::print_guard(shell, design);
        api::print_functions(shell, design);
        certificate::print_request(shell, design);
        stage::print_logs(shell, design);
        match &design.api {
            Api::Rest(_) => {
                api::print(shell, design, &names);
                stage::print(shell, design);
                authorizer::print_drop(shell, design);
                web_acl::print(shell, design);
                access::print(shell, design, &names);
            }
            Api::Http(http) => {
                http::print(shell, design, http, &names);
                http::print_stages(shell, design);
            }
            Api::Websocket(websocket) => {
                websocket::print(shell, design, websocket, &names);
                http::print_stages(shell, design);
                access::print(shell, design, &names);
            }
        }
        left::print_apis(shell, design, &names);
        link::print_drop(shell, design, &names);
        domain::print(shell, design, &names);
        left::print_parts(shell, design, &names);
        alarms::print_left(shell, design);
        shell.code("\n[ ! -s \"$WORK/left\" ] || cat \"$WORK/left\" >&2\nsay \"$M_DONE\"\n");
        if name::has_default_urls(design) {
            let suffix = crate::aws::url_suffix(&design.region);
            shell.at(Pointer::root().join("region"), |shell| {
                shell.assign("SUFFIX", &Word::bare(suffix));
            });
            for (index, stage) in design.stages.iter().enumerate() {
                match design.api {
                    Api::Rest(_) => stage::print_url(shell, design, index),
                    Api::Http(_) => http::print_url(shell, design, index),
                    Api::Websocket(_) => websocket::print_url(shell, design, index, stage),
                }
            }
        }
        domain::print_url(shell, design);
        if design.http().is_none() {
            shell.comment(words::deploy_end(design.output.language));
        }
    })
}
