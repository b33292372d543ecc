//! Depth: what nests deeply in a script nests nowhere on the native stack.
//!
//! Every case runs on a thread of 256 KiB, natively the least a module may count on.

#![expect(clippy::unwrap_used, reason = "these are tests")]

use std::sync::Arc;

use ferrous::lua::compiler::{CompileFailure, compile_unlimited};
use ferrous::lua::vm::{NoHost, View};
use ferrous::lua::{self, ErrorKind, Sandbox};

/// Native stack for everything the engine does.
const STACK: usize = if cfg!(debug_assertions) { 1 << 20 } else { 256 << 10 };

/// Runs a script on a small stack; its first result, or the error, as text.
fn run(script: String) -> String {
    let work = move || {
        let module = match compile_unlimited(script.as_bytes(), b"@user_script") {
            Ok(module) => module,
            Err(CompileFailure::Syntax(text)) => {
                return String::from_utf8_lossy(&text).into_owned();
            }
            Err(other) => return format!("{other:?}"),
        };
        let mut vm = lua::new_vm(Box::new(NoHost), Sandbox::Redis).unwrap();
        lua::freeze(&mut vm);
        let module = vm.load(Arc::new(module)).unwrap();
        vm.begin(1 << 30);
        let text = match vm.call(module) {
            Ok(results) => show(results.get(0)),
            Err(error) => match error.kind() {
                ErrorKind::Raised { value, .. } => show(vm.view(*value)),
                other => format!("{other:?}"),
            },
        };
        vm.end();
        text
    };
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

fn show(value: View<'_>) -> String {
    match value {
        View::Nil => "nil".into(),
        View::Boolean(b) => b.to_string(),
        View::Number(n) => String::from_utf8(lua::number_text(n)).unwrap(),
        View::String(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        View::Table(table) => show(table.get(b"err")),
        View::Other => "function".into(),
    }
}

#[test]
fn a_hundred_thousand_nested_calls_overflow_the_lua_stack() {
    let script =
        "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(100000)";
    assert_eq!(run(script.into()), "user_script:1: stack overflow");
}

#[test]
fn recursion_sixteen_thousand_deep_runs_with_few_and_with_many_registers() {
    for locals in [8, 195] {
        let names: Vec<String> = (0..locals).map(|n| format!("v{n}")).collect();
        let script = format!(
            "local function f(n) local {} = n if n == 0 then return 0 end \
             return 1 + f(n - 1) + (v0 - n) end return f(16000)",
            names.join(", ")
        );
        assert_eq!(run(script), "16000", "{locals} locals");
    }
}

#[test]
fn the_stack_is_usable_after_an_overflow() {
    let script = "local function f() return 1 + f() end \
        for i = 1, 3 do local ok, e = pcall(f) assert(not ok and e:find('stack overflow')) end \
        local function g(n) if n == 0 then return 'ok' end return (g(n - 1)) end return g(15000)";
    assert_eq!(run(script.into()), "ok");
}

#[test]
fn a_chain_of_a_hundred_thousand_fields_compiles_and_runs() {
    let script = format!("local a = {{}} a.b = a return a{} == a", ".b".repeat(100_000));
    assert_eq!(run(script), "true");
}

#[test]
fn long_chains_of_calls_operators_and_branches_compile_and_run() {
    let calls = format!("local function f() return f_ end return 1{}", " + 1".repeat(100_000));
    assert_eq!(run(calls.replace("f_", "nil")), "100001");
    let chain =
        format!("local f f = function() return f end return f{} == f", "()".repeat(100_000));
    assert_eq!(run(chain), "true");
    let branches: String =
        (0..10_000).map(|n| format!("elseif x == {n} then return {n} ")).collect();
    assert_eq!(run(format!("local x = 9999 if false then {branches} end")), "9999");
}

#[test]
fn a_function_with_seventy_thousand_constants_compiles_and_runs() {
    let items: String = (0..70_000).map(|n| format!("'s{n}',")).collect();
    let script =
        format!("local t = {{{items}}} return #t .. t[1] .. t[35000] .. t[69999] .. t[70000]");
    assert_eq!(run(script), "70000s0s34999s69998s69999");
}

#[test]
fn jumps_between_the_parts_of_a_long_function_arrive() {
    // Loops, conditions and closures that straddle page borders.
    let filler: String = (0..30_000).map(|n| format!("t[{n}.5] = 'v{n}' ")).collect();
    let script = format!(
        "local t, n = {{}}, 0 \
         for i = 1, 3 do if i == 2 then n = n + 10 else {filler} n = n + 1 end end \
         local function f() return n end {filler} \
         return n .. ':' .. f() .. ':' .. t[29999.5]"
    );
    assert_eq!(run(script), "12:12:v29999");
}

#[test]
fn nesting_beyond_natives_limit_is_refused_by_the_compiler() {
    let levels = "user_script:1: chunk has too many syntax levels";
    for (open, middle, close) in [
        ("return ", "(", ")"),
        ("return ", "{", "}"),
        ("return ", "- ", ""),
        ("", "do ", " end"),
        ("return ", "not ", ""),
        ("return ", "1 .. ", ""),
        ("return ", "function() return ", " end"),
        ("", "while true do ", " end"),
        ("", "if x then ", " end"),
    ] {
        let value = if close == " end" && open.is_empty() { "" } else { "1" };
        let script = format!("{open}{}{value}{}", middle.repeat(10_000), close.repeat(10_000));
        assert_eq!(run(script), levels, "{middle}");
    }
}

#[test]
fn natural_nesting_just_below_the_limits_compiles() {
    for (open, middle, close, times) in [
        ("return ", "(", ")", 198),
        ("return #", "{", "}", 196),
        ("return ", "- ", "", 197),
        ("return ", "function() return ", " end", 98),
    ] {
        let script = format!("{open}{}1{}", middle.repeat(times), close.repeat(times));
        let text = run(script);
        assert!(!text.contains("user_script"), "{middle}: {text}");
    }
}

#[test]
fn native_callbacks_nest_to_natives_limit() {
    for (script, depth) in [
        (
            "local n = 0 local function f() n = n + 1 local ok, e = pcall(f) if not ok then error(e, 0) end end \
          pcall(f) return n",
            "198",
        ),
        (
            "local n = 0 local function f() n = n + 1 coroutine.wrap(f)() end pcall(f) return n",
            "199",
        ),
        (
            "local n = 0 local function f(s) n = n + 1 return (string.gsub('a', 'a', f)) end \
          pcall(f) return n",
            "198",
        ),
        (
            "local n, t = 0, {} setmetatable(t, {__index = function(t, k) n = n + 1 return t[k] end}) \
          pcall(function() return t.x end) return n",
            "197",
        ),
        (
            "local n = 0 xpcall(function() error('x') end, function() n = n + 1 error('y') end) return n",
            "221",
        ),
    ] {
        assert_eq!(run(script.into()), depth, "{script}");
    }
}

#[test]
fn a_million_links_deep_structure_is_marked_and_freed() {
    let script = "local list for i = 1, 1000000 do list = {list} end collectgarbage() \
        local n = 0 while list do n = n + 1 list = list[1] end return n";
    assert_eq!(run(script.into()), "1000000");
}

#[test]
fn patterns_over_long_subjects_need_no_native_stack() {
    for (script, answer) in [
        ("return tostring(('x'):rep(300000):find('^(.-)y'))", "nil"),
        ("return ((('x'):rep(300000) .. 'y'):find('^(.*)y'))", "1"),
        ("return (select(2, (('('):rep(200000) .. (')'):rep(200000)):find('%b()')))", "400000"),
        ("return #(('ab'):rep(100000):gsub('(a)(b)', '%2%1'))", "200000"),
        ("return #(('x'):rep(200000):match('(' .. ('x?'):rep(30) .. 'x*)'))", "200000"),
    ] {
        assert_eq!(run(script.into()), answer, "{script}");
    }
}

#[test]
fn libraries_refuse_data_that_nests_too_deeply() {
    let too_many = "user_script:1: Found too many nested data structures (1001) at character";
    for (script, answer) in [
        (
            "local t = {} for i = 1, 10000 do t = {t} end return cjson.encode(t)",
            "user_script:1: Cannot serialise, excessive nesting (1001)".to_owned(),
        ),
        ("return cjson.decode(('['):rep(10000) .. (']'):rep(10000))", format!("{too_many} 1001")),
        (
            "return cjson.decode(('{\"a\":'):rep(10000) .. '1' .. ('}'):rep(10000))",
            format!("{too_many} 5001"),
        ),
        ("local t = {} for i = 1, 10000 do t = {t} end return #cmsgpack.pack(t)", "17".into()),
        (
            "return cmsgpack.unpack(('\\145'):rep(40000) .. '\\1')",
            "user_script:1: stack overflow (in function mp_decode_to_lua_array)".into(),
        ),
    ] {
        let text = run(script.into());
        assert_eq!(text.trim_start_matches("ERR "), answer, "{script}");
    }
}

#[test]
fn metamethods_that_call_themselves_end_in_an_error() {
    let c_stack = "user_script:1: C stack overflow";
    for (script, answer) in [
        (
            "local t = setmetatable({}, {__tostring = function(t) return tostring(t) end}) return tostring(t)",
            "C stack overflow",
        ),
        (
            "local t = setmetatable({}, {__concat = function(a, b) return a .. b end}) return t .. t",
            c_stack,
        ),
        (
            "local mt = {} mt.__lt = function(a, b) return a < b end return setmetatable({}, mt) < setmetatable({}, mt)",
            c_stack,
        ),
        (
            "local mt = {} mt.__eq = function(a, b) return a == b end return setmetatable({}, mt) == setmetatable({}, mt)",
            c_stack,
        ),
        (
            "local t = setmetatable({}, {__newindex = function(t, k, v) t[k] = v end}) t.x = 1",
            c_stack,
        ),
        (
            "local t = setmetatable({}, {__call = function(s, n) return 1 + s(n + 1) end}) return 1 + t(1)",
            "user_script:1: stack overflow",
        ),
        (
            "local t = {} for i = 1, 1000 do t = setmetatable({}, {__index = t}) end return t.x",
            "user_script:1: loop in gettable",
        ),
        (
            "local t = {} for i = 1, 1000 do t = setmetatable({}, {__newindex = t}) end t.x = 1",
            "user_script:1: loop in settable",
        ),
        (
            "local function f() table.sort({1, 2, 3}, function(a, b) f() return a < b end) end f()",
            "C stack overflow",
        ),
        ("local function f() table.foreach({1}, f) end f()", "C stack overflow"),
        (
            "local n = 0 local function f() n = n + 1 return coroutine.resume(coroutine.create(f)) end f() return n",
            "200",
        ),
    ] {
        assert_eq!(run(script.into()), answer, "{script}");
    }
}

#[test]
fn long_chains_of_every_kind_of_object_are_marked_and_freed() {
    for (script, answer) in [
        (
            "local f for i = 1, 500000 do local g = f f = function() return g end end \
             collectgarbage() local n = 0 while f do f = f() n = n + 1 end return n",
            "500000",
        ),
        (
            "local c for i = 1, 50000 do local d = c \
             c = coroutine.wrap(function() coroutine.yield() return d end) c() end \
             collectgarbage() local n = 0 while c do c = c() n = n + 1 end return n",
            "50000",
        ),
        (
            "local t for i = 1, 300000 do t = setmetatable({}, t or {}) end \
             collectgarbage() local n = 0 while t do t = getmetatable(t) n = n + 1 end return n",
            "300001",
        ),
    ] {
        assert_eq!(run(script.into()), answer, "{script}");
    }
}
