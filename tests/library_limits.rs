//! The libraries within their limits: they nest nowhere on the native stack, believe no length, charge
//! memory before they take it and fuel for all they do.
#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::any::Any;
use std::sync::Arc;

use ferrous::lua::compiler::compile_unlimited;
use ferrous::lua::vm::{Host, View, Vm};
use ferrous::lua::{self, ErrorKind, FUEL_SLICE, LimitKind, Sandbox};

/// Native stack for everything the engine does.
const STACK: usize = if cfg!(debug_assertions) { 1 << 20 } else { 256 << 10 };
const PLENTY: usize = 1 << 30;

/// Counts polls, and ends the run at one of them.
#[derive(Default)]
struct Clock {
    polls: u64,
    end_at: Option<u64>,
}

impl Host for Clock {
    fn poll(&mut self) -> Result<(), LimitKind> {
        self.polls += 1;
        if self.end_at.is_some_and(|end| self.polls >= end) {
            Err(LimitKind::Killed)
        } else {
            Ok(())
        }
    }

    fn cpu_seconds(&self) -> f64 {
        0.0
    }
}

fn new_vm() -> Vm {
    let mut vm = lua::new_vm(Box::new(Clock::default()), Sandbox::Redis).unwrap();
    lua::freeze(&mut vm);
    vm
}

fn clock(vm: &mut Vm) -> &mut Clock {
    let host: &mut dyn Any = vm.host();
    host.downcast_mut().unwrap()
}

/// Runs a script; its first result or its error, as text.
fn run(vm: &mut Vm, script: &str, memory: usize) -> String {
    let module = compile_unlimited(script.as_bytes(), b"@user_script").unwrap();
    let module = vm.load(Arc::new(module)).unwrap();
    vm.begin(memory);
    let text = match vm.call(module) {
        Ok(results) => show(results.get(0)),
        Err(error) => match error.kind() {
            ErrorKind::Raised { value, .. } => show(vm.view(*value)),
            other => format!("{other:?}"),
        },
    };
    vm.end();
    vm.unload(module);
    text
}

fn show(value: View<'_>) -> String {
    match value {
        View::Nil => "nil".into(),
        View::Boolean(b) => b.to_string(),
        View::Number(n) => String::from_utf8(lua::number_text(n)).unwrap(),
        View::String(bytes) => bytes.escape_ascii().to_string(),
        View::Table(table) => show(table.get(b"err")),
        View::Other => "other".into(),
    }
}

#[test]
fn what_nests_deeply_ends_in_an_error_and_not_the_stack() {
    let nest = "local function nest(n) local t = {} for i = 1, n do t = {t} end return t end ";
    let cases = [
        // As deep as the setting allows, and one more.
        ("return #cjson.encode(nest(999))", "2000"),
        (
            "return select(2, pcall(cjson.encode, nest(1000)))",
            "Cannot serialise, excessive nesting (1001)",
        ),
        ("local t = cjson.decode(('['):rep(1000) .. (']'):rep(1000)) return #t", "1"),
        (
            "return select(2, pcall(cjson.decode, ('['):rep(1000000)))",
            "Found too many nested data structures (1001) at character 1001",
        ),
        // Without the setting native's stack is the limit.
        (
            "cjson.encode_max_depth(2^31-1) return select(2, pcall(cjson.encode, nest(1000000)))",
            "Cannot serialise, excessive nesting (7998)",
        ),
        (
            "cjson.decode_max_depth(2^31-1) return select(2, pcall(cjson.decode, ('['):rep(1000000)))",
            "Found too many nested data structures (7999) at character 7999",
        ),
        (
            "cjson.decode_max_depth(2^31-1) \
             return select(2, pcall(cjson.decode, ('{\"a\":'):rep(1000000)))",
            "Found too many nested data structures (4000) at character 19996",
        ),
        ("return #cmsgpack.pack(nest(1000000))", "17"),
        (
            "return select(2, pcall(cmsgpack.unpack, ('\\145'):rep(1000000)))",
            "stack overflow (in function mp_decode_to_lua_array)",
        ),
        (
            "return select(2, pcall(cmsgpack.unpack, ('\\129\\1'):rep(1000000)))",
            "stack overflow (too many return values at once; use unpack_one or unpack_limit instead.)",
        ),
    ];
    let work = move || {
        let mut vm = new_vm();
        for (script, expected) in cases {
            assert_eq!(run(&mut vm, &format!("{nest}{script}"), PLENTY), expected, "{script}");
        }
    };
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap();
}

