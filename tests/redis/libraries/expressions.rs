//! Lua values as expressions: numbers of all sizes, strings, tables of every form.

use super::random::Random;

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "2",
    "-1",
    "3",
    "10",
    "0.5",
    "1.5",
    "-1.5",
    "2.5",
    "0.1",
    "1e15",
    "1e14",
    "123456.789",
    "31",
    "32",
    "33",
    "127",
    "128",
    "-32",
    "-33",
    "-128",
    "-129",
    "255",
    "256",
    "32767",
    "32768",
    "-32768",
    "-32769",
    "65535",
    "65536",
    "2^31-1",
    "2^31",
    "-2^31",
    "-2^31-1",
    "2^32-1",
    "2^32",
    "-2^32",
    "2^53",
    "-2^53",
    "2^53+2",
    "2^63",
    "-2^63",
    "2^64",
    "1e20",
    "-1e20",
    "1e300",
    "1e-300",
    "5e-324",
    "1/3",
    "1/0",
    "-1/0",
    "0/0",
    "3.4028234663852886e38",
    "3.4028235677973366e38",
    "16777217",
    "1e-46",
    "0.99999999999999994",
    "99999999999999.5",
    "1e100",
];

/// Arguments that are not what is wanted, or only in disguise.
const ODD: &[&str] = &[
    "nil",
    "true",
    "false",
    "''",
    "'abc'",
    "'12'",
    "'0xff'",
    "' 7 '",
    "'1e2'",
    "'-3'",
    "'1.5'",
    "{}",
    "type",
    "cjson.null",
    "'nan'",
    "'inf'",
];

/// A number.
pub(super) fn number(random: &mut Random) -> String {
    match random.below(5) {
        0 => random.below(300).to_string(),
        1 => format!("{:.17}", f64::from_bits(random.next() & !(1 << 62) | 1 << 61))
            .replace("NaN", "3"),
        2 => format!("{}", random.next().cast_signed() >> random.below(60)),
        _ => random.pick(NUMBERS).to_owned(),
    }
}

/// An argument: mostly a number.
pub(super) fn argument(random: &mut Random) -> String {
    if random.once_in(8) { random.pick(ODD).to_owned() } else { number(random) }
}

/// A string, as a literal.
pub(super) fn string(random: &mut Random) -> String {
    let longest = match random.below(20) {
        0 if random.once_in(8) => 300,
        1..=3 => 30,
        _ => 6,
    };
    let bytes: Vec<u8> = (0..random.below(longest))
        .map(|_| match random.below(8) {
            0 => random.byte(),
            1 => random.pick(b"\"\\/\x08\t\n\x0c\r\x00\x1f\x7f\x80\xff"),
            _ => random.pick(b"abcdefgh 0123456789._-"),
        })
        .collect();
    literal(&bytes)
}

/// Bytes as a literal.
pub(super) fn literal(bytes: &[u8]) -> String {
    let mut text = String::from("'");
    for &byte in bytes {
        match byte {
            b' '..=b'~' if byte != b'\'' && byte != b'\\' => text.push(char::from(byte)),
            _ => text += &format!("\\{byte:03}"),
        }
    }
    text + "'"
}

/// A value; its tables nest `depth` deep at most. With `large`, list indices may be far apart.
pub(super) fn value(random: &mut Random, depth: usize, large: bool) -> String {
    match random.below(if depth == 0 { 10 } else { 20 }) {
        0..=3 => number(random),
        4..=6 => string(random),
        7 => random.pick(&["true", "false"]).to_owned(),
        8 => "cjson.null".to_owned(),
        // A key that is an object stands alone: natively its address decides where.
        9 if random.once_in(4) => {
            let odd = ["nil", "type", "cjson.encode", "(0/0)", "{[{}]=1}", "{[type]=2}"];
            random.pick(&odd).to_owned()
        }
        9 => random.below(20).to_string(),
        10..=13 => list(random, depth, large),
        14..=17 => record(random, depth, large),
        18 => mixed(random, depth, large),
        _ => changed(random, depth, large),
    }
}

fn items(
    random: &mut Random,
    longest: usize,
    mut item: impl FnMut(&mut Random) -> String,
) -> String {
    let count = random.below(longest);
    let items: Vec<String> = (0..count).map(|_| item(random)).collect();
    format!("{{{}}}", items.join(","))
}

