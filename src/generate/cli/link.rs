//! The way to backends that are no functions: VPC links, and the gateway's role for AWS services.

use super::names::{Names, TAG, literal};
use super::place;
use crate::diagnostic::Pointer;
use crate::generate::integration::{Right, rights};
use crate::generate::{iam, name};
use crate::model::{Api, Design, VpcLink};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// The variable that holds the ARN of the gateway's role.
pub(super) const ROLE: &str = "GATEWAY_ROLE";

/// Name of the policy in the role: an API of another kind that is left keeps the rights of its own.
const fn policy_name(design: &Design) -> &'static str {
    match design.api {
        Api::Rest(_) => "backends",
        Api::Http(_) => "backends-http",
        Api::Websocket(_) => "backends-websocket",
    }
}

/// Whose links: those of REST and WebSocket APIs lead to load balancers, the others into subnets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Service {
    Rest,
    V2,
}

impl Service {
    /// Of a design.
    pub(super) const fn of(design: &Design) -> Self {
        match design.api {
            Api::Rest(_) | Api::Websocket(_) => Self::Rest,
            Api::Http(_) => Self::V2,
        }
    }

    /// As the AWS CLI calls it.
    const fn name(self) -> &'static str {
        match self {
            Self::Rest => "apigateway",
            Self::V2 => "apigatewayv2",
        }
    }

    /// What it calls a link's id and state.
    const fn fields(self) -> [&'static str; 2] {
        match self {
            Self::Rest => ["id", "status"],
            Self::V2 => ["VpcLinkId", "VpcLinkStatus"],
        }
    }
}

/// The variable that holds a link's id.
pub(super) fn variable(index: usize) -> String {
    format!("VPC_LINK_{}", index + 1)
}

/// What an integration of a REST API says of its link.
pub(super) fn fields(json: &mut Object, variable: Option<&str>) {
    if let Some(variable) = variable {
        json.field("connectionType", "VPC_LINK");
        json.parts("connectionId", &[Part::Variable(variable)]);
    }
}

/// The same of the other kinds of API.
pub(super) fn fields_of_http(json: &mut Object, variable: Option<&str>) {
    if let Some(variable) = variable {
        json.field("ConnectionType", "VPC_LINK");
        json.parts("ConnectionId", &[Part::Variable(variable)]);
    }
}

/// Finds or makes what methods lead through, before any of them.
pub(super) fn print(shell: &mut Shell, design: &Design, names: &Names) {
    print_role(shell, design, names);
    let made = design.vpc_links.iter().any(|link| !link.exists());
    if design.vpc_links.is_empty() {
        return;
    }
    let service = Service::of(design);
    let language = design.output.language;
    if made {
        shell.at(place::vpc_links(design), |shell| {
            shell.comment(words::deploy_vpc_links(language));
            let failed = Word::quoted(words::message_vpc_link(language));
            shell.assign("M_VPC_LINK", &failed);
            let [id, status] = service.fields();
            print_list(shell, names, service);
            shell.assign("LINK_SERVICE", &Word::bare(service.name()));
            shell.assign("LINK_ID", &Word::bare(id));
            shell.assign("LINK_STATUS", &Word::bare(status));
            shell.code(LINK);
        });
    }
    for (index, link) in design.vpc_links.iter().enumerate() {
        let at = Pointer::root().join("vpc_links").join(index);
        shell.at(at, |shell| print_link(shell, design, names, (index, link)));
    }
    shell.blank();
}

fn print_link(shell: &mut Shell, design: &Design, names: &Names, (index, link): (usize, &VpcLink)) {
    let variable = variable(index);
    if link.exists() {
        let at = Pointer::root().join("vpc_links").join(index).join("id");
        return shell.at(at, |shell| shell.assign(&variable, &Word::text(&link.id)));
    }
    let tag = tag(names, link, design);
    let input = Word::json(|json| {
        if Service::of(design) == Service::V2 {
            json.field("Name", &link.name);
            list(json, "SubnetIds", &link.subnet_ids);
            list(json, "SecurityGroupIds", &link.security_group_ids);
            json.object("Tags", |json| json.field(TAG, &tag));
        } else {
            json.field("name", &link.name);
            json.list("targetArns", |list| list.item(&link.target_arn));
            json.object("tags", |json| json.field(TAG, &tag));
        }
    });
    let what = words::what_vpc_link(design.output.language);
    let what = format!("{what} {}", link.name);
    shell.assign(&variable, &Word::text(""));
    let words = [
        Word::text(&variable),
        Word::text(&tag),
        Word::text(&what),
        input,
    ];
    shell.line("vpc_link {} {} {} {}", words);
}

fn list(json: &mut Object, key: &str, ids: &[String]) {
    json.list(key, |list| ids.iter().for_each(|id| list.item(id)));
}

