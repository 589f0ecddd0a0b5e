//! Where a template of the Velocity Template Language breaks off (Apache Velocity user guide, "References" and "Directives").

/// What begins a call, or a directive with an argument, of which the parenthesis, or a bracket or quotation mark in it, is
/// not closed: `$input.json(`. Whether a backslash keeps a quotation mark from ending a text differs by the version of
/// Velocity, so a template that is sound in one reading is sound.
pub(super) fn unclosed(template: &str) -> Option<&str> {
    first_unclosed(template, false)?;
    first_unclosed(template, true)
}

/// Directives that take an argument.
const DIRECTIVES: [&str; 4] = ["if", "elseif", "foreach", "set"];

fn first_unclosed(template: &str, escapes: bool) -> Option<&str> {
    let mut at = 0;
    while let Some(found) = template[at..].find(['$', '#', '\\']) {
        let start = at + found;
        let rest = &template[start..];
        let read = match rest.as_bytes() {
            // What follows is text.
            [b'\\', b'$' | b'#' | b'\\', ..] => Ok(start + 2),
            [b'$', ..] => reference(template, start, escapes),
            [b'#', b'#', ..] => Ok(start + past(rest, "\n")),
            [b'#', b'*', ..] => Ok(start + past(rest, "*#")),
            [b'#', b'[', b'[', ..] => Ok(start + past(rest, "]]#")),
            [b'#', ..] => directive(template, start, escapes),
            _ => Ok(start + 1),
        };
        match read {
            Ok(end) => at = end,
            Err(open) => return Some(open),
        }
    }
    None
}

/// How long a text is with its end, or to the end of all.
fn past(text: &str, end: &str) -> usize {
    text.find(end).map_or(text.len(), |place| place + end.len())
}

/// Where a reference ends: `$!{a.b("c").d`; or how the call begins that is not closed.
fn reference(template: &str, start: usize, escapes: bool) -> Result<usize, &str> {
    let rest = &template[start + 1..];
    let marks = rest.len() - rest.trim_start_matches(['!', '{']).len();
    let Some(mut at) = word(template, start + 1 + marks) else {
        return Ok(start + 1);
    };
    while template[at..].starts_with('.') {
        let Some(end) = word(template, at + 1) else {
            break;
        };
        at = end;
        if template[at..].starts_with('(') {
            at += closed(&template[at..], escapes).ok_or(&template[start..=at])?;
        }
    }
    Ok(at)
}

/// Where a directive ends, or how it begins when it is not closed.
fn directive(template: &str, start: usize, escapes: bool) -> Result<usize, &str> {
    let name = start + 1;
    let Some(end) = word(template, name).filter(|end| DIRECTIVES.contains(&&template[name..*end]))
    else {
        return Ok(name);
    };
    let rest = template[end..].trim_start_matches([' ', '\t']);
    let open = template.len() - rest.len();
    if !rest.starts_with('(') {
        return Ok(end);
    }
    let length = closed(rest, escapes).ok_or(&template[start..=open])?;
    Ok(open + length)
}

/// Where the word at a place ends.
fn word(template: &str, at: usize) -> Option<usize> {
    let rest = &template[at..];
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
    rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        .then(|| at + rest.find(ends).unwrap_or(rest.len()))
}

/// How long what a text begins with is, from its parenthesis to the one that closes it.
fn closed(text: &str, escapes: bool) -> Option<usize> {
    let (mut open, mut quote) = (Vec::new(), None);
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if let Some(own) = quote {
            if escapes && c == '\\' {
                chars.next();
            } else if c == own {
                quote = None;
            }
            continue;
        }
        match c {
            '"' | '\'' => quote = Some(c),
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' => {
                if open.pop() != Some(c) {
                    return None;
                }
                if open.is_empty() {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::unclosed;

    #[test]
    fn what_is_cut_short_is_found() {
        for (template, open) in [
            (r#"{"a": $input.json("$"}"#, "$input.json("),
            (r#"{"a": $input.json("$), "b": 1}"#, "$input.json("),
            (r#"{"a": $input.json('$.b")}"#, "$input.json("),
            (
                r#"{"a": "$!{util.escapeJavaScript($input.path('$.a')"}"#,
                "$!{util.escapeJavaScript(",
            ),
            ("#set($a = $input.path('$.b')\n{\"a\": \"$a\"}", "#set("),
            ("#if ($a == \"b)x#end", "#if ("),
            (r#"$a.b(1).c("2""#, "$a.b(1).c("),
            ("$a.b([1, 2)", "$a.b("),
            (r"\\$a.b(", "$a.b("),
        ] {
            assert_eq!(unclosed(template), Some(open), "{template}");
        }
    }

    #[test]
    fn what_is_sound_or_no_call_is_left_alone() {
        for template in [
            "",
            r#"{"a": $input.json("$"), "b": "(", "c": "it's"}"#,
            r##"#set($inputRoot = $input.path('$'))#foreach($one in $inputRoot.items)"$one.name"#if($foreach.hasNext),#end#end"##,
            r#"#set ($map = {"a": "}", "b": [1, 2]})"#,
            r#"#if($a && ($b || !$c.isEmpty()))1#elseif($d == ")")2#{else}3#end"#,
            r#"$util.escapeJavaScript($x).replaceAll("\\'", "'")"#,
            r#"$x.replaceAll("\"", "'")"#,
            r#"$x.replaceAll("\", "/")"#,
            r#"$x.replace('a''b', "")"#,
            "## $input.json(\n#* $input.json( *##[[$input.json(]]#",
            r"\$input.json(",
            "Action=SendMessage&MessageBody=$util.urlEncode($input.body)",
            "${AWS::Region} $1.00 ($ # #( $. $.( $a( $a.b ( #if #fff( ${stageVariables.x} 名$é.",
            r#"{"error": "$context.error.message (", "x": $context.error.messageString}"#,
            r"\",
        ] {
            assert_eq!(unclosed(template), None, "{template}");
        }
    }
}
