//! Words for generated programs: literals, patterns, format strings.

use super::random::Random;

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "-1",
    "-2",
    "0.1",
    "0.5",
    "2.5",
    "-3.75",
    "1e15",
    "1e14",
    "1e-5",
    "123456789012",
    "9007199254740993",
    "2147483648",
    "4294967296",
    "9223372036854775808",
    "0x10",
    "0xfF",
    "1e308",
    "5e-324",
    "-0",
    "0/0",
    "-(0/0)",
    "1/0",
    "-1/0",
    "1e100",
    "3.14159265358979",
    "1e16",
    "100",
    "255",
    "1e21",
];

const SMALL: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "-1", "-2", "-3", "1.5", "2.9"];

const STRINGS: &[&str] = &[
    "''",
    "'a'",
    "'b'",
    "'abc'",
    "'hello world'",
    "'10'",
    "' 5 '",
    "'0x1F'",
    "'1e2'",
    "'-3.5'",
    "'abcabc'",
    "'aXbXc'",
    "'x=1, y=2'",
    "'(a(b)c)'",
    "'%d'",
    "'\\0'",
    "'a\\0b'",
    "'\\255\\128z'",
    "'\\n'",
    "'line1\\nline2'",
    "'tab\\there'",
    "([[long]])",
    "([==[a]]b]==])",
    "\"q'q\"",
    "'nan'",
    "'inf'",
    "'0x'",
    "'1e'",
    "'  '",
    "'THE (quick) fox'",
    "'äö'",
    "'the end.'",
    "'10 20 30'",
    "'key'",
    "'n'",
    "'name'",
    "'0'",
    "'-0'",
    "'1e400'",
    "'\\\\'",
    "'aaaa'",
    "'_under_score9'",
];

const KEYS: &[&str] = &[
    "'a'", "'b'", "'n'", "'name'", "'key'", "1", "2", "3", "4", "0", "-1", "1.5", "true", "false",
];

const CLASSES: &[&str] = &[
    "a", "b", "x", ".", "%a", "%d", "%s", "%w", "%p", "%l", "%u", "%x", "%c", "%A", "%D", "%S",
    "%W", "%z", "[abc]", "[^abc]", "[a-z]", "[%w_]", "[^%s]", "[0-9]", "[a-c%d]", "[]]", "[^]]",
    "[a-]", "%.", "%%", "%(", " ", ",", "=",
];

const SPECIAL: &[&str] = &["%b()", "%bab", "%f[%w]", "%f[%W]", "()", "^", "$", "-", "*"];
const BROKEN: &[&str] = &["[a", "%", "(", ")", "%b", "%f", "%1", "[%", "(()", "%9", "[^", "[]"];

/// A literal number.
pub(super) fn number(random: &mut Random) -> String {
    if random.chance(30) { random.below(20).to_string() } else { random.pick(NUMBERS).to_owned() }
}

/// A literal number near zero.
pub(super) fn small(random: &mut Random) -> String {
    random.pick(SMALL).to_owned()
}

/// A literal string, or what the program is called with.
pub(super) fn string(random: &mut Random) -> String {
    if random.chance(6) { given(random) } else { random.pick(STRINGS).to_owned() }
}

/// A key or an argument that the program is called with.
fn given(random: &mut Random) -> String {
    let list = random.pick(&["KEYS", "ARGV"]);
    match random.below(6) {
        0 => format!("(({list})[{}] or '-')", 1 + random.below(3)),
        1 => format!("({list}[{}] or '+')", number(random)),
        2 => format!("tostring({list}[#{list}])"),
        _ => format!("{list}[{}]", 1 + random.below(2)),
    }
}

/// A literal that is fit for a key whose place in a table is the same everywhere.
pub(super) fn key(random: &mut Random) -> String {
    random.pick(KEYS).to_owned()
}

/// A pattern as a literal; few are broken, none takes long on short subjects.
pub(super) fn pattern(random: &mut Random) -> String {
    let mut pattern = String::new();
    if random.chance(15) {
        pattern.push('^');
    }
    let (mut open, mut repeated) = (0, 0);
    for _ in 0..=random.below(5) {
        if random.chance(25) {
            pattern.push('(');
            open += 1;
        }
        let items = if random.chance(12) { SPECIAL } else { CLASSES };
        pattern.push_str(random.pick(items));
        if repeated < 3 && random.chance(45) {
            pattern.push_str(random.pick(&["*", "+", "-", "?"]));
            repeated += 1;
        }
        if open > 0 && random.chance(50) {
            pattern.push(')');
            open -= 1;
            if random.chance(12) {
                pattern.push_str("%1");
            }
        }
    }
    pattern.push_str(&")".repeat(open));
    if random.chance(12) {
        pattern.push('$');
    }
    if random.chance(4) {
        pattern.push_str(random.pick(BROKEN));
    }
    format!("'{pattern}'")
}

/// What `gsub` puts in place of a match, as a literal string.
pub(super) fn replacement(random: &mut Random) -> String {
    let pieces = ["x", "%0", "%1", "<%0>", "", "%%", "[%1]", "yy", "%2", "%"];
    let mut text = String::new();
    for _ in 0..=random.below(3) {
        let known = if random.chance(92) { 7 } else { pieces.len() };
        text.push_str(pieces[random.below(known)]);
    }
    format!("'{text}'")
}

/// A conversion of `string.format`, and whether it takes a string.
pub(super) fn conversion(random: &mut Random) -> (String, bool) {
    let mut text = String::from("%");
    for _ in 0..random.below(3) {
        text.push_str(random.pick(&["-", "+", " ", "#", "0"]));
    }
    if random.chance(40) {
        text.push_str(random.pick(&["1", "5", "10", "20", "99"]));
    }
    if random.chance(40) {
        text.push_str(random.pick(&[".0", ".1", ".3", ".10", ".20", "."]));
    }
    if random.below(150) == 0 {
        text.push_str(random.pick(&["100", ".123", "l", "$"]));
    }
    let letter = random.pick(&[
        "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "g", "G", "q", "s", "s", "d", "g",
    ]);
    // What printf does with these is not defined, and differs between C libraries.
    if letter == "c" || letter == "q" {
        return (format!("%{letter}"), letter == "q");
    }
    text.push_str(letter);
    (text, letter == "s")
}