#[test]
fn lengths_that_the_input_claims_take_no_memory() {
    let mut vm = new_vm();
    for data in [
        "\\221\\255\\255\\255\\255",
        "\\223\\255\\255\\255\\255",
        "\\219\\255\\255\\255\\255",
        "\\220\\255\\255",
        "\\222\\255\\255",
        "\\218\\255\\255",
        "\\221\\255\\255\\255\\255\\221\\255\\255\\255\\255\\1",
    ] {
        let script = format!(
            "local before = collectgarbage('count') \
             local ok, text = pcall(cmsgpack.unpack, '{data}') \
             return text .. (collectgarbage('count') - before < 4 and '' or ' took memory')"
        );
        assert_eq!(run(&mut vm, &script, PLENTY), "Missing bytes in input.", "{data}");
    }
}

/// What is prepared, and a call that needs megabytes more.
const HUNGRY: &[(&str, &str)] = &[
    ("s, t = ('x'):rep(1000000), {} for i = 1, 9 do t[i] = s end", "cjson.encode(t)"),
    ("s = ('\\1'):rep(1000000)", "cjson.encode(s)"),
    ("s = '[' .. ('{},'):rep(50000) .. '1]'", "cjson.decode(s)"),
    ("s = '[' .. ('1,'):rep(200000) .. '1]'", "cjson.decode(s)"),
    (
        "s, t = '\"' .. ('\\\\n'):rep(500000) .. '\"', {}",
        "(function() for i = 1, 9 do t[i] = cjson.decode(s) end end)()",
    ),
    ("s, t = ('x'):rep(1000000), {} for i = 1, 9 do t[i] = s end", "cmsgpack.pack(t)"),
    ("s = ('x'):rep(1000000)", "cmsgpack.pack(s, s, s, {s, s}, {x = s})"),
    ("s = '\\221\\0\\0\\195\\80' .. ('\\144'):rep(50000)", "cmsgpack.unpack(s)"),
    ("s = '\\221\\0\\3\\13\\64' .. ('\\1'):rep(200000)", "cmsgpack.unpack(s)"),
    ("s = ('x'):rep(1000000)", "struct.pack('c0c0ssc1000000', s, s, s, s, s)"),
];

#[test]
fn memory_that_runs_out_is_an_error_and_the_machine_goes_on() {
    const STEP: usize = 400 << 10;
    let mut vm = new_vm();
    for (prepare, call) in HUNGRY {
        let script = format!(
            "local s, t {prepare} local ok, e = pcall(function() return {call} end) \
             if ok then return 'enough' end s, t = nil \
             return e .. cjson.encode(cjson.decode('[1]')) .. cmsgpack.unpack(cmsgpack.pack(7))"
        );
        // With less, preparing fails; with more, nothing does.
        let outcomes: Vec<String> = (1..100)
            .map(|steps| run(&mut vm, &script, steps * STEP))
            .take_while(|outcome| outcome != "enough")
            .collect();
        assert!(outcomes.len() < 99, "{call} never succeeds");
        let refused = |outcome: &&String| *outcome == "not enough memory[1]7";
        let count = outcomes.iter().filter(refused).count();
        assert!(count > 0, "{prepare}: {call} was refused {count} times: {outcomes:?}");
    }
    let count = "collectgarbage() return collectgarbage('count')";
    let before = run(&mut new_vm(), count, PLENTY).parse::<f64>().unwrap();
    let after = run(&mut vm, count, PLENTY).parse::<f64>().unwrap();
    assert!((after - before).abs() < 64.0, "{before} KB at first, {after} KB now");
}

