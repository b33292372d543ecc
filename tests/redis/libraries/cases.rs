//! Cases: a chunk of Lua and the data it gets as its argument.

use super::expressions::{argument, deep, literal, number, string, value};
use super::json::Texts;
use super::message_pack;
use super::random::Random;

/// A chunk of Lua that calls a library, and its argument.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) chunk: String,
    pub(super) data: Vec<u8>,
    /// It changes no settings, which natively stay for the scripts after it.
    pub(super) pure: bool,
}

/// Appends the cases that `random` leads to: one, or all prefixes of one.
pub(super) fn add(random: &mut Random, cases: &mut Vec<Case>) {
    match random.below(100) {
        0..=24 => decode(random, cases),
        25..=44 => cases.push(encode(random)),
        45..=49 => cases.push(settings(random)),
        50..=64 => unpack(random, cases),
        65..=76 => cases.push(pack(random)),
        77..=90 => structs(random, cases),
        _ => cases.push(bits(random)),
    }
}

fn case(chunk: impl Into<String>, data: impl Into<Vec<u8>>) -> Case {
    Case { chunk: chunk.into(), data: data.into(), pure: true }
}

/// A case for the data and, now and then, cases for all that is left of it when it is cut off.
fn with_prefixes(random: &mut Random, whole: Case, cases: &mut Vec<Case>) {
    if whole.data.len() < 80 && random.once_in(40) {
        for end in 0..whole.data.len() {
            cases.push(Case { data: whole.data[..end].to_vec(), ..whole.clone() });
        }
    }
    cases.push(whole);
}

/// The library or an instance of it, with or without other settings.
fn library(random: &mut Random, names: &[&str]) -> (String, bool) {
    let make = if random.once_in(6) { "local j = cjson.new() " } else { "local j = cjson " };
    if random.below(4) > 0 {
        return (make.to_owned(), true);
    }
    let name = random.pick(names);
    let value = match name {
        "decode_invalid_numbers" | "encode_invalid_numbers" | "encode_keep_buffer" => {
            random.pick(&["true", "false", "'on'", "'off'"]).to_owned()
        }
        "encode_sparse_array" => format!(
            "{}, {}, {}",
            random.pick(&["true", "false", "nil"]),
            random.pick(&["0", "1", "2", "3", "2^31-1", "2^30"]),
            random.pick(&["0", "1", "5", "10", "30"])
        ),
        _ => (1 + random.below(14)).to_string(),
    };
    let null = name == "encode_invalid_numbers" && random.once_in(2);
    let value = if null { "'null'".to_owned() } else { value };
    (format!("{make}j.{name}({value}) "), false)
}

fn decode(random: &mut Random, cases: &mut Vec<Case>) {
    let odd = random.pick(&[0, 0, 0, 12, 30, 60]);
    let mut texts = Texts { random, odd };
    let mut data = if texts.random.once_in(60) {
        let depth = texts.random.pick(&[5, 20, 999, 1000, 1001, 1005]);
        texts.nested(depth)
    } else {
        texts.text()
    };
    if texts.random.once_in(4) {
        texts.mutate(&mut data);
    }
    let (setup, pure) = library(random, &["decode_max_depth", "decode_invalid_numbers"]);
    // Natively `nan(12)` is a NaN with bits of its own, of which we keep none.
    let nan = data.windows(4).any(|word| word.eq_ignore_ascii_case(b"nan("));
    let call = match random.below(12) {
        0 => "return j.encode(j.decode(data))",
        1 if !nan => "return cmsgpack.pack(j.decode(data))",
        2 => "return j.decode(tonumber(data) or data)",
        3 => "return j.decode(data, nil)",
        4 => {
            "local v = j.decode(data) if type(v) == 'table' then v.later = 1 v[#v + 1] = 2 end return v"
        }
        _ => "return j.decode(data)",
    };
    let whole = Case { pure, ..case(setup + call, data) };
    with_prefixes(random, whole, cases);
}