/// A link's targets cannot be changed, so the tag names them, too: other targets are another link.
fn tag(names: &Names, link: &VpcLink, design: &Design) -> String {
    let targets = if Service::of(design) == Service::V2 {
        format!(
            "{}|{}",
            link.subnet_ids.join(","),
            link.security_group_ids.join(",")
        )
    } else {
        link.target_arn.clone()
    };
    format!(
        "{}/{:08x}",
        names.of("vpc-link", &link.name),
        name::hash(&targets) >> 32
    )
}

/// The project's links of a service, in a file: tag, then id, one a line.
pub(super) fn print_list(shell: &mut Shell, names: &Names, service: Service) {
    let prefix = literal(&names.prefix("vpc-link"));
    let query = match service {
        Service::Rest => format!(
            "(items || `[]`)[?starts_with(tags.\"{TAG}\" || `\"\"`, {prefix})].[tags.\"{TAG}\",id]"
        ),
        Service::V2 => format!(
            "(Items || `[]`)[?starts_with(Tags.\"{TAG}\" || `\"\"`, {prefix})].[Tags.\"{TAG}\",VpcLinkId]"
        ),
    };
    shell.at(place::name(), |shell| {
        shell.line(
            r#"aws {} get-vpc-links --query {} --output text >"$WORK/links""#,
            [Word::bare(service.name()), Word::text(&query)],
        );
    });
}

/// Takes away what left the design, behind the stages: until they are deployed anew they lead there.
///
/// An API of another kind that is left may need the role.
pub(super) fn print_drop(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    shell.blank();
    shell.comment(words::deploy_drop_links(language));
    let service = Service::of(design);
    print_list(shell, names, service);
    let kept = design.vpc_links.iter().enumerate();
    let kept: Vec<String> = kept.map(|(index, _)| variable(index)).collect();
    shell.assign("N_VPC_LINK", &Word::quoted(words::what_vpc_link(language)));
    shell.at(place::vpc_links(design), |shell| {
        shell.assign("VPC_LINKS", &Word::variables(&kept));
    });
    shell.assign("LINK_SERVICE", &Word::bare(service.name()));
    shell.code(DROP);
    shell.at(place::role(design), |shell| {
        if rights(design).is_empty() {
            let name = Word::quoted(words::what_gateway_role(language));
            shell.assign("N_GATEWAY_ROLE", &name);
            print_find_role(shell, design, names);
            shell.code(DROP_ROLE);
        } else {
            let name = words::what_gateway_rights(language);
            shell.assign("N_GATEWAY_RIGHTS", &Word::quoted(name));
            shell.assign("RIGHTS", &Word::bare(policy_name(design)));
            shell.code(DROP_RIGHTS);
        }
    });
}

/// Removes the project's links and the role.
pub(super) fn print_remove(shell: &mut Shell, design: &Design, names: &Names) {
    let service = Service::of(design);
    shell.comment(words::teardown_links(design.output.language));
    print_list(shell, names, service);
    shell.assign("LINK_SERVICE", &Word::bare(service.name()));
    shell.code(REMOVE);
    print_find_role(shell, design, names);
    shell.code(REMOVE_ROLE);
}

/// Whether the role is there and the project's own.
fn print_find_role(shell: &mut Shell, design: &Design, names: &Names) {
    let role = Word::text(&iam::gateway_role_name(design));
    let query = format!(
        "(Role.Tags || `[]`)[?Key==`\"{TAG}\"` && Value=={}].[Value]",
        literal(names.project())
    );
    shell.at(place::name(), |shell| {
        shell.assign("ROLE_NAME", &role);
        shell.line(
            "ask FOUND aws iam get-role --role-name $ROLE_NAME --query {} --output text",
            [Word::text(&query)],
        );
    });
}

fn print_role(shell: &mut Shell, design: &Design, names: &Names) {
    let rights = rights(design);
    let Some(first) = rights.first() else { return };
    let name = iam::gateway_role_name(design);
    let trust = Word::json(|json| {
        json.field("Version", "2012-10-17");
        json.list("Statement", |list| {
            list.object(|json| {
                json.field("Effect", "Allow");
                json.object("Principal", |json| {
                    json.field("Service", "apigateway.amazonaws.com")
                });
                json.field("Action", "sts:AssumeRole");
            });
        });
    });
    let tags = Word::json_compact_list(|list| {
        list.object(|json| {
            json.field("Key", TAG);
            json.field("Value", names.project());
        });
    });
    shell.at(first.at, |shell| {
        shell.comment(words::deploy_gateway_role(design.output.language));
        shell.assign("ROLE_NAME", &Word::text(&name));
        shell.assign(ROLE, &Word::text(""));
        shell.line(
            "ask GATEWAY_ROLE aws iam get-role --role-name $ROLE_NAME --query Role.Arn --output text",
            [],
        );
        shell.block("if ! known $GATEWAY_ROLE ; then", [], "fi", |shell| {
            shell.line(
                "make GATEWAY_ROLE aws iam create-role --role-name $ROLE_NAME --assume-role-policy-document {} --tags {} --query Role.Arn --output text",
                [trust, tags],
            );
        });
        shell.line(
            "change aws iam put-role-policy --role-name $ROLE_NAME --policy-name {} --policy-document {}",
            [Word::bare(policy_name(design)), policy(&rights)],
        );
    });
    shell.blank();
}