/// Calls with long work, each one call of a library, and the polls that are made of it at least: one
/// for so many elements, one at all for bytes that are searched or copied at once.
const LONG: &[(&str, u64)] = &[
    ("cjson.decode('[' .. ('1,'):rep(300000) .. '1]')", MANY),
    ("cjson.decode('{' .. ('\"a\":1,'):rep(300000) .. '\"a\":1}')", MANY),
    ("cjson.decode('\"' .. ('\\\\n'):rep(300000) .. '\"')", MANY),
    ("cjson.encode(numbers)", MANY),
    ("cjson.encode({x = numbers})", MANY),
    ("cjson.encode(fields)", MANY),
    ("cjson.encode(('\"'):rep(300000))", MANY),
    ("cmsgpack.pack(numbers)", MANY),
    ("cmsgpack.pack(fields)", MANY),
    ("cmsgpack.unpack('\\221\\0\\4\\147\\224' .. ('\\1'):rep(300000))", MANY),
    ("struct.size(('i'):rep(300000))", MANY),
    ("struct.pack(('x'):rep(300000))", MANY),
    ("struct.unpack(('x'):rep(300000), text)", MANY),
    ("cjson.decode('\"' .. text .. '\"')", 1),
    ("cjson.decode((' '):rep(4000000) .. '1')", 1),
    ("cjson.decode(('1'):rep(4000000))", 1),
    ("cjson.encode(text)", 1),
    ("cjson.encode_keep_buffer(text)", 1),
    ("cmsgpack.pack(text)", 1),
    ("cmsgpack.unpack('\\219\\0\\61\\9\\0' .. text)", 1),
    ("struct.pack('s', text)", 1),
    ("struct.unpack('s', text)", 1),
    ("struct.unpack('c4000000', text)", 1),
    ("struct.size('c' .. ('0'):rep(4000000) .. '1')", 1),
    ("struct.size('!' .. ('0'):rep(4000000) .. '1')", 1),
    ("string.find('x', text)", 1),
    ("string.format('%s%d', text)", 1),
    ("string.format(text .. '%d')", 1),
    ("string.gsub(text, '^y', '')", 1),
    ("string.gsub(text, '^y', {})", 1),
    ("string.gsub(text, '.*', function() end)", 1),
    ("string.gsub('x', 'x', function() return text end)", 1),
    ("string.gsub(('x'):rep(100000), '.*', ('%0'):rep(40))", 1),
    ("assert(false, text)", 1),
    ("error(text)", 1),
    ("loadstring('', text)", 1),
];
const MANY: u64 = 300_000 / FUEL_SLICE as u64;

#[test]
fn every_loop_spends_fuel_and_can_be_ended() {
    let mut vm = new_vm();
    for (call, least) in LONG {
        let (function, arguments) = call.split_once('(').unwrap();
        let script = |function: &str| {
            format!(
                "local text, numbers, fields = ('x'):rep(4000000), {{}}, {{}} \
                 for i = 1, 300000 do numbers[i] = 1 fields[-i] = 1 end \
                 local function nothing() end \
                 pcall({function}, {arguments} return 'done'"
            )
        };
        let mut polls = |script: String| {
            clock(&mut vm).polls = 0;
            assert_eq!(run(&mut vm, &script, PLENTY), "done", "{call}");
            clock(&mut vm).polls
        };
        // The same without the work, but with its arguments.
        let before = polls(script("nothing"));
        let with = polls(script(function));
        assert!(with >= before + least, "{call}: {before} polls became {with}, not {least} more");
        // Ended in the middle of it.
        *clock(&mut vm) = Clock { polls: 0, end_at: Some(before + least.div_ceil(2)) };
        let ended = run(&mut vm, &script(function), PLENTY);
        *clock(&mut vm) = Clock::default();
        assert_eq!(ended, "Limit(Killed)", "{call}");
    }
}
