//! What cjson and cmsgpack write they read again, and MessagePack is what another library makes of the
//! same values, to the byte.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::fmt::Write;
use std::sync::Arc;

use ferrous::lua::compiler::compile_unlimited;
use ferrous::lua::vm::{NoHost, View, Vm};
use ferrous::lua::{self, Sandbox};
use rmpv::Value;

const TREES: u64 = 200;

/// A generator (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ bits >> 31
    }

    fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 33) % limit
    }
}

/// Which values a tree may have.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Those of JSON, numbers of 14 digits at most.
    Json,
    /// Those of MessagePack that Lua writes too.
    Pack,
}

/// A tree without nil, which a table does not hold.
fn tree(random: &mut Random, depth: u64, kind: Kind) -> Value {
    match random.below(if depth == 0 { 8 } else { 14 }) {
        0 | 1 => integer(random, kind),
        2 => float(random, kind),
        3 => Value::Boolean(random.below(2) == 0),
        4..=7 => Value::from(string(random, kind)),
        8..=10 => {
            let len = length(random);
            let depth = if len > 8 { 0 } else { depth - 1 };
            Value::Array((0..len).map(|_| tree(random, depth, kind)).collect())
        }
        _ => {
            let len = length(random);
            let depth = if len > 8 { 0 } else { depth - 1 };
            // An empty table is an empty list.
            let fields = (0..=len).map(|n| {
                (Value::from(format!("{n}{}", string(random, kind))), tree(random, depth, kind))
            });
            Value::Map(fields.collect())
        }
    }
}

fn length(random: &mut Random) -> u64 {
    match random.below(20) {
        0 => random.below(300),
        1 => 15 + random.below(3),
        _ => random.below(5),
    }
}

fn integer(random: &mut Random, kind: Kind) -> Value {
    let bits = random.below(if kind == Kind::Json { 46 } else { 53 });
    let n = (random.next() >> 11 & ((1 << bits) - 1)).cast_signed();
    Value::from(if random.below(2) == 0 { n } else { -n })
}

/// A number that is no integer. Natively as short as it goes without a loss.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "wanted")]
fn float(random: &mut Random, kind: Kind) -> Value {
    let n = random.below(1 << 20) as f64 + 0.5;
    match (kind, random.below(2)) {
        (Kind::Json, _) => Value::F64(n / 1000.0),
        (Kind::Pack, 0) => Value::F32(n as f32),
        (Kind::Pack, _) => Value::F64(n / 1000.0 + 1e-12),
    }
}

fn string(random: &mut Random, kind: Kind) -> String {
    let len = match random.below(30) {
        0 if kind == Kind::Pack => 65_530 + random.below(12),
        1 | 2 => 250 + random.below(10),
        3 | 4 => 29 + random.below(6),
        _ => random.below(9),
    };
    let letters =
        ["a", "Z", "0", " ", "\"", "\\", "/", "\n", "\t", "\0", "\u{1}", "\u{7f}", "é", "€", "😀"];
    (0..len).map(|_| letters[usize::try_from(random.below(15)).unwrap()]).collect()
}

/// The tree as an expression of Lua.
fn expression(value: &Value, out: &mut String) {
    match value {
        Value::Boolean(b) => write!(out, "{b}").unwrap(),
        Value::Integer(n) => write!(out, "{n}").unwrap(),
        Value::F32(n) => write!(out, "{:.30}", f64::from(*n)).unwrap(),
        Value::F64(n) => write!(out, "{n:e}").unwrap(),
        Value::String(text) => literal(text.as_bytes(), out),
        Value::Array(items) => {
            out.push('{');
            for item in items {
                expression(item, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Map(fields) => {
            out.push('{');
            for (key, value) in fields {
                out.push('[');
                expression(key, out);
                out.push_str("]=");
                expression(value, out);
                out.push(',');
            }
            out.push('}');
        }
        other => panic!("{other:?}"),
    }
}

fn literal(bytes: &[u8], out: &mut String) {
    out.push('"');
    for byte in bytes {
        write!(out, "\\{byte:03}").unwrap();
    }
    out.push('"');
}

/// Equality of values whatever the order of their fields.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            let find = |key: &Value| b.iter().find(|(other, _)| other == key);
            a.len() == b.len()
                && a.iter()
                    .all(|(key, value)| find(key).is_some_and(|(_, found)| same(value, found)))
        }
        _ => a == b,
    }
}

