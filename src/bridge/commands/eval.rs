//! FERROUS.EVAL, FERROUS.EVALSHA and their read-only forms (parity §3).
//!
//! Checks come in native's order: number of keys, script, whether it may run, run. EVALSHA looks at the
//! length of its digest before all that.
//!
//! May import `engine`, `ffi`, `guard`, `number_text`, `run`, `script`, `server`, `stats`, `text`.

use std::rc::Rc;

use crate::bridge::engine::{self, Engine};
use crate::bridge::ffi::{Args, Invocation, KeyAccess, KeyRange, Line};
use crate::bridge::guard::Command;
use crate::bridge::number_text::parse_integer;
use crate::bridge::run::{self, Called};
use crate::bridge::script::Script;
use crate::bridge::server::server;
use crate::bridge::stats::STATS;
use crate::bridge::text;

/// The word with the text or the digest.
const SCRIPT: usize = 1;
/// The word with the number of keys.
const NUMKEYS: usize = 2;
/// Words in front of the keys.
const FIXED: usize = 3;
/// Digits of a digest.
const DIGEST_LEN: usize = 40;

/// FERROUS.EVAL
#[derive(Debug)]
pub(super) struct Eval;
/// FERROUS.EVALSHA
#[derive(Debug)]
pub(super) struct EvalSha;
/// FERROUS.EVAL_RO
#[derive(Debug)]
pub(super) struct EvalRo;
/// FERROUS.EVALSHA_RO
#[derive(Debug)]
pub(super) struct EvalShaRo;

impl Command for Eval {
    const KEYS: KeyAccess = KeyAccess::ReadWrite;

    fn run(call: &Invocation<'_>) {
        eval(call, false);
    }

    fn keys(args: Args<'_>) -> KeyRange {
        key_range(args)
    }
}

impl Command for EvalRo {
    const KEYS: KeyAccess = KeyAccess::Read;

    fn run(call: &Invocation<'_>) {
        eval(call, true);
    }

    fn keys(args: Args<'_>) -> KeyRange {
        key_range(args)
    }
}

impl Command for EvalSha {
    const KEYS: KeyAccess = KeyAccess::ReadWrite;

    fn run(call: &Invocation<'_>) {
        evalsha(call, false);
    }

    fn keys(args: Args<'_>) -> KeyRange {
        key_range(args)
    }
}

impl Command for EvalShaRo {
    const KEYS: KeyAccess = KeyAccess::Read;

    fn run(call: &Invocation<'_>) {
        evalsha(call, true);
    }

    fn keys(args: Args<'_>) -> KeyRange {
        key_range(args)
    }
}

/// Where the keys are; nowhere if their number is none (C20).
fn key_range(args: Args<'_>) -> KeyRange {
    let count = read_numkeys(args).unwrap_or(0);
    KeyRange { first: FIXED, count }
}

/// The number of keys (E2 to E4).
#[inline]
fn read_numkeys(args: Args<'_>) -> Result<usize, &'static str> {
    let most = args.len().saturating_sub(FIXED);
    let Some(number) = parse_integer(args.bytes(NUMKEYS)) else {
        return Err(text::NUMKEYS_NOT_A_NUMBER);
    };
    match usize::try_from(number) {
        Ok(count) if count <= most => Ok(count),
        Ok(_) => Err(text::NUMKEYS_TOO_LARGE),
        Err(_) if number < 0 => Err(text::NUMKEYS_NEGATIVE),
        Err(_) => Err(text::NUMKEYS_TOO_LARGE),
    }
}

fn refuse(call: &Invocation<'_>, why: &str) {
    call.reply_error(&Line::new(why.as_bytes()));
}

#[inline]
fn eval(call: &Invocation<'_>, by_ro_command: bool) {
    let numkeys = match read_numkeys(call.args()) {
        Ok(numkeys) => numkeys,
        Err(why) => return refuse(call, why),
    };
    let called = Called { numkeys, by_ro_command };
    if let Err(unavailable) = engine::with(|engine| eval_in(call, engine, called)) {
        refuse(call, unavailable.text());
    }
}

#[inline]
fn eval_in(call: &Invocation<'_>, engine: &mut Engine, called: Called) {
    let body = call.args().bytes(SCRIPT);
    let hash = engine.cache.hash(body);
    match engine.cache.find_text(body, hash) {
        Some(script) => {
            STATS.cache_hits.add_one();
            run::run(call, engine, &script, called);
        }
        None => eval_first(call, engine, body, hash, called),
    }
}

/// Runs a script that was not seen before.
#[cold]
fn eval_first(call: &Invocation<'_>, engine: &mut Engine, body: &[u8], hash: u64, called: Called) {
    STATS.cache_misses.add_one();
    let script = match Script::compile(body, hash, server()) {
        Ok(script) => Rc::new(script),
        Err(why) => return call.reply_error(&Line::new(&why)),
    };
    let kept = engine.keep(&script);
    run::run(call, engine, &script, called);
    if !kept {
        engine.unload(&script);
    }
}

#[inline]
fn evalsha(call: &Invocation<'_>, by_ro_command: bool) {
    let args = call.args();
    let hex = args.bytes(SCRIPT);
    if hex.len() != DIGEST_LEN {
        return refuse(call, server().wording.no_script);
    }
    let numkeys = match read_numkeys(args) {
        Ok(numkeys) => numkeys,
        Err(why) => return refuse(call, why),
    };
    let called = Called { numkeys, by_ro_command };
    let entered = engine::with(|engine| match engine.cache.find(hex) {
        Some(script) => {
            STATS.cache_hits.add_one();
            run::run(call, engine, &script, called);
        }
        None => {
            STATS.cache_misses.add_one();
            refuse(call, server().wording.no_script);
        }
    });
    if let Err(unavailable) = entered {
        refuse(call, unavailable.text());
    }
}
