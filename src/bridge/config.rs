//! Options: one row each, which the server's configuration, the module's arguments,
//! `redis-conf/ferrous.conf` and the README take theirs from.
//!
//! A value is read where it is used, so options take effect with the next script; what must be told of a
//! change follows the option.
//!
//! May import `ffi`, `guard`, `text`.

use std::ffi::CStr;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::Mutex;

use super::ffi::{self, Args, Context, NumberOption};
use super::guard::{self, Place};
use super::text;

/// What an option counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes; `kb`, `mb` and `gb` are understood.
    Bytes,
    /// Milliseconds.
    Milliseconds,
    /// Things.
    Count,
    /// Nothing: `yes` is 1, `no` is 0.
    Switch,
}

impl Unit {
    /// What a number of it is called.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Bytes => "bytes",
            Unit::Milliseconds => "milliseconds",
            Unit::Count => "a number",
            Unit::Switch => "yes or no",
        }
    }
}

/// An option.
#[derive(Debug)]
pub struct ConfigOption {
    /// Its name; in the server's configuration `ferrous.` stands in front.
    pub name: &'static CStr,
    /// What it counts.
    pub unit: Unit,
    /// What it is if nobody sets it, as it is written in a configuration.
    pub default: &'static str,
    /// Least and largest value.
    pub range: (i64, i64),
    /// What it does, in one paragraph.
    pub doc: &'static str,
    value: AtomicI64,
    follower: Mutex<Option<Follower>>,
}

/// Does what a switch says before it says so, or tells why it cannot.
pub(super) type Follower = fn(bool) -> Result<(), &'static str>;

impl ConfigOption {
    /// What it is set to.
    #[inline]
    pub fn get(&self) -> i64 {
        self.value.load(Ordering::Relaxed)
    }

    /// What it is set to, as a number that is none if it is 0: without a limit.
    #[inline]
    pub fn limit(&self) -> Option<u64> {
        u64::try_from(self.get()).ok().filter(|&limit| limit > 0)
    }

    /// Is it `yes`?
    #[inline]
    pub fn is_on(&self) -> bool {
        self.get() != 0
    }

    /// Sets it to `no`, without telling anybody.
    pub(super) fn turn_off(&self) {
        self.value.store(0, Ordering::Relaxed);
    }

    /// From now on `follower`, if there is one, is asked about every new value.
    pub(super) fn follow(&self, follower: Option<Follower>) {
        *self.follower.lock() = follower;
    }

    fn set(&self, number: i64) -> Result<(), &'static str> {
        let follower = *self.follower.lock();
        if let Some(follower) = follower {
            follower(number != 0)?;
        }
        self.value.store(number, Ordering::Relaxed);
        Ok(())
    }

    /// The name as bytes.
    pub fn name_bytes(&self) -> &'static [u8] {
        self.name.to_bytes()
    }

    /// A value of it as it is written, if it is one.
    pub fn parse(&self, text: &[u8]) -> Option<i64> {
        let number = match self.unit {
            Unit::Bytes => parse_bytes(text)?,
            Unit::Milliseconds | Unit::Count => parse_count(text)?,
            Unit::Switch => u64::from(parse_switch(text)?),
        };
        let (min, max) = self.range;
        i64::try_from(number).ok().filter(|number| (min..=max).contains(number))
    }
}

impl NumberOption for ConfigOption {
    fn read(&self) -> i64 {
        guard::fence(Place::ReadOption, || self.get()).unwrap_or_else(|| self.get())
    }

    fn write(&self, number: i64) -> Result<(), &'static str> {
        let set = guard::fence(Place::WriteOption, || self.set(number));
        set.unwrap_or(Err(text::INTERNAL_ERROR_OF_OPTION))
    }
}

/// Rows: name of the static, name, unit, default (as written, as a number), range, meaning.
macro_rules! options {
    ($($ident:ident, $name:literal, $unit:ident, $text:literal = $default:expr, $range:expr,
       $doc:literal;)*) => {
        $(
            #[doc = $doc]
            pub static $ident: ConfigOption = ConfigOption {
                name: $name,
                unit: Unit::$unit,
                default: $text,
                range: $range,
                doc: $doc,
                value: AtomicI64::new($default),
                follower: Mutex::new(None),
            };
        )*
        /// All options.
        pub static OPTIONS: &[&ConfigOption] = &[$(&$ident),*];
    };
}