const SAME: &str = "local function same(a, b) \
    if type(a) ~= 'table' or type(b) ~= 'table' then return a == b and type(a) == type(b) end \
    for k, v in pairs(a) do if not same(v, b[k]) then return false end end \
    for k in pairs(b) do if a[k] == nil then return false end end return true end ";

fn new_vm() -> Vm {
    let mut vm = lua::new_vm(Box::new(NoHost), Sandbox::Redis).unwrap();
    lua::freeze(&mut vm);
    vm
}

/// Runs a script that returns a string; its bytes.
fn run(vm: &mut Vm, script: &str) -> Vec<u8> {
    let module = compile_unlimited(script.as_bytes(), b"@user_script").unwrap();
    let module = vm.load(Arc::new(module)).unwrap();
    vm.begin(1 << 30);
    let bytes = match vm.call(module).unwrap().get(0) {
        View::String(bytes) => bytes.to_vec(),
        _ => panic!("no string: {script}"),
    };
    vm.end();
    vm.unload(module);
    bytes
}

#[test]
fn json_is_read_as_it_was_written() {
    let mut vm = new_vm();
    for seed in 0..TREES {
        let value = tree(&mut Random(seed), 4, Kind::Json);
        let mut text = String::new();
        expression(&value, &mut text);
        let script = format!(
            "{SAME} local x = {{{text}}} \
             return tostring(same(x, cjson.decode(cjson.encode(x))))"
        );
        assert_eq!(run(&mut vm, &script), b"true", "seed {seed}: {text}");
    }
}

#[test]
fn message_pack_is_what_another_library_writes() {
    let mut vm = new_vm();
    for seed in 0..TREES {
        let value = tree(&mut Random(seed), 4, Kind::Pack);
        let mut text = String::new();
        expression(&value, &mut text);
        let bytes = run(&mut vm, &format!("return cmsgpack.pack({text})"));
        let mut rest = bytes.as_slice();
        let read = rmpv::decode::read_value(&mut rest).unwrap();
        assert!(rest.is_empty() && same(&value, &read), "seed {seed}: {value:?} became {read:?}");
        // In the order in which the fields were written, the other library writes the same bytes.
        let mut again = Vec::new();
        rmpv::encode::write_value(&mut again, &read).unwrap();
        assert_eq!(
            bytes.escape_ascii().to_string(),
            again.escape_ascii().to_string(),
            "seed {seed}"
        );
    }
}

#[test]
fn message_pack_of_another_library_is_read() {
    let mut vm = new_vm();
    for seed in TREES..2 * TREES {
        let value = tree(&mut Random(seed), 4, Kind::Pack);
        let (mut text, mut data) = (String::new(), String::new());
        expression(&value, &mut text);
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &value).unwrap();
        literal(&bytes, &mut data);
        let script = format!(
            "{SAME} local x, y = {text}, cmsgpack.unpack({data}) \
             return tostring(same(x, y)) .. tostring(same(x, cmsgpack.unpack(cmsgpack.pack(y))))"
        );
        assert_eq!(run(&mut vm, &script), b"truetrue", "seed {seed}: {text}");
    }
}

#[test]
fn lengths_and_integers_at_the_borders_of_their_forms_are_packed_alike() {
    let mut vm = new_vm();
    let mut values: Vec<Value> = Vec::new();
    for bits in 0..53 {
        for around in -1..=1 {
            let n = (1i64 << bits) + around;
            values.extend([Value::from(n), Value::from(-n)]);
        }
    }
    for len in [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536] {
        values.push(Value::from("x".repeat(len)));
        values.push(Value::Array(vec![Value::from(7); len]));
    }
    for value in values {
        let (mut text, mut bytes) = (String::new(), Vec::new());
        expression(&value, &mut text);
        rmpv::encode::write_value(&mut bytes, &value).unwrap();
        assert!(run(&mut vm, &format!("return cmsgpack.pack({text})")) == bytes, "{value:?}");
    }
}
