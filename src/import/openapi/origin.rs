//! Templates by which a preflight names the origin that asks: the studio's own, the AWS CDK's
//! (`Resource.addCorsPreflight` of aws-cdk-lib's `aws-apigateway`) and the Serverless Framework's (`compile/events/apiGateway/lib/cors.js`).

/// How each reads the header, without spaces.
const READS: [&str; 4] = [
    "#set($origin=$input.params().header.get('origin'))#if(!$origin||$origin=='')#set($origin=$input.params().header.get('Origin'))#end",
    "#set($origin=$input.params('origin'))#if($origin=='')#set($origin=$input.params('Origin'))#end",
    "#set($origin=$input.params('Origin'))#if($origin=='')#set($origin=$input.params('origin'))#end",
    "#set($origin=$input.params().header.get('Origin'))#if($origin=='')#set($origin=$input.params().header.get('origin'))#end",
];

/// What each does with one that it knows.
const NAMES: &str =
    "#set($context.responseOverride.header.Access-Control-Allow-Origin=$origin)#end";

/// The origins that a template names when one of them asks; nothing when it does anything else.
pub(super) fn named(template: &str) -> Option<Vec<String>> {
    let bare: String = template.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.replace('"', "'");
    let rest = READS.iter().find_map(|read| bare.strip_prefix(read))?;
    let conditions = rest.strip_prefix("#if(")?.strip_suffix(NAMES)?;
    let conditions = conditions.strip_suffix(')')?;
    conditions.split("||").map(origin).collect()
}

/// The origin of one condition. A pattern is an origin when it can mean no other one but for its dots.
fn origin(condition: &str) -> Option<String> {
    let quoted = condition.strip_prefix("$origin==").or_else(|| {
        let pattern = condition.strip_prefix("$origin.matches(")?;
        pattern.strip_suffix(')')
    })?;
    let origin = quoted.strip_prefix('\'')?.strip_suffix('\'')?;
    let is_pattern = condition.contains("matches");
    if is_pattern && origin == ".*" {
        return Some("*".to_owned());
    }
    let origin = &if is_pattern {
        origin.replace("[.]", ".")
    } else {
        origin.to_owned()
    };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/.-[]".contains(c);
    let brackets = is_pattern && origin.contains('[');
    (!brackets && !origin.is_empty() && origin.chars().all(is_plain)).then(|| origin.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_names_origins_is_their_list() {
        let head = READS[0];
        let own =
            format!("{head}#if($origin=='https://b.example'||$origin=='http://[::1]:80'){NAMES}");
        let found = ["https://b.example".to_owned(), "http://[::1]:80".to_owned()];
        assert_eq!(named(&own), Some(found.to_vec()));
        let other = r#"#set($origin = $input.params().header.get("Origin"))
#if($origin == "") #set($origin = $input.params().header.get("origin")) #end
#if($origin.matches("https://b.example"))
  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
#end"#;
        assert_eq!(named(other), Some(found[..1].to_vec()));
        // What the Serverless Framework makes of a dot, and of `*`.
        for (pattern, meant) in [("https://b[.]example", "https://b.example"), (".*", "*")] {
            let other = other.replace("https://b.example", pattern);
            assert_eq!(named(&other), Some(vec![meant.to_owned()]));
        }
        for wild in ["https://.*", "https://[a-z]+", "https://(a|b)", ""] {
            let wild = other.replace("https://b.example", wild);
            assert_eq!(named(&wild), None, "{wild}");
        }
        assert_eq!(named(&own.replace("||", "&&")), None);
        assert_eq!(named(&format!("{own}text")), None);
    }
}
