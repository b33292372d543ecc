//! Handlers chain by jumps: the release build's machine code says so, and a run that would overflow
//! a small stack otherwise gets through.
//!
//! Handlers end in a call of the next one, which the optimiser turns into a jump (`vm/dispatch.rs`).
//! What is read is the optimised program, built here when these tests run unoptimised.
#![cfg(not(feature = "portable-dispatch"))]
#![expect(clippy::unwrap_used, reason = "what is missing fails the test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use ferrous::lua::compiler::compile_unlimited;
use ferrous::lua::vm::{NoHost, View};
use ferrous::lua::{self, Sandbox};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const LINKS: &str = "<ferrous::lua::vm::dispatch::links::";

/// Handlers after which the driver always decides. The linker may fold those that are alike.
const WITHOUT_JUMP: [&str; 4] = ["set_global", "for_prep", "goto_page", "no_instruction"];

/// Handlers that save registers and restore them before the jump, because they call an outlined
/// function or need more registers than are free. All others must do without.
const SAVE_REGISTERS: &str = "\
    call call_adjusted call_leaf call_object call_vararg call_wrapped closure compare concat \
    coroutine_resume coroutine_yield eq eq_any eq_k eq_k_any for_prep get_field get_field_chain \
    get_global_chain get_inherited get_int_node get_item_first get_item_int_first get_method \
    get_table_node ipairs len len_any load_nil math_abs math_ceil math_floor math_max math_min \
    math_sqrt mod_ mod_any mod_kr mod_kr_any mod_rk mod_rk_any ne ne_any ne_k ne_k_any new_cell \
    new_table operate pairs pass_item pass_item_int pcall pow pow_kr pow_rk return_ return_elsewhere \
    select self_class self_own self_string set_field set_field_chain set_field_k_chain set_int \
    set_int_node set_list set_table set_table_k set_table_k_node set_table_node string_byte \
    string_len string_sub t_for_call t_for_loop t_for_next t_for_node t_for_wrapped table_insert \
    tail_call to_number to_string type_of vararg xpcall";

/// What a handler's machine code holds.
#[derive(Debug, Default)]
struct Code {
    jumps: usize,
    table_calls: usize,
    pushes: usize,
    panics: usize,
}

/// The optimised program.
fn program() -> PathBuf {
    let built = Path::new(env!("CARGO_BIN_EXE_ferrous"));
    if !cfg!(debug_assertions) {
        return built.to_owned();
    }
    let target = built.parent().unwrap().parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--release", "--bin", "ferrous", "--target-dir"]).arg(target);
    let status = cargo.current_dir(ROOT).status().unwrap();
    assert!(status.success(), "the release build failed");
    target.join("release/ferrous")
}

fn disassembly(file: &Path) -> String {
    let mut objdump = Command::new("objdump");
    objdump.args(["-d", "-C", "--no-show-raw-insn"]).arg(file);
    let output = objdump.output().expect("objdump of binutils is needed");
    assert!(output.status.success(), "objdump {}", file.display());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn read(line: &str, code: &mut Code) {
    let Some((_, instruction)) = line.split_once(":\t") else { return };
    let (name, operands) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    let operands = operands.trim();
    // Through a table or a register; a call through the linker's table is a direct call.
    let indirect = operands.starts_with('*') && !operands.contains("(%rip)");
    match name {
        "jmp" if indirect => code.jumps += 1,
        "br" => code.jumps += 1,
        "call" if indirect => code.table_calls += 1,
        "blr" => code.table_calls += 1,
        "push" => code.pushes += 1,
        _ => {}
    }
    code.panics += usize::from(operands.contains("panic"));
}

fn handlers(text: &str) -> BTreeMap<String, Code> {
    let mut handlers = BTreeMap::new();
    for function in text.split("\n\n") {
        let mut lines = function.lines();
        let Some(head) = lines.next() else { continue };
        let Some((_, name)) = head.split_once(LINKS) else { continue };
        let mut code = Code::default();
        lines.for_each(|line| read(line, &mut code));
        handlers.insert(name.trim_end_matches(">:").to_owned(), code);
    }
    handlers
}

/// The handlers that the sources name: one for each opcode and those that handlers hand over to.
fn expected() -> Vec<String> {
    let read = |file: &str| std::fs::read_to_string(Path::new(ROOT).join(file)).unwrap();
    let mut names = vec!["no_instruction".to_owned()];
    let opcodes = read("src/lua/opcode.rs");
    let (_, rows) = opcodes.split_once("$then! {").expect("the table of opcodes");
    for row in rows.split_once("\n        }").unwrap().0.split(";\n") {
        names.extend(row.split_whitespace().nth(1).map(str::to_owned));
    }
    let opcodes = names.len() - 1;
    assert!((50..256).contains(&opcodes), "{opcodes} opcodes");
    for line in read("src/lua/vm/dispatch.rs").lines() {
        if let Some(name) = line.trim().strip_prefix("link!(") {
            let name = name.trim_end_matches(");");
            if !name.starts_with('$') {
                names.push(name.to_owned());
            }
        }
    }
    names
}

#[test]
fn every_handler_ends_in_a_jump() {
    let handlers = handlers(&disassembly(&program()));
    let mut failures = Vec::new();
    let expected = expected();
    for name in &expected {
        let leaves = WITHOUT_JUMP.contains(&name.as_str());
        match handlers.get(name) {
            None if leaves => {}
            None => failures.push(format!("{name}: not in the program")),
            Some(code) => {
                let chained = leaves || code.jumps > 0;
                let may_save = SAVE_REGISTERS.split(' ').any(|saving| saving == name);
                let saves = code.pushes > 0 && !may_save;
                if !chained || saves || code.table_calls + code.panics > 0 {
                    failures.push(format!("{name}: {code:?}"));
                }
            }
        }
    }
    for name in handlers.keys().filter(|name| !expected.contains(name)) {
        failures.push(format!("{name}: not in the sources"));
    }
    println!("{} handlers", handlers.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_hundred_million_instructions_fit_a_small_stack() {
    let (stack, turns) =
        if cfg!(debug_assertions) { (1 << 20, 1_000_000) } else { (64 << 10, 25_000_000) };
    let work = move || {
        // Four instructions a turn.
        let text = format!(
            "local t, n = {{0}}, 0 for i = 1, {turns} do t[1] = i n = n + t[1] % 3 end return n"
        );
        let module = compile_unlimited(text.as_bytes(), b"=loop").unwrap();
        let mut vm = lua::new_vm(Box::new(NoHost), Sandbox::Redis).unwrap();
        lua::freeze(&mut vm);
        let module = vm.load(Arc::new(module)).unwrap();
        vm.begin(1 << 20);
        let results = vm.call(module).unwrap();
        let View::Number(n) = results.get(0) else { panic!("no number") };
        n
    };
    let thread = std::thread::Builder::new().stack_size(stack).spawn(work).unwrap();
    let sum: i32 = (1..=turns).map(|n| n % 3).sum();
    assert_eq!(thread.join().unwrap(), f64::from(sum));
}