fn encode(random: &mut Random) -> Case {
    let names = [
        "encode_max_depth",
        "encode_number_precision",
        "encode_invalid_numbers",
        "encode_sparse_array",
        "encode_sparse_array",
        "encode_keep_buffer",
    ];
    let (setup, pure) = library(random, &names);
    // Other rules for sparse lists would write them out.
    let large = pure;
    let depth = random.below(5);
    let value = if random.once_in(40) {
        let depth = random.pick(&[14, 333, 998, 999, 1000, 1001, 3000]);
        deep(random, depth)
    } else {
        value(random, depth, large)
    };
    let call = match random.below(14) {
        0 => format!("return j.decode(j.encode({value}))"),
        1 => format!("return j.encode({value}, nil)"),
        2 => format!("return j.encode(setmetatable({{{value}}}, {{__index = {{9}}}}))"),
        _ => format!("return j.encode({value})"),
    };
    Case { pure, ..case(setup + &call, "") }
}

fn settings(random: &mut Random) -> Case {
    let mut chunk = String::from(random.pick(&["local j = cjson ", "local j = cjson.new() "]));
    let count = 1 + random.below(3);
    let mut calls = Vec::new();
    for _ in 0..count {
        let name = random.pick(&[
            "encode_sparse_array",
            "encode_max_depth",
            "decode_max_depth",
            "encode_number_precision",
            "encode_keep_buffer",
            "encode_invalid_numbers",
            "decode_invalid_numbers",
            "new",
        ]);
        let words =
            ["'on'", "'off'", "'null'", "'maybe'", "true", "false", "nil", "0", "14", "15", "{}"];
        let args: Vec<String> =
            (0..random.below(5))
                .map(|_| {
                    if random.once_in(3) {
                        argument(random)
                    } else {
                        random.pick(&words).to_owned()
                    }
                })
                .collect();
        calls.push(format!("{{pcall(j.{name}, {})}}", args.join(", ")).replace(", )", ")"));
    }
    chunk += &format!("local done = {{{}}} ", calls.join(", "));
    chunk += "return done, j.encode_sparse_array(), j.encode_max_depth(), j.decode_max_depth(), \
        j.encode_number_precision(), j.encode_keep_buffer(), j.encode_invalid_numbers(), \
        j.decode_invalid_numbers()";
    Case { pure: false, ..case(chunk, "") }
}

fn unpack(random: &mut Random, cases: &mut Vec<Case>) {
    if random.once_in(10) {
        return cases.push(repack(random));
    }
    let odd = random.pick(&[0, 0, 0, 10, 40]);
    let mut data = Vec::new();
    if random.once_in(60) {
        let depth = random.pick(&[5, 20, 2000, 3990, 4000, 8000]);
        data = message_pack::nested(random, depth);
    } else {
        let count = random.pick(&[0, 1, 1, 1, 1, 2, 3, 9]);
        message_pack::values(random, &mut data, count, odd);
    }
    if random.once_in(4) {
        message_pack::mutate(random, &mut data);
    }
    let chunk = match random.below(10) {
        0 => format!("return cmsgpack.unpack_one(data, {})", place(random)),
        1 => "return cmsgpack.unpack_one(data)".to_owned(),
        2 => format!("return cmsgpack.unpack_limit(data, {}, {})", place(random), place(random)),
        3 => format!("return cmsgpack.unpack_limit(data, {})", place(random)),
        5 => "local n, out = 0, {} while n >= 0 and #out < 50 do local v \
              n, v = cmsgpack.unpack_one(data, n) out[#out + 1] = v == nil and 'nil' or v \
              end return out"
            .to_owned(),
        _ => "return cmsgpack.unpack(data)".to_owned(),
    };
    let whole = case(chunk, data);
    with_prefixes(random, whole, cases);
}

/// Packs what was unpacked. No floats: of a NaN we keep the sign alone, natively all bits are kept.
fn repack(random: &mut Random) -> Case {
    let mut data = Vec::new();
    message_pack::values(random, &mut data, 1, 0);
    // A tag of an integer as wide.
    for byte in data.iter_mut().filter(|byte| matches!(byte, 0xCA | 0xCB)) {
        *byte += 4;
    }
    case("return cmsgpack.pack(cmsgpack.unpack(data))", data)
}

