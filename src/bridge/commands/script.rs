//! FERROUS.SCRIPT and its subcommands (parity §3, §12).
//!
//! May import `control`, `digest`, `engine`, `ffi`, `guard`, `script`, `server`, `text`.

use std::rc::Rc;

use crate::bridge::control::{self, KillAnswer};
use crate::bridge::digest::Digest;
use crate::bridge::engine::{self, Engine};
use crate::bridge::ffi::{Invocation, Line};
use crate::bridge::guard::Command;
use crate::bridge::script::Script;
use crate::bridge::server::server;
use crate::bridge::text;

/// The first word after the subcommand's.
const FIRST: usize = 2;

fn refuse(call: &Invocation<'_>, why: &str) {
    call.reply_error(&Line::new(why.as_bytes()));
}

/// Enters the engine, or tells the client why not.
fn enter(call: &Invocation<'_>, work: impl FnOnce(&mut Engine)) {
    if let Err(unavailable) = engine::with(work) {
        refuse(call, unavailable.text());
    }
}

/// FERROUS.SCRIPT LOAD
#[derive(Debug)]
pub(super) struct Load;

impl Command for Load {
    fn run(call: &Invocation<'_>) {
        enter(call, |engine| match load(engine, call.args().bytes(FIRST)) {
            Ok(digest) => call.reply_bulk(&digest.to_hex()),
            Err(why) => call.reply_error(&Line::new(&why)),
        });
    }
}

/// Keeps a script for good; one that EVAL has brought too (H3).
fn load(engine: &mut Engine, body: &[u8]) -> Result<Digest, Vec<u8>> {
    let hash = engine.cache.hash(body);
    if let Some(script) = engine.cache.find_text(body, hash) {
        engine.cache.pin(&script.digest);
        return Ok(script.digest);
    }
    let script = Script::compile(body, hash, server())?;
    let digest = script.digest;
    engine.cache.insert_pinned(Rc::new(script));
    Ok(digest)
}

/// FERROUS.SCRIPT EXISTS
#[derive(Debug)]
pub(super) struct Exists;

impl Command for Exists {
    fn run(call: &Invocation<'_>) {
        enter(call, |engine| {
            let args = call.args();
            call.reply_array(args.len().saturating_sub(FIRST));
            for hex in args.range(FIRST, args.len()) {
                let digest = Digest::from_hex(hex);
                let exists = digest.is_some_and(|digest| engine.cache.peek(&digest).is_some());
                call.reply_integer(i64::from(exists));
            }
        });
    }
}

/// FERROUS.SCRIPT SHOW
#[derive(Debug)]
pub(super) struct Show;

impl Command for Show {
    fn run(call: &Invocation<'_>) {
        enter(call, |engine| {
            let digest = Digest::from_hex(call.args().bytes(FIRST));
            match digest.and_then(|digest| engine.cache.peek(&digest)) {
                Some(script) => call.reply_bulk(&script.body),
                None => refuse(call, server().wording.no_script),
            }
        });
    }
}

/// FERROUS.SCRIPT FLUSH
#[derive(Debug)]
pub(super) struct Flush;

impl Command for Flush {
    fn run(call: &Invocation<'_>) {
        let args = call.args();
        let mode = args.bytes(FIRST);
        let known = mode.eq_ignore_ascii_case(b"SYNC") || mode.eq_ignore_ascii_case(b"ASYNC");
        if args.len() > FIRST && (args.len() > FIRST + 1 || !known) {
            return refuse(call, text::FLUSH_OPTION);
        }
        enter(call, |engine| {
            engine.flush();
            call.reply_ok();
        });
    }
}

/// FERROUS.SCRIPT KILL. Never waits for the engine: the script to be killed is in it.
#[derive(Debug)]
pub(super) struct Kill;

impl Command for Kill {
    fn run(call: &Invocation<'_>) {
        let args = call.args();
        let force = args.len() > FIRST;
        if force && (args.len() > FIRST + 1 || !args.bytes(FIRST).eq_ignore_ascii_case(b"FORCE")) {
            return refuse(call, text::KILL_OPTION);
        }
        match control::kill(force) {
            KillAnswer::Done => call.reply_ok(),
            KillAnswer::NotBusy => refuse(call, text::NOT_BUSY),
            KillAnswer::HasWritten => refuse(call, text::UNKILLABLE),
            KillAnswer::FromMaster => refuse(call, text::UNKILLABLE_MASTER),
        }
    }
}

/// FERROUS.SCRIPT HELP
#[derive(Debug)]
pub(super) struct Help;

impl Command for Help {
    fn run(call: &Invocation<'_>) {
        call.reply_array(text::SCRIPT_HELP.len());
        for line in text::SCRIPT_HELP {
            call.reply_status(&Line::new(line.as_bytes()));
        }
    }
}
