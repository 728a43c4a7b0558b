//! The faults, a line each: the rule that is meant for it, what is done, and how.

use super::{
    articles::Article,
    change::{Change::Made, Edit, Fault, fault, file, prose, target},
    trees, two_files, words,
};

/// Languages that put spaces between words and none of whose particles or endings follow markup.
fn spaced(article: &Article) -> bool {
    !["ja", "zh", "ko"].contains(&language(article))
}

/// Languages that put spaces between words, in Latin or Cyrillic letters.
fn western(article: &Article) -> bool {
    !["ja", "zh", "ko", "ar"].contains(&language(article))
}

/// Languages whose endings do not join markup.
fn joins_nothing(article: &Article) -> bool {
    ["nl", "de", "fr", "es", "ru"].contains(&language(article))
}

fn chinese_or_japanese(article: &Article) -> bool {
    ["ja", "zh"].contains(&language(article))
}

fn left_to_right(article: &Article) -> bool {
    language(article) != "ar"
}

pub(super) fn language(article: &Article) -> &str {
    article.locale.split('-').next().unwrap()
}

pub(super) fn all() -> Vec<Fault> {
    let mut all = links();
    all.extend(code_and_placeholders());
    all.extend(literals());
    all.extend(emphasis_and_html());
    all.extend(blocks());
    all.extend(fences());
    all.extend(front_matter());
    all.extend(untranslated());
    all.extend(text());
    all.extend(pairs());
    all.extend(trees::faults());
    all.extend(two_files::faults());
    all
}