/// A limit or an offset.
fn place(random: &mut Random) -> String {
    match random.below(6) {
        0 => argument(random),
        1 => "#data".to_owned(),
        _ => random.below(6).to_string(),
    }
}

fn pack(random: &mut Random) -> Case {
    let count = random.pick(&[0, 1, 1, 1, 1, 1, 2, 3]);
    let values: Vec<String> = (0..count)
        .map(|_| {
            let depth = random.below(5);
            if random.once_in(40) {
                let depth = random.pick(&[14, 15, 16, 17, 18, 100]);
                deep(random, depth)
            } else {
                value(random, depth, true)
            }
        })
        .collect();
    let packed = format!("cmsgpack.pack({})", values.join(", "));
    if random.once_in(5) {
        return case(format!("return cmsgpack.unpack({packed})"), "");
    }
    case(format!("return {packed}"), "")
}

/// A format of struct; it may be wrong.
fn format(random: &mut Random) -> String {
    let mut format = String::new();
    for _ in 0..random.below(8) {
        let letter = random.pick(b"bBhHlLTiIiIfdscc><! xx!");
        format.push(char::from(letter));
        match letter {
            b'i' | b'I' if random.once_in(2) => {
                format += random.pick(&["1", "2", "3", "4", "5", "7", "8", "9", "12", "16", "32"]);
            }
            b'c' if random.below(3) > 0 => format += random.pick(&["0", "1", "2", "5", "8"]),
            b'!' if random.below(3) > 0 => format += random.pick(&["1", "2", "4", "8", "16"]),
            _ => {}
        }
        if random.once_in(40) {
            let odd = [
                "z",
                "33",
                "0",
                "2147483648",
                "99999999999999999999",
                "!3",
                "!0",
                "@",
                "\\0",
                "%",
                "é",
            ];
            format += random.pick(&odd);
        }
    }
    format
}

fn structs(random: &mut Random, cases: &mut Vec<Case>) {
    let format = format(random);
    if random.once_in(8) {
        return cases.push(case(format!("return struct.size('{format}')"), ""));
    }
    // Arguments that fit, mostly.
    let mut args = Vec::new();
    let mut data = Vec::new();
    for letter in format.bytes() {
        match letter {
            b's' | b'c' if random.below(12) > 0 => args.push(string(random)),
            letter if letter.is_ascii_alphabetic() && letter != b'x' => {
                args.push(if random.once_in(2) { number(random) } else { argument(random) });
            }
            _ => {}
        }
        let width = random.below(10);
        data.extend((0..width).map(|_| if random.once_in(4) { 0 } else { random.byte() }));
    }
    if random.once_in(10) {
        args.pop();
    }
    match random.below(3) {
        0 => {
            let args: String = args.iter().map(|arg| format!(", {arg}")).collect();
            cases.push(case(format!("return struct.pack('{format}'{args})"), ""));
        }
        1 => {
            let args: String = args.iter().map(|arg| format!(", {arg}")).collect();
            let chunk = format!("return struct.unpack('{format}', struct.pack('{format}'{args}))");
            cases.push(case(chunk, ""));
        }
        _ => {
            let position =
                if random.once_in(3) { format!(", {}", place(random)) } else { String::new() };
            let chunk = format!("return struct.unpack('{format}', data{position})");
            with_prefixes(random, case(chunk, data), cases);
        }
    }
}

fn bits(random: &mut Random) -> Case {
    let name = random.pick(&[
        "tobit", "bnot", "band", "bor", "bxor", "lshift", "rshift", "arshift", "rol", "ror",
        "bswap", "tohex",
    ]);
    let count = random.pick(&[0, 1, 1, 2, 2, 2, 2, 3, 5]);
    let args: Vec<String> = (0..count).map(|_| argument(random)).collect();
    if random.once_in(6) {
        let text = literal(random.pick(&["7", "0x10", "-1", "1e3", "x", ""]).as_bytes());
        return case(format!("return bit.{name}({text}, {})", number(random)), "");
    }
    case(format!("return bit.{name}({})", args.join(", ")), "")
}