fn list(random: &mut Random, depth: usize, large: bool) -> String {
    let (longest, depth) = if random.once_in(12) { (70, 1) } else { (6, depth) };
    items(random, longest, |random| {
        if random.once_in(25) { "nil".to_owned() } else { value(random, depth - 1, large) }
    })
}

fn key(random: &mut Random, large: bool) -> String {
    match random.below(16) {
        0 => "[1]".to_owned(),
        1 => number_key(random, large),
        2 => format!("[{}]", random.below(20)),
        3 => format!("['{}']", random.below(20)),
        4 => format!("[{}]", string(random)),
        5 if random.once_in(3) => random.pick(&["[true]", "[false]", "[cjson.null]"]).to_owned(),
        6 => format!("k{}", random.below(50)),
        _ => random
            .pick(&["a", "b", "id", "name", "tags", "x", "score", "longer_key_of_more"])
            .to_owned(),
    }
}

fn number_key(random: &mut Random, large: bool) -> String {
    let far: &[&str] = &["[2^31-1]", "[2^31]", "[2^53]", "[1e300]", "[-2^31]", "[100000]", "[1/0]"];
    let near: &[&str] = &["[0]", "[-1]", "[0.5]", "[11]", "[25]", "[1.5]", "[-0]"];
    let keys = if large && random.once_in(2) { far } else { near };
    random.pick(keys).to_owned()
}

fn record(random: &mut Random, depth: usize, large: bool) -> String {
    let (longest, depth) = if random.once_in(12) { (40, 1) } else { (6, depth) };
    items(random, longest, |random| {
        format!("{}={}", key(random, large), value(random, depth - 1, large))
    })
}

/// A list with fields, or with a few indices, or of all indices in another order.
fn mixed(random: &mut Random, depth: usize, large: bool) -> String {
    match random.below(3) {
        0 => items(random, 8, |random| {
            let item = value(random, depth - 1, large);
            if random.once_in(3) { format!("{}={item}", key(random, large)) } else { item }
        }),
        1 => items(random, 6, |random| {
            format!("[{}]={}", 1 + random.below(16), value(random, depth - 1, large))
        }),
        _ => {
            let count = random.below(12);
            let mut order: Vec<usize> = (1..=count).collect();
            for n in (1..count).rev() {
                order.swap(n, random.below(n + 1));
            }
            let items: Vec<String> = order
                .iter()
                .map(|n| format!("[{n}]={}", value(random, depth - 1, large)))
                .collect();
            format!("{{{}}}", items.join(","))
        }
    }
}

/// A table that was changed after it was made.
fn changed(random: &mut Random, depth: usize, large: bool) -> String {
    let table = match random.below(3) {
        0 => list(random, depth, large),
        1 => record(random, depth, large),
        _ => mixed(random, depth, large),
    };
    let mut changes = String::new();
    for _ in 0..=random.below(5) {
        let item = value(random, 0, large);
        changes += &match random.below(6) {
            0 => "t[#t] = nil ".to_owned(),
            1 => format!("t[#t + 1] = {item} "),
            2 => format!("t.{} = nil ", random.pick(&["a", "b", "id", "name"])),
            3 => format!("t[{}] = nil ", 1 + random.below(8)),
            4 => format!("t[{}] = {item} ", 1 + random.below(12)),
            _ => format!("t['k{}'] = {item} ", random.below(60)),
        };
    }
    format!("(function() local t = {table} {changes} return t end)()")
}

/// A table that contains itself, or nests `depth` deep.
pub(super) fn deep(random: &mut Random, depth: usize) -> String {
    match random.below(3) {
        0 => "(function() local t = {1} t[2] = t return t end)()".to_owned(),
        1 => "(function() local t = {} t.x = {t} return t end)()".to_owned(),
        _ => {
            let wrap =
                random.pick(&["{t}", "{x = t}", "{1, {t}}", "{[true and 3] = t}", "{t, y = 1}"]);
            format!(
                "(function() local t = {{1}} for i = 1, {depth} do t = {wrap} end return t end)()"
            )
        }
    }
}