fn policy(rights: &[Right]) -> Word {
    Word::json(|json| {
        json.field("Version", "2012-10-17");
        json.list("Statement", |statements| {
            for right in rights {
                statements.object(|json| {
                    json.field("Effect", "Allow");
                    list(json, "Action", &right.actions);
                    list(json, "Resource", &right.resources);
                });
            }
        });
    })
}

/// A link that no request took for 60 days is inactive until one does (AWS: API Gateway v2 API Reference, `VpcLink`).
const LINK: &str = r#"vpc_link() {
  local status='' tries=0
  WANTED=$2 awk -F '\t' '$1 == ENVIRON["WANTED"] { print $2 }' "$WORK/links" >"$WORK/found"
  only "$1" "$3" create
  known "${!1}" ||
    make "$1" aws "$LINK_SERVICE" create-vpc-link --cli-input-json "$4" --query "$LINK_ID" --output text
  known "${!1}" || return 0
  while :; do
    ask status aws "$LINK_SERVICE" get-vpc-link --vpc-link-id "${!1}" --query "$LINK_STATUS" --output text
    case "$status" in AVAILABLE | INACTIVE) return 0 ;; FAILED) break ;; esac
    tries=$((tries + 1))
    [ "$tries" -lt 90 ] || break
    sleep 10
  done
  # shellcheck disable=SC2059
  die "$(printf "$M_VPC_LINK" "$3" "$status")"
}
"#;

/// An API of another kind that is left may lead through one.
const DROP: &str = r#"while IFS=$'\t' read -r tag id; do
  case " $VPC_LINKS " in *" $id "*) continue ;; esac
  if [ -s "$WORK/others" ]; then
    left "$N_VPC_LINK" "$tag"
    later aws "$LINK_SERVICE" delete-vpc-link --vpc-link-id "$id"
    continue
  fi
  gone "$N_VPC_LINK" "$tag"
  tolerate 'NotFound|referenced' aws "$LINK_SERVICE" delete-vpc-link --vpc-link-id "$id"
done <"$WORK/links"
"#;

const REMOVE: &str = r#"while IFS=$'\t' read -r _ id; do
  tolerate NotFound aws "$LINK_SERVICE" delete-vpc-link --vpc-link-id "$id"
done <"$WORK/links"
"#;

/// The rights of an API of another kind stay as long as it does.
const DROP_RIGHTS: &str = r#"if known "$GATEWAY_ROLE"; then
  aws iam list-role-policies --role-name "$ROLE_NAME" --query 'PolicyNames[].[@]' --output text >"$WORK/items"
  while IFS= read -r name; do
    case "$name" in "$RIGHTS") continue ;; backends | backends-*) ;; *) continue ;; esac
    if [ -s "$WORK/others" ]; then
      left "$N_GATEWAY_RIGHTS" "$name"
      later aws iam delete-role-policy --role-name "$ROLE_NAME" --policy-name "$name"
    else
      gone "$N_GATEWAY_RIGHTS" "$name"
      tolerate NoSuchEntity aws iam delete-role-policy --role-name "$ROLE_NAME" --policy-name "$name"
    fi
  done <"$WORK/items"
fi
"#;

const DROP_ROLE: &str = r#"if have "$FOUND"; then
  aws iam list-role-policies --role-name "$ROLE_NAME" --query 'PolicyNames[].[@]' --output text >"$WORK/items"
  if [ -s "$WORK/others" ]; then
    left "$N_GATEWAY_ROLE" "$ROLE_NAME"
    while IFS= read -r name; do
      have "$name" || continue
      later aws iam delete-role-policy --role-name "$ROLE_NAME" --policy-name "$name"
    done <"$WORK/items"
    later aws iam delete-role --role-name "$ROLE_NAME"
  else
    gone "$N_GATEWAY_ROLE" "$ROLE_NAME"
    while IFS= read -r name; do
      have "$name" || continue
      tolerate NoSuchEntity aws iam delete-role-policy --role-name "$ROLE_NAME" --policy-name "$name"
    done <"$WORK/items"
    tolerate NoSuchEntity aws iam delete-role --role-name "$ROLE_NAME"
  fi
fi
"#;

const REMOVE_ROLE: &str = r#"if have "$FOUND"; then
  aws iam list-role-policies --role-name "$ROLE_NAME" --query 'PolicyNames[].[@]' --output text >"$WORK/items"
  while IFS= read -r name; do
    have "$name" || continue
    tolerate NoSuchEntity aws iam delete-role-policy --role-name "$ROLE_NAME" --policy-name "$name"
  done <"$WORK/items"
  tolerate NoSuchEntity aws iam delete-role --role-name "$ROLE_NAME"
fi
"#;