options! {
    SCRIPT_MEMORY_LIMIT, c"script-memory-limit", Bytes, "256mb" = 256 << 20, (0, i64::MAX),
        "Memory that a running script may hold. A script that needs more gets the error `not enough \
         memory`, and is ended if it goes on. 0: no limit.";
    SCRIPT_TIME_LIMIT, c"script-time-limit", Milliseconds, "0" = 0, (0, i64::MAX),
        "Time after which a script is ended, whatever it has written. 0: never, as with native EVAL; \
         busy-reply-threshold and FERROUS.SCRIPT KILL apply then.";
    SCRIPT_TIME_LIMIT_IN_MULTI, c"script-time-limit-in-multi", Milliseconds, "5000" = 5000,
        (0, i64::MAX),
        "The same where a module cannot let the server answer others while a script runs: under EXEC, \
         under another module's call, and on a replica that loads its master's data beside its own \
         (repl-diskless-load swapdb, which works with the module as without). A script there cannot be \
         killed. 0: never.";
    UNPACK_LIMIT, c"unpack-limit", Count, "8000" = 8000, (0, 1 << 32),
        "How many values unpack and string.byte may return and a coroutine may be given. Native scripts \
         end at 8000. 0: as many as fit the script's memory.";
    SCRIPT_CACHE_MAX_SCRIPTS, c"script-cache-max-scripts", Count, "500" = 500, (0, 1 << 32),
        "Scripts that FERROUS.EVAL keeps compiled. Those that FERROUS.SCRIPT LOAD has loaded are kept \
         besides. 0: no limit.";
    SCRIPT_CACHE_MAX_BYTES, c"script-cache-max-bytes", Bytes, "64mb" = 64 << 20, (0, i64::MAX),
        "Memory for the texts and the code of the scripts that FERROUS.EVAL keeps. 0: no limit.";
    CJSON_EXTENSIONS, c"cjson-extensions", Switch, "no" = 0, (0, 1),
        "Gives cjson what OpenResty's lua-cjson has to tell arrays from objects: array_mt, \
         empty_array_mt, empty_array and decode_array_with_array_mt. Changing it begins the sequence of \
         math.random anew.";
    TAKEOVER, c"takeover", Switch, "no" = 0, (0, 1),
        "Plain EVAL, EVALSHA, EVAL_RO, EVALSHA_RO and SCRIPT are run by this engine, so that no client has \
         to change. `no`: other commands cost nothing for it.";
}

/// Takes options from the module's arguments: `name value ...`. They count as defaults, so that the
/// server's configuration has the last word and rewriting it keeps what was written there.
///
/// # Errors
/// What to tell in the log.
pub fn take_arguments(args: Args<'_>) -> Result<(), Vec<u8>> {
    let mut index = 0;
    while index < args.len() {
        let name = args.bytes(index);
        let known = OPTIONS.iter().find(|option| option.name_bytes().eq_ignore_ascii_case(name));
        let Some(option) = known else {
            return Err([text::UNKNOWN_OPTION.as_bytes(), name].concat());
        };
        let value = args.word(index + 1).and_then(|word| option.parse(word.bytes()));
        let Some(value) = value else {
            return Err([text::BAD_OPTION.as_bytes(), name].concat());
        };
        option.value.store(value, Ordering::Relaxed);
        index += 2;
    }
    Ok(())
}

/// Makes the options part of the server's configuration, and takes their values from there.
///
/// # Errors
/// The option that the server refused, or nothing if it refused their values.
pub fn register(context: &Context<'_>) -> Result<(), &'static CStr> {
    for option in OPTIONS {
        let option: &'static ConfigOption = option;
        let registered = match option.unit {
            Unit::Switch => ffi::register_switch(context, option.name, option),
            unit => {
                let is_memory = unit == Unit::Bytes;
                ffi::register_number(context, option.name, option, option.range, is_memory)
            }
        };
        if !registered {
            return Err(option.name);
        }
    }
    if context.load_configs() { Ok(()) } else { Err(c"the options") }
}

/// A number without sign, fraction or blanks.
pub fn parse_count(text: &[u8]) -> Option<u64> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// `yes` or `no`, in either case, as the server has them.
pub fn parse_switch(text: &[u8]) -> Option<bool> {
    let on = text.eq_ignore_ascii_case(b"yes");
    (on || text.eq_ignore_ascii_case(b"no")).then_some(on)
}

/// A number of bytes, units as the server has them: `k` is 1000, `kb` 1024.
pub fn parse_bytes(text: &[u8]) -> Option<u64> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let factor = match unit.to_ascii_lowercase().as_slice() {
        b"" | b"b" => 1,
        b"k" => 1000,
        b"kb" => 1 << 10,
        b"m" => 1_000_000,
        b"mb" => 1 << 20,
        b"g" => 1_000_000_000,
        b"gb" => 1 << 30,
        _ => return None,
    };
    parse_count(number)?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_what_they_are_written_as() {
        for option in OPTIONS {
            assert_eq!(option.parse(option.default.as_bytes()), Some(option.get()), "{option:?}");
        }
    }

    #[test]
    fn amounts_are_read_as_the_server_reads_them() {
        for (text, bytes) in [
            ("0", Some(0)),
            ("5b", Some(5)),
            ("1k", Some(1000)),
            ("1KB", Some(1024)),
            ("64mb", Some(64 << 20)),
            ("2G", Some(2_000_000_000)),
            ("", None),
            ("mb", None),
            ("-1", None),
            ("1 mb", None),
            ("1tb", None),
            ("99999999999999999999", None),
            ("99999999999gb", None),
        ] {
            assert_eq!(parse_bytes(text.as_bytes()), bytes, "{text}");
        }
    }

    #[test]
    fn switches_are_read_as_the_server_reads_them() {
        for (text, on) in
            [("yes", Some(true)), ("No", Some(false)), ("1", None), ("", None), ("yes ", None)]
        {
            assert_eq!(parse_switch(text.as_bytes()), on, "{text}");
        }
    }

    #[test]
    fn the_example_configuration_has_every_option_with_its_default() {
        let conf = include_str!("../../redis-conf/ferrous.conf");
        let listed: Vec<_> =
            conf.lines().filter_map(|line| line.strip_prefix("# ferrous.")).collect();
        let rows: Vec<_> = OPTIONS
            .iter()
            .map(|option| format!("{} {}", option.name.to_string_lossy(), option.default))
            .collect();
        assert_eq!(listed, rows);
        for option in OPTIONS {
            let doc: String = option.doc.split_whitespace().collect();
            let text: String = conf.replace('#', "").split_whitespace().collect();
            assert!(text.contains(&doc), "{option:?}");
        }
    }
}