#[rustfmt::skip]
fn links() -> Vec<Fault> {
    vec![
        fault("link/missing", "link gone, text kept", target(r"(^|[^!])\[([^\]!]+)\]\([^)]+\)", "${1}$2")),
        fault("link/missing", "link gone with its text", target(r"(^|[^!])\[[^\]!]+\]\([^)]+\)", "$1")),
        fault("link/missing", "autolink gone", target(r"<https:[^>]+>", "")),
        fault("link/missing", "reference link gone", target(r"\[([^\]]+)\]\[[^\]]+\]", "$1")),
        fault("link/added", "a word became a link", prose(r"(^|\s)(\p{L}{4,}) ", "$1[$2](new.md) ")),
        fault("link/empty-text", "no text", target(r"(^|[^!])\[[^\]!]+\]\(", "$1[](")),
        fault("link/empty-text", "a space for text", target(r"(^|[^!])\[[^\]!]+\]\(", "$1[ ](")),
        fault("link/empty-text", "a full stop for text", target(r"(^|[^!])\[[^\]!]+\]\(", "$1[.](")),
        fault("link/changed-destination", "another file", target(r"(requirements|actions|devops)\.md", "other.md")),
        fault("link/changed-destination", "letters changed", target(r"\]\((\w)(\w)(\w*)\.md", "]($2$1$3.md")),
        fault("link/changed-destination", "another ending", target(r"(\w)\.md\)", "$1.html)")),
        fault("link/changed-destination", "a fragment more", target(r"(\w)\.md\)", "$1.md#top)")),
        fault("link/changed-destination", "another page of a site", target(r"/prices\)", "/price)")),
        fault("link/changed-destination", "another site", target(r"//learn\.microsoft\.com/", "//www.example.com/")),
        fault("link/changed-destination", "autolink changed", target(r"/copies>", "/kopien>")),
        fault("link/swapped-destination", "destinations swapped", target(r"\((actions\.md)\)(.*)\((devops\.md)\)", "($3)$2($1)")),
        fault("link/missing-space", "glued before", target(r"(\p{L}) \[([^\]]+\][(\[])", "$1[$2")).only(western),
        fault("link/missing-space", "glued after", target(r"([^!]\[[^\]]+\]\([^)]+\)) (\p{L})", "$1$2")).only(joins_nothing),
        fault("link/missing-space", "glued after a reference", target(r"(\]\[[^\]]+\]) (\p{L})", "$1$2")).only(joins_nothing),
        fault("link/stray-space", "space before the text", target(r"(^|[^!])\[([^\]!]+\]\()", "$1[ $2")),
        fault("link/stray-space", "space behind the text", target(r"(^|[^!])(\[[^\]!]+)\]\(", "$1$2 ](")),
        fault("link/misplaced-punctuation", "full stop in the text", target(r"\](\([^)]+\))\.$", ".]$1")),
        fault("link/broken-syntax", "space before the destination", target(r"(\[[^\]]+\])\(", "$1 (")).or("image/missing"),
        fault("link/broken-syntax", "escaped bracket", target(r"(\w)\]\(", r"$1\](")).or("image/missing"),
        fault("link/broken-syntax", "full-width parentheses", target(r"(\w)\]\(([^)]+)\)", "$1]（$2）")).or("image/missing"),
        fault("link/broken-syntax", "full-width brackets", target(r"(^|[^!])\[([^\]!]+)\]\(", "$1［$2］(")),
        fault("link/broken-syntax", "full-width closing bracket", target(r"(\w)\]\(", "$1］(")).or("image/missing"),
        fault("link/broken-syntax", "space in the destination", target(r"\]\((require|act|dev)", "]($1 ")),
        fault("link/broken-syntax", "closing parenthesis lost", target(r"\]\(([^)]+)\)", "]($1")).or("image/missing"),
        fault("link/broken-syntax", "opening bracket lost", target(r"(^|[^!])\[([^\]!]+\]\()", "$1$2")),
        fault("link/broken-syntax", "closing bracket lost", target(r"(\w)\]\(", "$1(")).or("image/missing"),
        fault("link/bare-url", "letter lost", target(r"(https://portal\.example\.com/cos)t", "$1")),
        fault("link/bare-url", "torn behind the scheme", target(r"https://(portal\.example\.com/costs|status)", "https: //$1")),
        fault("link/bare-url", "torn before the path", target(r"example\.com/(costs|v2)", "example.com /$1")),
        fault("link/bare-url", "torn at a dot", target(r"(portal|status)\.example\.com/(costs|v2)", "$1. example.com/$2")),
        fault("link/bare-url", "gone", target(r"https://(portal\.example\.com/costs|status\S+?west) ?", "")),
        fault("link/bare-url", "path translated", target(r"example\.com/costs", "example.com/kosten")),
        fault("link/bare-url", "another host", target(r"(portal|status)\.example\.com/(costs|v2)", "$1.example.org/$2")),
        fault("link/bare-url", "parameter translated", target(r"\?region=west", "?regio=west")),
        fault("link/bare-url", "parameter lost", target(r"\?region=west", "")),
        fault("link/bare-url", "full-width colon", target(r"https://(portal\.example\.com/costs|status)", "https：//$1")),
        fault("link/moved-text", "texts exchanged", target(r"(\[Rivermill Sync\])(\(sync\.md\))(.*?)(\[[^\]]+\])(\(plans\.md\))", "$4$2$3$1$5")).or("link/swapped-destination"),
        fault("link/hard-coded-locale", "the source's locale", target(r"com/\w\w-\w\w/", "com/en-us/")),
        fault("link/hard-coded-locale", "a locale of others", target(r"com/\w\w-\w\w/", "com/pt-br/")),
        fault("link/undefined-reference", "label translated", target(r"\]\[pipeline\]", "][weg]")),
        fault("link/undefined-reference", "definition renamed", file(r"(?m)^\[pipeline\]:", "[weg]:")).anywhere(),
        fault("anchor/changed", "anchor translated", file(r#"<a name="[^"]+">"#, r#"<a name="nieuw">"#)),
        fault("anchor/changed", "letter lost", file(r#"<a name="(\w{3})\w"#, r#"<a name="$1"#)),
        fault("anchor/missing", "anchor gone", file(r#"<a name="[^"]+"></a>"#, "")),
        fault("anchor/duplicate", "a name twice", Made(anchor_twice)).alone().anywhere(),
        fault("anchor/misplaced-id", "id in the heading", file(r"(?m)^(## <a name.*</a>\S+) (\S+)", "$1 {#my-id} $2")).alone(),
        fault("anchor/broken-fragment", "fragment translated", target(r"\(#create-a-schedule\)", "(#nieuw-schema)")).or("link/changed-destination"),
        fault("image/missing", "image gone", target(r"!\[([^\]]+)\]\([^)]+\)", "$1")),
        fault("image/missing", "image gone with its text", target(r"!\[([^\]]+)\]\([^)]+\)", "")),
        fault("image/changed-source", "another file", target(r"media/bin\.png", "media/bak.png")),
        fault("image/changed-source", "folder translated", target(r"media/bin\.png", "medien/bin.png")),
        fault("image/changed-source", "source of an icon", target(r"media/save\.png", "media/safe.png")),
        fault("image/missing-alt", "no text", target(r"!\[[^\]]+\]\(", "![](")),
        fault("include/changed", "path changed", target(r"\[!INCLUDE \[product\]\(includes/product\.md", "[!INCLUDE [product](includes/produkt.md")),
        fault("include/changed", "inclusion gone", target(r"\[!INCLUDE \[product\]\([^)]+\)\]", "")),
    ]
}

fn anchor_twice(article: &Article) -> Vec<Vec<Edit>> {
    let starts: Vec<_> = plain_paragraphs(article);
    let anchor = || "<a name=\"mine\"></a>".to_owned();
    let both = starts
        .windows(2)
        .map(|both| both.iter().map(|at| (*at..*at, anchor())).collect::<Vec<_>>());
    both.collect()
}

/// Where paragraphs start.
fn plain_paragraphs(article: &Article) -> Vec<usize> {
    let starts = article.text.match_indices("\n\n").map(|(at, _)| at + 2);
    starts.filter(|at| article.text[*at..].starts_with(char::is_alphabetic)).collect()
}

#[rustfmt::skip]
fn code_and_placeholders() -> Vec<Fault> {
    let mut faults = vec![
        fault("code/missing-span", "code gone", target(r"`[^`]+`", "")),
        fault("code/missing-span", "code became a word", target(r"`[^`]+`", "xyzzy")),
        fault("code/missing-span", "backticks gone", target(r"`([^`]+)`", "$1")).or("code/changed-span"),
        fault("code/changed-span", "quotes for backticks", target(r"`([^`]+)`", "\"$1\"")).or("code/missing-span"),
        fault("code/changed-span", "typographic quotes for backticks", target(r"`([^`]+)`", "‘$1’")).or("code/missing-span"),
        fault("code/changed-span", "letter lost", target(r"`([^`]{4,})[a-z]([^`a-z]*)`", "`$1$2`")).or("code/changed-flag"),
        fault("code/changed-span", "letters swapped", target(r"`([^`]*)([a-z])([A-Zb-y])([^`]*)`", "`$1$3$2$4`")).or("code/changed-flag"),
        fault("code/changed-span", "space in it", target(r"`(\w{3,4})(\w[^`]*)`", "`$1 $2`")).or("code/changed-flag"),
        fault("code/changed-span", "case changed", target(r"`(S)(t\w+\(\))`", "`s$2`")).or("code/changed-flag"),
        fault("code/changed-span", "two spans fused", target(r"`([^`]+)`[^`]+`([^`]+)`", "`$1 $2`")).or("code/changed-flag"),
        fault("code/changed-flag", "option changed", target(r"--quiet", "--still")).or("code/changed-span"),
        fault("code/changed-flag", "option lost a hyphen", target(r"--retry", "-retry")).or("code/changed-span"),
        fault("code/changed-flag", "option with a dash", target(r"--folder", "–folder")).or("code/changed-span").or("code/missing-span"),
        fault("code/added-span", "a word became code", prose(r"(^|\s)(\p{L}{4,}) ", "$1`$2` ")),
        fault("code/adjacent-spans", "words between moved away", target(r"(`[^`]+`)([^`]+)(`[^`]+`)", "$1 $3$2")),
        fault("code/missing-space", "glued before", target(r"(\p{L}) (`[^`]+`)", "$1$2")).only(western),
        fault("code/missing-space", "glued after", target(r"(`[^`]+`) (\p{L})", "$1$2")).only(joins_nothing),
        fault("code/unclosed-fence", "closing fence gone", file(r"\n *```\n\n", "\n\n")).anywhere(),
        fault("code/unclosed-fence", "closing fence damaged", file(r"(\n *)```\n\n", "$1``\n\n")).anywhere(),
        fault("placeholder/changed", "{0} gone", target(r"\{0\}", "")),
        fault("placeholder/changed", "{0} renumbered", target(r"\{0\}", "{1}")),
        fault("placeholder/changed", "{0} lost a brace", target(r"\{0\}", "{0")),
        fault("placeholder/changed", "{0} with full-width braces", target(r"\{0\}", "｛0｝")),
        fault("placeholder/changed", "{0} with spaces", target(r"\{0\}", "{ 0 }")),
        fault("placeholder/changed", "{name} gone", target(r" ?\{name\}", "")),
        fault("placeholder/changed", "{name} translated", target(r"\{name\}", "{naam}")),
        fault("placeholder/changed", "{name} in capitals", target(r"\{name\}", "{NAME}")),
        fault("placeholder/changed", "{{x}} gone", target(r"\{\{workspace\}\}", "")),
        fault("placeholder/changed", "{{x}} translated", target(r"\{\{workspace\}\}", "{{espace}}")),
        fault("placeholder/changed", "{{x}} lost braces", target(r"\{\{workspace\}\}", "{workspace}")),
        fault("placeholder/changed", "%s gone", target(r"%s", "")),
        fault("placeholder/changed", "%s with a space", target(r"%s", "% s")),
        fault("placeholder/changed", "%s in capitals", target(r"%s", "%S")),
        fault("placeholder/changed", "%d became %s", target(r"%d", "%s")),
        fault("placeholder/changed", "%d became %f", target(r"%d", "%f")),
        fault("placeholder/changed", "%d doubled", target(r"%d", "%d %d")),
        fault("placeholder/changed", "%1$s gone", target(r"%1\$s", "")),
        fault("placeholder/changed", "%1$s renumbered", target(r"%1\$s", "%3$$s")),
        fault("placeholder/changed", "%1$s with a space", target(r"%1\$s", "%1 $$s")),
        fault("placeholder/changed", "%1$s lost its dollar", target(r"%1\$s", "%1s")),
        fault("placeholder/changed", "%(n)s gone", target(r"%\(count\)s", "")),
        fault("placeholder/changed", "%(n)s translated", target(r"%\(count\)s", "%(aantal)s")),
        fault("placeholder/changed", "%(n)s lost its letter", target(r"%\(count\)s", "%(count)")),
        fault("placeholder/changed", "%(n)s with a space", target(r"%\(count\)s", "%(count) s")),
        fault("placeholder/changed", "%NAME% gone", target(r"%TEMP%", "")),
        fault("placeholder/changed", "%NAME% translated", target(r"%TEMP%", "%TIJD%")),
        fault("placeholder/changed", "%NAME% in small letters", target(r"%TEMP%", "%temp%")),
        fault("placeholder/changed", "%NAME% with spaces", target(r"%TEMP%", "% TEMP %")),
        fault("placeholder/changed", "$x gone", target(r"\$token", "")),
        fault("placeholder/changed", "$x translated", target(r"\$token", "$$jeton")),
        fault("placeholder/changed", "$x with a space", target(r"\$token", "$$ token")),
        fault("placeholder/changed", "$x lost its dollar", target(r"\$token", "token")),
        fault("placeholder/changed", "${x} gone", target(r"\$\{region\}", "")),
        fault("placeholder/changed", "${x} translated", target(r"\$\{region\}", "$${regio}")),
        fault("placeholder/changed", "${x} with a space", target(r"\$\{region\}", "$$ {region}")),
        fault("placeholder/changed", "${x} lost its dollar", target(r"\$\{region\}", "{region}")),
        fault("placeholder/changed", "$(x) gone", target(r"\$\(Build\.BuildId\)", "")),
        fault("placeholder/changed", "$(x) translated", target(r"\$\(Build\.BuildId\)", "$$(Bau.BauId)")),
        fault("placeholder/changed", "$(x) with a space", target(r"\$\(Build\.BuildId\)", "$$ (Build.BuildId)")),
        fault("placeholder/changed", "$(x) torn", target(r"\$\(Build\.BuildId\)", "$$(Build. BuildId)")),
    ];
    let square = [
        fault("placeholder/square", "[NAME] gone", target(r"\[YOUR-DOMAIN\] ?", "")),
        fault("placeholder/square", "[NAME] translated", target(r"YOUR-DOMAIN", "UW-DOMEIN")),
        fault("placeholder/square", "[NAME] in small letters", target(r"YOUR-DOMAIN", "your-domain")),
        fault("placeholder/square", "[NAME] without brackets", target(r"\[YOUR-DOMAIN\]", "YOUR-DOMAIN")),
        fault("placeholder/square", "[NAME] with full-width brackets", target(r"\[YOUR-DOMAIN\]", "【YOUR-DOMAIN】")),
    ];
    faults.extend(square);
    let angle = [
        fault("placeholder/angle", "<name> gone", target(r"\\<tenant> ?", "")),
        fault("placeholder/angle", "<name> emptied", target(r"\\<tenant>", r"\<>")),
        fault("placeholder/angle", "<name> with a space", target(r"\\<tenant>", r"\<tenant >")),
        fault("placeholder/angle", "<name> with spaces", target(r"\\<tenant>", r"\< tenant >")),
        fault("placeholder/angle", "<name> translated", target(r"\\<tenant>", r"\<huurder>")),
        fault("placeholder/angle", "&lt;x&gt; gone", target(r"&lt;key&gt; ?", "")),
        fault("placeholder/angle", "&lt;x&gt; emptied", target(r"&lt;key&gt;", "&lt;&gt;")),
        fault("placeholder/angle", "&lt;x&gt; with a space", target(r"&lt;key&gt;", "&lt;key &gt;")),
        fault("placeholder/angle", "&lt;x&gt; with spaces", target(r"&lt;key&gt;", "&lt; key &gt;")),
        fault("placeholder/angle", "&lt;x&gt; translated", target(r"&lt;key&gt;", "&lt;sleutel&gt;")),
    ];
    faults.extend(angle);
    faults
}

#[rustfmt::skip]
fn literals() -> Vec<Fault> {
    vec![
        fault("literal/spaced-identifier", "spaces behind the dots", target(r"Rivermill\.Sync\.AgentOptions", "Rivermill. Sync. AgentOptions")),
        fault("literal/spaced-identifier", "a space behind a dot", target(r"Rivermill\.Sync\.AgentOptions", "Rivermill.Sync. AgentOptions")),
        fault("literal/spaced-identifier", "spaces at the capitals", target(r"MaxRetryCount", "Max Retry Count")),
        fault("literal/case", "small letters", target(r"MaxRetryCount", "maxretrycount")),
        fault("literal/case", "another capital", target(r"MaxRetryCount", "MaxRetrycount")),
        fault("literal/case", "small first letter", target(r"Rivermill\.Sync\.AgentOptions", "rivermill.Sync.AgentOptions")),
        fault("literal/misspelled", "letter lost", target(r"MaxRetryCount", "MaxRetryCont")),
        fault("literal/misspelled", "letters swapped", target(r"AgentOptions", "AgentOpitons")),
        fault("literal/identifier", "identifier gone", target(r"Rivermill\.Sync\.AgentOptions ?", "")),
        fault("literal/file-name", "torn", target(r"settings\.xml", "settings. xml")).or("literal/spaced-identifier"),
        fault("literal/file-name", "translated", target(r"settings\.xml", "beheer.xml")),
        fault("literal/file-name", "gone", target(r"settings\.xml ?", "")),
        fault("literal/file-name", "glued", target(r"settings\.xml", "settings.xmlfile")).only(joins_nothing),
        fault("literal/file-name", "ending changed", target(r"upload-2026\.zip", "upload-2026.rar")),
        fault("literal/file-name", "number changed", target(r"upload-2026\.zip", "upload-2025.zip")),
        fault("literal/path", "torn", target(r"C:\\Sync\\Data", r"C:\ Sync\ Data")),
        fault("literal/path", "torn in the middle", target(r"C:\\Sync\\Data", r"C:\Sync \Data")),
        fault("literal/path", "folder translated", target(r"C:\\Sync\\Data", r"C:\Sync\Gegevens")),
        fault("literal/path", "separator lost", target(r"C:\\Sync\\Data", r"C:\SyncData")),
        fault("literal/path", "slash for backslash", target(r"C:\\Sync\\Data", "C:/Sync/Data")),
        fault("literal/path", "gone", target(r"C:\\Sync\\Data ?", "")),
        fault("literal/path", "folder of a variable translated", target(r"(%APPDATA%\\Rivermill\\)logs", "${1}logboek")),
        fault("literal/path", "variable changed", target(r"%APPDATA%", "%APPDATEN%")).or("placeholder/changed"),
        fault("literal/guid", "digit changed", target(r"3f2a9c1e", "3f2a9c1d")),
        fault("literal/guid", "digit lost", target(r"0c8d2e5f7b13", "0c8d2e5f7b1")),
        fault("literal/guid", "group lost", target(r"-4d0e-", "-")),
        fault("literal/guid", "torn", target(r"7b54-4d0e", "7b54- 4d0e")),
        fault("literal/guid", "gone", target(r"3f2a9c1e-7b54-4d0e-9a61-0c8d2e5f7b13", "")),
        fault("literal/guid", "address changed", target(r"10\.20\.30\.40", "10.20.30.4")),
        fault("literal/guid", "address torn", target(r"10\.20\.30\.40", "10. 20. 30. 40")),
        fault("literal/version", "digit changed", target(r"6\.0\.2", "6.0.3")),
        fault("literal/version", "part lost", target(r"6\.0\.2", "6.0")),
        fault("literal/version", "separator changed", target(r"6\.0\.2", "6,0,2")),
        fault("literal/version", "gone", target(r"6\.0\.2 ?", "")),
        fault("literal/version", "torn", target(r"6\.0\.2", "6. 0. 2")),
        fault("literal/number", "digits swapped", target(r"64|48|12|15", "73")),
        fault("literal/number", "digit more", target(r"64|48|12|15", "${0}0")),
        fault("literal/number", "zero lost", target(r"1([., \x{a0}]?)000", "1${1}00")),
        fault("literal/number", "digit changed", target(r"86([., \x{a0}]?)400", "86${1}500")),
        fault("literal/email", "torn", target(r"help@example\.com", "help@example. com")),
        fault("literal/email", "space before the sign", target(r"help@", "help @")),
        fault("literal/email", "space behind the sign", target(r"help@", "help@ ")),
        fault("literal/math", "formula gone", target(r"\$(n\^2|\\frac[^$]*)\$ ?", "")),
        fault("literal/math", "index changed", target(r"p_1\$", "p_2$$")),
        fault("literal/math", "index lost", target(r"p_1\$", "p1$$")),
        fault("literal/math", "exponent lost", target(r"\$n\^2\$", "$$n$$")),
        fault("literal/math", "variable translated", target(r"\$c = n", "$$k = n")),
        fault("literal/math", "number changed", target(r"\\frac\{c\}\{2\}", r"\frac{c}{3}")),
        fault("literal/math", "command translated", target(r"\\frac", r"\fractie")),
        fault("literal/math", "command torn", target(r"\\frac", r"\ frac")),
        fault("literal/math", "another command", target(r"\\cdot", r"\times")),
        fault("literal/math", "backslash lost", target(r"\\cdot", "cdot")),
        fault("literal/math", "slash for a backslash", target(r"\\(frac|cdot)", "/$1")),
        fault("literal/math", "brace lost", target(r"\\frac\{c\}\{2\}", r"\frac{c}{2")),
        fault("literal/math", "full-width braces", target(r"\\frac\{c\}\{2\}", r"\frac｛c｝｛2｝")),
        fault("literal/math", "full-width letter", target(r"\$n\^2\$", "$$ｎ^2$$")),
        fault("literal/math", "dollar sign lost", target(r"(\\frac[^$]*)\$", "$1")),
        fault("literal/math", "full-width dollar signs", target(r"\$(\\frac[^$]*)\$", "＄$1＄")),
        fault("literal/math", "dollar signs lost", target(r"\$(\\frac[^$]*)\$", "$1")),
        fault("literal/math", "as code", target(r"\$(\\frac[^$]*)\$", "`$1`")).or("code/added-span"),
        fault("term/product-name", "capital of a part", target("GitHub", "Github")),
        fault("term/product-name", "small first letter", target("GitHub", "gitHub")),
        fault("term/product-name", "another capital", target("DevOps", "Devops")),
        fault("term/product-name", "capital at the start", target("macOS", "MacOS")),
        fault("term/product-name", "small letters", target("Linux", "linux")),
        fault("term/do-not-translate", "translated", target("Harbor", "Haven")),
        fault("term/do-not-translate", "small letters", target("Harbor", "harbor")),
    ]
}

#[rustfmt::skip]
fn emphasis_and_html() -> Vec<Fault> {
    vec![
        fault("emphasis/missing", "bold lost", target(r"\*\*([^*]+)\*\*", "$1")),
        fault("emphasis/missing", "italics lost", target(r"(^|[^*])\*([^*]+)\*($|[^*])", "$1$2$3")),
        fault("emphasis/unbalanced", "closing marks lost", target(r"\*\*([^*]+)\*\*", "**$1")),
        fault("emphasis/unbalanced", "opening marks lost", target(r"\*\*([^*]+)\*\*", "$1**")),
        fault("emphasis/unbalanced", "a closing mark lost", target(r"\*\*([^*]+)\*\*", "**$1*")),
        fault("emphasis/unbalanced", "italics not closed", target(r"(^|[^*])\*([^*]+)\*($|[^*])", "$1*$2$3")),
        fault("emphasis/not-rendered", "spaces inside", target(r"\*\*([^*]+)\*\*", "** $1 **")),
        fault("emphasis/not-rendered", "space at the start", target(r"\*\*([^*]+)\*\*", "** $1**")),
        fault("emphasis/not-rendered", "space at the end", target(r"\*\*([^*]+)\*\*", "**$1 **")),
        fault("emphasis/not-rendered", "escaped", target(r"\*\*([^*]+)\*\*", r"\*\*$1\*\*")),
                fault("emphasis/not-rendered", "full-width marks", target(r"\*\*([^*]+)\*\*", "＊＊$1＊＊")).or("emphasis/missing"),
        fault("emphasis/not-rendered", "bracket behind a letter", target(r"(\p{L})\*\*(\p{L}+)\*\*", "$1**「$2」**")).only(chinese_or_japanese),
        fault("emphasis/not-rendered", "bracket before a letter", target(r"\*\*(\p{L}+)\*\*(\p{L})", "**$1（新）**$2")).only(chinese_or_japanese),
        fault("emphasis/missing-space", "glued before", target(r"(\p{L}) \*\*(\p{L}[^*]*\p{L})\*\*", "$1**$2**")).only(western),
        fault("emphasis/missing-space", "glued after", target(r"\*\*(\p{L}[^*]*\p{L})\*\* (\p{L})", "**$1**$2")).only(joins_nothing),
        fault("emphasis/misplaced-punctuation", "comma in the run", target(r"\*\*([^*，,]+)\*\*([,，])", "**$1$2**")),
        fault("html/changed-tag", "tag translated", target(r"<kbd>([^<]+)</kbd>", "<key>$1</key>")),
        fault("html/changed-tag", "element gone", target(r"<kbd>([^<]+)</kbd>", "$1")),
        fault("html/changed-tag", "span gone", target(r#"<span class="ui">([^<]+)</span>"#, "$1")),
        fault("html/changed-tag", "break gone", target(r"<br/>", " ")),
        fault("html/changed-tag", "break doubled", target(r"<br/>", "<br/><br/>")),
        fault("html/changed-attribute", "value translated", target(r#"class="ui""#, r#"class="ik""#)),
        fault("html/changed-attribute", "attribute gone", target(r#" class="ui""#, "")),
        fault("html/unclosed", "closing tag gone", target(r"<kbd>([^<]+)</kbd>", "<kbd>$1")),
        fault("html/unclosed", "closing tag damaged", target(r"<kbd>([^<]+)</kbd>", "<kbd>$1< /kbd>")),
        fault("html/entity", "space behind the ampersand", target(r"&(amp|lt|gt);", "& $1;")),
        fault("html/entity", "semicolon gone", target(r"&(amp|lt|gt); ?", "&$1 ")),
        fault("html/entity", "space before the semicolon", target(r"&(amp|lt|gt);", "&$1 ;")),
        fault("html/entity", "doubled", target(r"&(amp|lt|gt);", "&amp;$1;")),
        fault("html/entity", "decoded into markup", target(r"&lt;key&gt;", "<key>")).or("placeholder/angle"),
    ]
}

#[rustfmt::skip]
fn blocks() -> Vec<Fault> {
    vec![
        fault("heading/not-rendered", "space gone", file(r"(?m)^(#+) <a name", "$1<a name")),
        fault("heading/not-rendered", "full-width sign", file(r"(?m)^## <a name", "＃＃ <a name")),
        fault("heading/not-rendered", "pushed off its line", file(r"</span>\n\n(#+ <a name)", "</span> $1")),
        fault("table/columns", "pipe of a row lost", file(r"(?m)^(\| `--[^|]*\|[^|]*) \| (.*\|)$", "$1 $2")).alone(),
        fault("table/columns", "pipe of a row escaped", file(r"(?m)^(\| `--[^|]*\|[^|]*) \| (.*\|)$", r"$1 \| $2")).alone(),
        fault("table/columns", "pipe of the header lost", file(r"(?m)^(\| .*) \| (.*\|)\n\|---", "$1 $2\n|---")).alone(),
        fault("table/columns", "pipe in a cell", Made(pipe_in_cell)),
        fault("table/columns", "cell of the rule lost", file(r"(?m)^\|---\|---\|---\|$", "|---|---|")).alone(),
        fault("alert/translated-keyword", "in the language", Made(|it| words::everywhere(it, "[!NOTE]", &format!("[!{}]", words::of(it).note)))),
        fault("alert/translated-keyword", "warning in the language", Made(|it| words::everywhere(it, "[!WARNING]", &format!("[!{}]", words::of(it).warning)))),
        fault("alert/translated-keyword", "misspelled", file(r"\[!WARNING\]", "[!WARNNING]")),
        fault("alert/translated-keyword", "plural", file(r"\[!NOTE\]", "[!NOTES]")),
        fault("alert/translated-keyword", "space in it", file(r"\[!(NOTE|WARNING)\]", "[! $1]")),
        fault("alert/outside-quote", "mark of the quote gone", file(r"(?m)^> (\[!(?:NOTE|WARNING)\])\n> ", "$1\n")),
        fault("alert/text-on-marker-line", "line break gone", file(r"(?m)^(> \[!(?:NOTE|WARNING)\])\n> ", "$1 ")),
    ]
}

fn pipe_in_cell(article: &Article) -> Vec<Vec<Edit>> {
    let cells =
        article.pairs.iter().filter(|pair| article.text[..pair.whole.start].ends_with("| "));
    cells.map(|pair| vec![(pair.target.end..pair.target.end, " | a".to_owned())]).collect()
}

#[rustfmt::skip]
fn fences() -> Vec<Fault> {
    vec![
        fault("moniker/unbalanced", "end gone", file(r"(?m)^::: moniker-end\n", "")).anywhere(),
        fault("moniker/unbalanced", "opener gone", file(r"(?m)^::: moniker range=.*\n", "")).anywhere(),
        fault("moniker/unbalanced", "colon more at the end", file(r"(?m)^::: moniker-end$", ":::: moniker-end")).anywhere(),
        fault("moniker/unbalanced", "end doubled", file(r"(?m)^::: moniker-end$", "::: moniker-end\n\n::: moniker-end")),
        fault("moniker/malformed", "colon lost", file(r"(?m)^::: moniker range", ":: moniker range")),
        fault("moniker/malformed", "colon of the end lost", file(r"(?m)^::: moniker-end", ":: moniker-end")),
        fault("moniker/malformed", "full-width colons", file(r"(?m)^::: moniker range", "：：： moniker range")),
        fault("moniker/malformed", "single quotes", file(r#"moniker range="([^"]+)""#, "moniker range='$1'")),
        fault("moniker/malformed", "typographic quotes", file(r#"moniker range="([^"]+)""#, "moniker range=“$1”")),
        fault("moniker/malformed", "German quotes", file(r#"moniker range="([^"]+)""#, "moniker range=„$1“")),
        fault("moniker/malformed", "French quotes", file(r#"moniker range="([^"]+)""#, "moniker range=« $1 »")),
        fault("moniker/malformed", "no quotes", file(r#"moniker range="([^"]+)""#, "moniker range=$1")),
        fault("moniker/malformed", "quote lost", file(r#"moniker range="([^"]+)""#, r#"moniker range="$1"#)),
        fault("moniker/malformed", "spaces around the sign", file(r"moniker range=", "moniker range = ")),
        fault("moniker/malformed", "text behind it", file(r#"(moniker range="[^"]+")"#, "$1 text")),
        fault("moniker/malformed", "end in German", file(r"moniker-end", "moniker-ende")),
        fault("moniker/malformed", "end in Dutch", file(r"moniker-end", "moniker-einde")),
        fault("moniker/malformed", "end in French", file(r"moniker-end", "moniker-fin")),
        fault("moniker/malformed", "end torn", file(r"moniker-end", "moniker - end")),
        fault("moniker/malformed", "end torn behind the hyphen", file(r"moniker-end", "moniker- end")),
        fault("moniker/malformed", "key translated", file(r"moniker range=", "moniker bereik=")),
        fault("moniker/malformed", "keyword misspelled", file(r"::: moniker range", "::: monikker range")).or("directive/translated-keyword"),
        fault("moniker/nested", "fence around another", Made(nested_moniker)).anywhere(),
        fault("moniker/invalid-range", "comparator alone", file(r#"moniker range="([^"]+)""#, r#"moniker range=">=""#)),
        fault("moniker/invalid-range", "a bar for two", file(r#"moniker range="([^"]+)""#, r#"moniker range="$1 | portal-1.0""#)),
        fault("moniker/invalid-range", "typographic comparator", file(r#"moniker range=">="#, r#"moniker range="≥"#)),
        fault("moniker/invalid-range", "escaped comparator", file(r#"moniker range=">="#, r#"moniker range="&gt;="#)),
        fault("moniker/invalid-range", "empty", file(r#"moniker range="([^"]+)""#, r#"moniker range="""#)),
        fault("zone/unbalanced", "end gone", file(r"(?m)^::: zone-end\n", "")).anywhere(),
        fault("zone/unbalanced", "opener gone", file(r"(?m)^::: zone pivot=.*\n", "")).anywhere(),
        fault("zone/unbalanced", "end translated", file(r"(?m)^::: zone-end$", "::: zone-ende")).or("directive/malformed"),
        fault("zone/nested", "zone around a zone", file(r"(?ms)^(::: zone pivot=.*zone-end\n)", "::: zone target=\"docs\"\n\n$1\n::: zone-end\n")).anywhere(),
        fault("zone/invalid-attribute", "capitals", file(r#"pivot="windows"#, r#"pivot="Windows"#)),
        fault("zone/invalid-attribute", "semicolon", file(r#"pivot="windows,"#, r#"pivot="windows;"#)),
        fault("zone/invalid-attribute", "unknown target", file(r#"pivot="[^"]+""#, r#"target="dokumente""#)),
        fault("zone/invalid-attribute", "key translated", file("zone pivot=", "zone draaipunt=")).or("directive/malformed"),
        fault("zone/invalid-attribute", "typographic quotes", file(r#"pivot="([^"]+)""#, "pivot=“$1”")).or("directive/malformed"),
        fault("directive/unbalanced", "end of the row gone", file(r"(?m)^:::row-end:::\n", "")).anywhere(),
        fault("directive/unbalanced", "row gone", file(r"(?m)^:::row:::\n", "")).anywhere(),
        fault("directive/unbalanced", "end of a column gone", file(r"(?m)^ +:::column-end:::\n", "")).anywhere(),
        fault("directive/unbalanced", "column gone", file(r"(?m)^ +:::column[^-\n]*:::\n", "")).anywhere(),
        fault("directive/malformed", "single quotes", file(r#"(:::(?:image|code|column).*?)="([^"]+)""#, "$1='$2'")),
        fault("directive/malformed", "typographic quotes", file(r#"(:::(?:image|code|column).*?)="([^"]+)""#, "$1=“$2”")),
        fault("directive/malformed", "key translated", file(r"(:::image.*)alt-text=", "${1}alt-tekst=")),
        fault("directive/malformed", "no source", file(r#"(:::(?:image|code).*?)source="[^"]+" ?"#, "$1")).or("image/changed-source"),
        fault("directive/malformed", "attribute twice", file(r#"(:::(?:image|code).*?)(source="[^"]+" ?)"#, "$1$2$2")),
        fault("directive/malformed", "no text for the image", file(r#"alt-text="[^"]+" "#, "")).or("image/missing-alt"),
        fault("directive/changed", "icon became a picture", target(r#"type="icon""#, r#"type="content""#)).or("directive/malformed"),
        fault("directive/changed", "icon gone", target(r":::image.*?:::", "")).or("image/missing"),
        fault("directive/translated-keyword", "image in Dutch", file(":::image type=\"content\"", ":::afbeelding type=\"content\"")),
        fault("directive/translated-keyword", "image in the language", Made(|it| words::everywhere(it, ":::image type=\"content\"", &format!(":::{} type=\"content\"", words::of(it).image)))).or("directive/malformed"),
        fault("directive/translated-keyword", "row misspelled", file(":::row:::", ":::rwo:::")),
        fault("directive/translated-keyword", "column misspelled", file(":::column:::", ":::colum:::")),
        fault("directive/translated-keyword", "column in French", file(":::column:::", ":::colonne:::")).or("directive/unbalanced"),
        fault("directive/translated-keyword", "code misspelled", file(":::code ", ":::cod ")),
        fault("directive/translated-keyword", "end in German", file(":::row-end:::", ":::row-ende:::")).or("directive/malformed"),
        fault("directive/translated-keyword", "end of a column in French", file(":::column-end:::", ":::colonne-fin:::")).or("directive/unbalanced").anywhere(),
        fault("tab/changed", "rule behind the tabs gone", file(r"(?m)^---\n\n(\[!code)", "$1")).alone().anywhere(),
    ]
}

fn nested_moniker(article: &Article) -> Vec<Vec<Edit>> {
    let ends: Vec<_> = article.text.match_indices("::: moniker-end\n").collect();
    let [(first, end), .., (second, _)] = ends.as_slice() else { return Vec::new() };
    let (first, second) = (*first, *second);
    vec![vec![(first..first + end.len(), String::new()), (second..second, (*end).to_owned())]]
}

#[rustfmt::skip]
fn front_matter() -> Vec<Fault> {
    vec![
        fault("front-matter/unclosed", "end gone", file(r#"(ms\.locfileid: "\d+"\n)---\n"#, "$1")).anywhere(),
        fault("front-matter/unclosed", "dash lost", file(r#"(ms\.locfileid: "\d+"\n)---\n"#, "$1--\n")).anywhere(),
        fault("front-matter/unclosed", "dashes became a long one", file(r#"(ms\.locfileid: "\d+"\n)---\n"#, "$1—\n")).anywhere(),
        fault("front-matter/unclosed", "end indented", file(r#"(ms\.locfileid: "\d+"\n)---\n"#, "$1  ---\n")).anywhere(),
        fault("front-matter/unclosed", "opening line gone", file(r"\A---\n", "")).anywhere(),
        fault("front-matter/unclosed", "blank line before", file(r"\A", "\n")).anywhere(),
        fault("front-matter/unclosed", "opening line damaged", file(r"\A---\n", "--\n")).anywhere(),
        fault("front-matter/invalid-yaml", "unquoted colon", file(r"(?m)^title: ", "title: Rivermill: ")),
        fault("front-matter/invalid-yaml", "unquoted colon in the description", file(r"(?m)^description: ", "description: Rivermill: ")),
        fault("front-matter/invalid-yaml", "full-width colon", file(r"(?m)^(title|description): ", "$1：")),
        fault("front-matter/invalid-yaml", "space before the colon gone", file(r"(?m)^(title|description): ", "$1:")),
        fault("front-matter/invalid-yaml", "quote not closed", file(r"(?m)^(title|description): (.*)$", "$1: \"$2")),
        fault("front-matter/invalid-yaml", "typographic quote at the end", file(r"(?m)^(title|description): (.*)$", "$1: \"$2”")),
        fault("front-matter/invalid-yaml", "words before a quote", file(r"(?m)^(title|description): (\S+) (.*)$", "$1: \"$2\" $3")),
        fault("front-matter/invalid-yaml", "tab", file(r"(?m)^author: ", "\tauthor: ")),
        fault("front-matter/invalid-yaml", "indented", file(r"(?m)^author: ", "  author: ")),
        fault("front-matter/invalid-yaml", "bracket not closed", file(r"(?m)^no-loc: \[Harbor\]", "no-loc: [Harbor")),
        fault("front-matter/duplicate-key", "key twice", file(r"(?m)^(title|ms\.topic|author): (.*)$", "$1: $2\n$1: $2")),
        fault("front-matter/missing-key", "title gone", file(r"(?m)^title: .*\n", "")).anywhere(),
        fault("front-matter/expected-key", "key gone", file(r"(?m)^(description|ms\.topic|author|ms\.author): .*\n", "")).anywhere(),
        fault("front-matter/invalid-value", "day before month", file(r"(?m)^ms\.date: .*$", "ms.date: 31/12/2025")),
        fault("front-matter/invalid-value", "date with dots", file(r"(?m)^ms\.date: .*$", "ms.date: 31.12.2025")),
        fault("front-matter/invalid-value", "date in words", file(r"(?m)^ms\.date: .*$", "ms.date: 2 oktober 2026")),
        fault("front-matter/invalid-value", "no such day", file(r"(?m)^ms\.date: .*$", "ms.date: 02/30/2026")),
        fault("front-matter/invalid-value", "title empty", file(r"(?m)^title: .*$", "title: ''")),
        fault("front-matter/localization-keys", "hash cut", file(r"(?m)^(ms\.openlocfilehash: .*)\w$", "$1")),
        fault("front-matter/localization-keys", "commit damaged", file(r"(?m)^(ms\.sourcegitcommit: .*)\w$", "${1}g")),
        fault("front-matter/localization-keys", "kind of translation", file(r"(?m)^ms\.translationtype: .*$", "ms.translationtype: Mensch")),
        fault("front-matter/localization-keys", "date turned round", file(r"(?m)^ms\.lasthandoff: .*$", "ms.lasthandoff: 2026-10-05")),
        fault("front-matter/localization-keys", "day before month", file(r"(?m)^ms\.lasthandoff: .*$", "ms.lasthandoff: 25/10/2026")),
        fault("front-matter/localization-keys", "quotes gone", file(r#"(?m)^ms\.locfileid: "(\d+)"$"#, "ms.locfileid: $1")),
        fault("front-matter/localization-keys", "typographic quotes", file(r#"(?m)^ms\.locfileid: "(\d+)"$"#, "ms.locfileid: “$1”")),
        fault("front-matter/localization-keys", "a key gone", file(r"(?m)^ms\.(sourcegitcommit|translationtype|lasthandoff|locfileid|openlocfilehash|contentlocale): .*\n", "")).anywhere(),
        fault("front-matter/locale-mismatch", "another locale", file(r"(?m)^ms\.contentlocale: .*$", "ms.contentlocale: pt-BR")),
        fault("front-matter/locale-mismatch", "the source's locale", file(r"(?m)^ms\.contentlocale: .*$", "ms.contentlocale: en-US")),
        fault("front-matter/unknown-key", "letter more", file(r"(?m)^ms\.topic: ", "ms.topics: ")).or("front-matter/translated-key"),
        fault("front-matter/unknown-key", "letters swapped", file(r"(?m)^author: ", "auhtor: ")),
        fault("front-matter/unknown-key", "dot lost", file(r"(?m)^ms\.author: ", "msauthor: ")),
        fault("front-matter/unknown-key", "letter lost", file(r"(?m)^description: ", "descripton: ")),
        fault("front-matter/unknown-key", "letter doubled", file(r"(?m)^ms\.date: ", "mms.date: ")),
        fault("front-matter/length", "long title", Made(|it| words::longer(it, "title"))),
        fault("front-matter/length", "long description", Made(|it| words::longer(it, "description"))),
        fault("front-matter/translated-key", "title in the language", Made(|it| words::everywhere(it, "\ntitle:", &format!("\n{}:", words::of(it).title)))),
        fault("front-matter/translated-key", "description in the language", Made(|it| words::everywhere(it, "\ndescription:", &format!("\n{}:", words::of(it).description)))),
        fault("front-matter/translated-key", "true in the language", Made(|it| words::everywhere(it, "hideEdit: true", &format!("hideEdit: {}", words::of(it).yes)))),
    ]
}

#[rustfmt::skip]
fn untranslated() -> Vec<Fault> {
    vec![
        fault("untranslated/segment", "sentence left", Made(words::sentence_left)),
        fault("untranslated/segment", "sentence left, case changed", Made(words::sentence_left_in_small_letters)),
        fault("untranslated/partial", "second half left", Made(words::second_half_left)),
        fault("untranslated/partial", "first half left", Made(words::first_half_left)),
        fault("untranslated/heading", "heading left", Made(words::heading_left)).or("untranslated/segment"),
        fault("untranslated/label", "label left", Made(words::label_left)).or("untranslated/heading").or("untranslated/segment").or("untranslated/link-text"),
        fault("untranslated/front-matter", "title left", Made(|it| words::front_matter_left(it, "title"))),
        fault("untranslated/front-matter", "description left", Made(|it| words::front_matter_left(it, "description"))),
        fault("untranslated/image-alt", "image text left", file(r"!\[[^\]]+\]\(media/new", "![The page on which you create a schedule](media/new")),
        fault("untranslated/image-alt", "text of a directive left", file(r#"alt-text="[^"]+""#, r#"alt-text="The start page of the portal with three tiles""#)).or("untranslated/attribute"),
        fault("untranslated/attribute", "title left", file(r#" title="[^"]+""#, r#" title="A tour of the portal and its parts""#)),
        fault("untranslated/link-text", "link text left", target(r"\[[^\]]+\](\(https://learn)", "[the list of all prices]$1")),
        fault("untranslated/article", "article left", Made(words::article_left)).anywhere(),
    ]
}

#[rustfmt::skip]
fn text() -> Vec<Fault> {
    vec![
        fault("text/orphan-punctuation", "brackets emptied", target(r"([^\]])([(（])[^()`（）]+([)）])", "$1$2$3")).only(|it| it.name == "backups"),
        fault("text/orphan-punctuation", "commas side by side", prose(r"(\p{L})([,،、，]) ?(\p{L})", "$1$2 $2 $3")).or("text/space-before-punctuation"),
        fault("text/orphan-punctuation", "brackets added", prose(r"(\p{L}) (\p{L}{4})", "$1 () $2")).only(spaced),
        fault("text/space-before-punctuation", "space before a full stop", prose(r"(\p{L})([.。])$", "$1 $2")),
        fault("text/space-before-punctuation", "space before a comma", prose(r"(\p{L})([,،，、])", "$1 $2")),
        fault("text/doubled-word", "word twice", Made(words::word_twice)).only(|it| spaced(it) && language(it) != "tr"),
        fault("text/duplicated-phrase", "two words twice", Made(words::phrase_twice)).only(|it| spaced(it) && language(it) != "tr"),
        fault("text/duplicated-phrase", "three words twice", Made(words::long_phrase_twice)).only(|it| spaced(it) && language(it) != "tr"),
        fault("text/markup-residue", "angle brackets", prose(r"(\p{L}) (\p{L}{4})", "$1 > > > $2")).only(spaced),
        fault("text/markup-residue", "end of a link", prose(r"(\p{L}{4}) (\p{L})", "$1]( $2")).only(spaced),
        fault("text/markup-residue", "asterisks", prose(r"(\p{L}{4}) (\p{L})", "$1 ** $2")).only(spaced).or("emphasis/unbalanced"),
        fault("text/markup-residue", "colons", prose(r"(\p{L}{4}) (\p{L})", "$1 ::: $2")).only(spaced),
        fault("text/edge-space", "space at the start", target(r"^(\p{L})", " $1")).or("link/stray-space"),
        fault("text/edge-space", "space at the end", target(r"([.。])$", "$1 ")),
        fault("text/doubled-space", "two spaces", prose(r"(\p{L}) (\p{L})", "$1  $2")),
        fault("text/invisible-character", "zero width space", prose(r"(\p{L}\p{M}*)(\p{L}{3})", "$1\u{200b}$2")),
        fault("text/invisible-character", "word joiner", prose(r"(\p{L}\p{M}*)(\p{L}{4})", "$1\u{2060}$2")),
        fault("text/invisible-character", "byte order mark", target(r"^", "\u{feff}")),
        fault("text/invisible-character", "control", prose(r"(\p{L}) (\p{L})", "$1\u{7}$2")),
        fault("text/unbalanced-bidi", "embedding left open", target(r"^(\p{L})", "\u{202b}$1")).anywhere(),
        fault("text/unbalanced-bidi", "isolate left open", target(r"^(\p{L})", "\u{2067}$1")).anywhere(),
        fault("text/unbalanced-bidi", "end without a start", target(r"([.。])$", "$1\u{202c}")).anywhere(),
        fault("text/unbalanced-bidi", "mark of direction", prose(r"(\p{L}) ", "$1\u{200e} ")).only(left_to_right).anywhere(),
        fault("text/bidi-override", "override", prose(r"(\p{L}) ?(\p{L}{4})", "$1\u{202e}$2")),
        fault("text/bidi-override", "override and its end", prose(r"(\p{L}{4,})", "\u{202d}$1\u{202c}")),
        fault("text/unbalanced-brackets", "closing bracket lost", target(r"([^\]][(（][^()`（）]+)[)）]", "$1")).only(|it| it.name == "backups"),
        fault("text/unbalanced-brackets", "opening bracket lost", target(r"([^\]])[(（]([^()`（）]+[)）])", "$1$2")).only(|it| it.name == "backups"),
        fault("text/unbalanced-quotes", "closing quote lost", Made(|it| words::quote_lost(it, true))),
        fault("text/unbalanced-quotes", "opening quote lost", Made(|it| words::quote_lost(it, false))),
        fault("text/mojibake", "as Latin-1", Made(|it| words::mojibake(it, false))),
        fault("text/mojibake", "as Windows-1252", Made(|it| words::mojibake(it, true))),
        fault("text/mojibake", "sentence as Windows-1252", Made(words::mojibake_of_sentences)),
        fault("text/mojibake", "replacement character", prose(r"(\p{L})\p{L}(\p{L})", "$1\u{fffd}$2")),
        fault("text/mt-artifact", "placeholder of a machine", prose(r"^(\p{L}+)", "$1 __PH1__")),
        fault("text/mt-artifact", "number of a machine", prose(r"^(\p{L}+)", "$1 #A0")),
        fault("text/mt-artifact", "mark of word pieces", prose(r"^(\p{L}+) ", "▁$1 ")),
        fault("text/mt-artifact", "unknown word", prose(r"^(\p{L}+)", "$1 <unk>")),
        fault("text/mt-artifact", "prompt", target(r"^", "Here is the translation: ")),
        fault("text/merge-marker", "conflict", Made(words::conflict)),
        fault("text/line-break", "break more", prose(r"(\p{L}) (\p{L})", "$1\n$2")),
        fault("consistency/source", "the neighbour's text", Made(words::neighbours_text)),
        fault("text/end-punctuation", "question mark lost", target(r" ?[?؟？]$", ".")),
        fault("text/length", "sentence doubled", Made(words::much_longer)),
    ]
}

#[rustfmt::skip]
fn pairs() -> Vec<Fault> {
    vec![
        fault("sxs/unclosed-span", "target not closed", file(r#"</span>(<span class="sxs-lookup">)"#, "$1")),
        fault("sxs/unclosed-span", "source not closed", file(r"</span></span>", "</span>")),
        fault("sxs/unclosed-span", "pair not closed", file(r"</span></span>", "")),
        fault("sxs/unclosed-span", "target closed early", target(r"^(\p{L}+ \p{L}+)( \p{L}+ \p{L})", "$1</span>$2")),
        fault("sxs/unclosed-span", "span within the target", target(r"^(\p{L}+ )(\p{L}+ \p{L})", "$1<span>$2")),
        fault("sxs/escaped-quotes", "of the target", file(r#"data-ttu-id="([^"]+)""#, "data-ttu-id=&quot;$1&quot;")),
        fault("sxs/escaped-quotes", "of the source", file(r#"data-stu-id="([^"]+)""#, "data-stu-id=&quot;$1&quot;")),
        fault("sxs/escaped-quotes", "of the class", file(r#"class="sxs-lookup""#, "class=&quot;sxs-lookup&quot;")),
        fault("sxs/escaped-quotes", "of the anchor", file(r#"<a name="([^"]+)"><"#, "<a name=&quot;$1&quot;><")),
        fault("sxs/escaped-quotes", "from the anchor to the pair", file(r#"<a name="([^"]+)"></a><span data-ttu-id="([^"]+)">"#, r#"<a name="$1&quot;></a><span data-ttu-id=&quot;$2">"#)),
        fault("sxs/missing-source", "source gone", file(r#"<span class="sxs-lookup"><span data-stu-id="[^"]+">.*?</span></span>"#, "")),
        fault("sxs/missing-target", "target gone", Made(target_gone)),
        fault("sxs/id-mismatch", "number changed", file(r#"data-stu-id="(\w+-)\d"#, r#"data-stu-id="${1}7"#)),
        fault("sxs/id-mismatch", "letters changed", file(r#"data-stu-id="a"#, r#"data-stu-id="b"#)),
        fault("sxs/duplicate-id", "id of the pair before", Made(id_of_the_pair_before)),
        fault("sxs/id-order", "numbers run backwards", Made(ids_swapped)).anywhere(),
        fault("sxs/id-order", "prefix changes", Made(prefix_changes)).anywhere(),
        fault("sxs/misplaced-pair", "in a fence", Made(|it| around_pairs(it, "```text\n", "\n```"))),
        fault("sxs/misplaced-pair", "in a comment", Made(|it| around_pairs(it, "<!-- ", " -->"))),
        fault("sxs/misplaced-pair", "in a code span", Made(|it| around_pairs(it, "`", "`"))),
        fault("sxs/misplaced-pair", "in an attribute", Made(|it| around_pairs(it, "<img alt='", "'>"))),
        fault("sxs/misplaced-pair", "in another pair", Made(nested_pairs)),
        fault("sxs/misplaced-pair", "in the front matter", Made(pair_in_front_matter)),
        fault("sxs/empty-target", "nothing", target(r"^.*$", "")),
        fault("sxs/empty-target", "a space", target(r"^.*$", " ")),
        fault("sxs/empty-target", "a no-break space", target(r"^.*$", "\u{a0}")),
        fault("sxs/empty-source", "nothing", Made(source_emptied)),
        fault("sxs/swallowed-directive", "moniker fence in a pair", Made(|it| swallowed(it, "::: moniker range", ":"))),
        fault("sxs/swallowed-directive", "its end in a pair", Made(|it| swallowed(it, "::: moniker-end", ":"))),
        fault("sxs/swallowed-directive", "zone in a pair", Made(|it| swallowed(it, "::: zone", ":"))),
        fault("sxs/text-outside-pair", "sentence without a pair", Made(pair_taken_off)),
    ]
}

fn target_gone(article: &Article) -> Vec<Vec<Edit>> {
    let gone = article.pairs.iter().map(|pair| {
        let end = pair.target.end + "</span>".len();
        vec![(pair.whole.start..end, String::new())]
    });
    gone.collect()
}

fn source_emptied(article: &Article) -> Vec<Vec<Edit>> {
    article.pairs.iter().map(|pair| vec![(pair.source.clone(), String::new())]).collect()
}

/// Gives a pair the id of another.
fn renamed(article: &Article, index: usize, id: &str) -> Vec<Edit> {
    let pair = &article.pairs[index];
    let own = article.text[pair.whole.clone()].match_indices(&pair.id);
    own.map(|(at, _)| {
        let start = pair.whole.start + at;
        (start..start + pair.id.len(), id.to_owned())
    })
    .collect()
}

fn id_of_the_pair_before(article: &Article) -> Vec<Vec<Edit>> {
    (1..article.pairs.len())
        .map(|index| renamed(article, index, &article.pairs[index - 1].id))
        .collect()
}

fn ids_swapped(article: &Article) -> Vec<Vec<Edit>> {
    (1..article.pairs.len())
        .map(|index| {
            let mut edits = renamed(article, index - 1, &article.pairs[index].id);
            edits.extend(renamed(article, index, &article.pairs[index - 1].id));
            edits
        })
        .collect()
}

fn prefix_changes(article: &Article) -> Vec<Vec<Edit>> {
    (1..article.pairs.len())
        .map(|index| renamed(article, index, &article.pairs[index].id.replace('a', "f")))
        .collect()
}

/// Puts text before and behind pairs that stand alone on their lines.
fn around_pairs(article: &Article, before: &str, behind: &str) -> Vec<Vec<Edit>> {
    let text = &article.text;
    let alone = article.pairs.iter().filter(|pair| {
        text[..pair.whole.start].ends_with("\n\n") && text[pair.whole.end..].starts_with("\n\n")
    });
    alone
        .map(|pair| {
            let (start, end) = (pair.whole.start, pair.whole.end);
            vec![(start..start, before.to_owned()), (end..end, behind.to_owned())]
        })
        .collect()
}

fn nested_pairs(article: &Article) -> Vec<Vec<Edit>> {
    let both = article.pairs.windows(2).map(|both| {
        let moved = article.text[both[1].whole.clone()].to_owned();
        let at = both[0].target.end;
        vec![(at..at, moved), (both[1].whole.clone(), String::new())]
    });
    both.take(4).collect()
}

fn pair_in_front_matter(article: &Article) -> Vec<Vec<Edit>> {
    let pair = &article.pairs[0];
    let at = article.text.find("title: ").unwrap() + "title: ".len();
    let end = at + article.text[at..].find('\n').unwrap();
    let text = article.text[pair.whole.clone()].replace(&pair.id, &pair.id.replace("-103", "-101"));
    vec![vec![(at..end, text)]]
}

/// Makes a line that starts so the text of a pair, with some of it cut off.
fn swallowed(article: &Article, start: &str, cut: &str) -> Vec<Vec<Edit>> {
    let start = format!("\n{start}");
    let lines = article.text.match_indices(&start).map(|(at, _)| at + 1);
    lines
        .filter_map(|at| {
            let end = at + article.text[at..].find('\n')?;
            let line = &article.text[at..end];
            let line = line.strip_prefix(cut).unwrap_or(line);
            let before = article.pairs.iter().rev().find(|pair| pair.whole.end <= at)?;
            let (prefix, number) = before.id.split_once('-')?;
            let id = format!("{prefix}-{}", number.parse::<u32>().ok()? + 1);
            let new = format!(
                "<span data-ttu-id=\"{id}\">{line}</span><span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{line}</span></span>"
            );
            Some(vec![(at..end, new)])
        })
        .collect()
}

fn pair_taken_off(article: &Article) -> Vec<Vec<Edit>> {
    let prose = article.pairs.iter().filter(|pair| {
        let source = pair.english.as_str();
        source.ends_with('.') && source.split(' ').count() > 5
    });
    prose
        .map(|pair| vec![(pair.whole.clone(), article.text[pair.target.clone()].to_owned())])
        .collect()
}
