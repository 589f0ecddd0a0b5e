//! Resources that only CloudFormation sees, since a macro makes them when the template is deployed.

use super::Reader;
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Node};
use crate::sentence;

impl Reader<'_, '_> {
    /// Says of loops and includes that what they make is not looked into.
    pub(super) fn say_hidden(&mut self) {
        let root = self.template.root;
        let resources = root.get("Resources").map_or(&[][..], Node::entries);
        for entry in root.entries().iter().chain(resources) {
            if entry.key.starts_with("Fn::ForEach::") {
                self.say_loop(entry);
            } else if entry.key == "Fn::Transform" {
                self.say_include(entry);
            }
        }
    }

    fn say_loop(&mut self, entry: &Entry) {
        let key = &entry.key;
        self.reading.say(
            Severity::Warning,
            "resources-of-loop",
            entry.at,
            sentence!(
                "`{key}` makes resources in a loop: routes and functions among them are not in the design and stay in the template",
                "`{key}` はリソースを繰り返しで作ります。その中のルートや関数は設計に含まれず、テンプレートに残ります",
            ),
            sentence!(
                "to edit them here, write them out, or import what CloudFormation made of the template (`aws cloudformation get-template --template-stage Processed`)",
                "ここで編集するには、個別に書き出すか、CloudFormation が展開したテンプレート(`aws cloudformation get-template --template-stage Processed`)を取り込んでください",
            ),
        );
    }

    fn say_include(&mut self, entry: &Entry) {
        self.reading.say(
            Severity::Warning,
            "resources-of-macro",
            entry.at,
            sentence!(
                "a macro puts something here when the template is deployed: routes and functions among it are not in the design and stay in the template",
                "デプロイ時にマクロがここに内容を挿入します。その中のルートや関数は設計に含まれず、テンプレートに残ります",
            ),
            sentence!(
                "to edit them here, import what CloudFormation made of the template (`aws cloudformation get-template --template-stage Processed`)",
                "ここで編集するには、CloudFormation が展開したテンプレート(`aws cloudformation get-template --template-stage Processed`)を取り込んでください",
            ),
        );
    }
}
