//! The engine at a terminal: run, check or list a Lua file without a server.
//!
//! Here alone `print` exists and globals may be set. What a chunk returns is printed, tabs between.
//!
//! May import the library's language side.

use std::any::Any;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use std::sync::Arc;

use ferrous::lua::compiler::{CompileFailure, compile_unlimited};
use ferrous::lua::vm::native::{self, Arguments, Call, Continuation, Flow, Then};
use ferrous::lua::vm::{Host, View, Vm};
use ferrous::lua::{
    CompiledModule, Error, ErrorKind, LimitKind, Sandbox, Value, add_library, new_vm,
};

const USAGE: &str = "usage: ferrous run FILE [KEY...] [, ARG...]   run a Lua file
       ferrous check FILE                    compile it
       ferrous dis FILE                      list its bytecode";

/// A host without limits.
struct Terminal {
    out: BufWriter<io::Stdout>,
}

impl Host for Terminal {
    fn poll(&mut self) -> Result<(), LimitKind> {
        Ok(())
    }

    fn cpu_seconds(&self) -> f64 {
        cpu_seconds()
    }
}

/// Processor time from the kernel's accounts of this process: fields 14 and 15 of `stat`, in
/// hundredths of a second.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        ["run", file, rest @ ..] => run(file, rest),
        ["check", file] => compile_file(file).map(|_| ()),
        ["dis", file] => compile_file(file).and_then(|module| {
            write!(io::stdout(), "{}", module.listing()).map_err(|error| error.to_string())
        }),
        _ => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}

fn compile_file(file: &str) -> Result<CompiledModule, String> {
    let text = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    compile_unlimited(&text, format!("@{file}").as_bytes()).map_err(|failure| match failure {
        CompileFailure::Syntax(text) => String::from_utf8_lossy(&text).into_owned(),
        other => format!("{other:?}"),
    })
}

fn run(file: &str, rest: &[&str]) -> Result<(), String> {
    let module = compile_file(file)?;
    let host = Terminal { out: BufWriter::new(io::stdout()) };
    let failed = |error: Error| format!("{:?}", error.kind());
    let mut vm = new_vm(Box::new(host), Sandbox::None).map_err(failed)?;
    let print = native::full("print", print);
    add_library(&mut vm, None, &[print], &[]).map_err(failed)?;
    let (keys, args) = match rest.iter().position(|arg| *arg == ",") {
        Some(comma) => (&rest[..comma], &rest[comma + 1..]),
        None => (rest, &[][..]),
    };
    let module = vm.load(Arc::new(module)).map_err(failed)?;
    vm.begin(usize::MAX);
    for (name, list) in [("KEYS", keys), ("ARGV", args)] {
        let items = list.iter().map(|item| item.as_bytes());
        vm.set_run_list(name.as_bytes(), items).map_err(failed)?;
    }
    let outcome = match vm.call(module) {
        Ok(results) => {
            let texts: Vec<Vec<u8>> = (0..results.len()).map(|n| text(results.get(n))).collect();
            Ok(texts.join(&b'\t'))
        }
        Err(error) => Err(message(&vm, &error)),
    };
    let host: &mut dyn Any = vm.host();
    let out = host.downcast_mut::<Terminal>().map(|terminal| &mut terminal.out);
    let Some(out) = out else { return Err("the terminal is gone".into()) };
    let written = match &outcome {
        Ok(line) if !line.is_empty() => out.write_all(line).and_then(|()| out.write_all(b"\n")),
        _ => Ok(()),
    };
    written.and_then(|()| out.flush()).map_err(|error| error.to_string())?;
    outcome.map(|_| ())
}

/// A value as it is printed at the end of a run.
fn text(value: View<'_>) -> Vec<u8> {
    match value {
        View::Nil => b"nil".to_vec(),
        View::Boolean(b) => b.to_string().into_bytes(),
        View::Number(n) => ferrous::lua::number_text(n),
        View::String(bytes) => bytes.to_vec(),
        View::Table(_) => b"table".to_vec(),
        View::Other => b"function".to_vec(),
    }
}

fn message(vm: &Vm, error: &Error) -> String {
    match error.kind() {
        ErrorKind::Raised { value, .. } => {
            String::from_utf8_lossy(&text(vm.view(*value))).into_owned()
        }
        other => format!("{other:?}"),
    }
}

/// `(...)`: writes the arguments, turned into strings by the global `tostring`, tabs between.
fn print(call: &mut Call<'_>) -> Result<Flow, Error> {
    let printing = Printing { next: 1, count: call.count() };
    advance(printing, call, Vec::new())
}

/// `print` before its argument `next`.
struct Printing {
    next: usize,
    count: usize,
}

fn advance(printing: Printing, call: &mut Call<'_>, line: Vec<u8>) -> Result<Flow, Error> {
    if printing.next > printing.count {
        return finish(call, &line);
    }
    let value = call.slot(printing.next);
    let tostring = call.global(b"tostring");
    let at = printing.count + 1;
    call.call(at, tostring, &[value], Then::Continue(Box::new(Line { printing, line })))
}

/// `print` with the text so far.
struct Line {
    printing: Printing,
    line: Vec<u8>,
}

impl Continuation for Line {
    fn resume(&mut self, call: &mut Call<'_>, first: usize, count: usize) -> Result<Flow, Error> {
        let value = if count > 0 { call.slot(first) } else { Value::NIL };
        if !value.is_string() {
            return Err(Error::text("'tostring' must return a string to 'print'"));
        }
        if self.printing.next > 1 {
            self.line.push(b'\t');
        }
        self.line.extend_from_slice(call.bytes(value));
        self.printing.next += 1;
        if self.printing.next > self.printing.count {
            return finish(call, &self.line);
        }
        let value = call.slot(self.printing.next);
        let tostring = call.global(b"tostring");
        call.call(self.printing.count + 1, tostring, &[value], Then::Again)
    }
}

fn finish(call: &mut Call<'_>, line: &[u8]) -> Result<Flow, Error> {
    if let Some(terminal) = call.host::<Terminal>() {
        let written = terminal.out.write_all(line).and_then(|()| terminal.out.write_all(b"\n"));
        written.map_err(|error| Error::text(error.to_string()))?;
    }
    Ok(Flow::Return(0))
}
