//! What the server tells of the commands: COMMAND INFO, DOCS and GETKEYS (parity §2).
//!
//! The flag `module`, the group `module` and empty categories on 7.0 are what a module cannot change.

use ferrous::bridge::commands::COMMANDS;

use crate::support::native::{same, twin};
use crate::support::{Connection, Server};

#[test]
fn every_command_of_the_table_is_registered_as_it_says() {
    let server = Server::start();
    let mut c = server.connect();
    for command in COMMANDS {
        let name = command.full_name.to_str().unwrap();
        let info = c.text(&["COMMAND", "INFO", name]);
        // Name, arity and flags are in front of the first key's position.
        let own: Vec<_> = info.split("\r\n:").take(2).flat_map(str::lines).collect();
        assert!(own.contains(&name) && own.contains(&command.arity.to_string().as_str()), "{info}");
        for (ours, shown) in [
            ("deny-script", "+noscript"),
            ("allow-stale", "+stale"),
            ("allow-loading", "+loading"),
            ("allow-busy", "+allow_busy"),
            ("no-mandatory-keys", "+no_mandatory_keys"),
            ("getkeys-api", "+movablekeys"),
            ("readonly", "+readonly"),
        ] {
            let has = command.flags.to_str().unwrap().split(' ').any(|flag| flag == ours);
            assert_eq!(own.contains(&shown), has, "{name} {shown}: {info}");
        }
        let docs = c.text(&["COMMAND", "DOCS", name]);
        assert!(docs.contains(command.summary.to_str().unwrap()), "{docs}");
        assert!(docs.contains(command.since.to_str().unwrap()), "{docs}");
    }
}

/// The flags, key specs and so on of a native command.
fn info(c: &mut Connection, words: &[&str]) -> String {
    c.text(&[&["COMMAND", "INFO"], words].concat())
}

#[test]
fn flags_and_key_specs_are_native_ones() {
    let server = Server::start();
    let mut c = server.connect();
    // Flags that native's have and a module's cannot, and the other way round; readonly is set for
    // client tracking, on commands that native shows as read-only, too.
    let unavoidable = ["+module", "+skip_monitor"];
    for name in ["eval", "evalsha", "eval_ro", "evalsha_ro"] {
        let native = info(&mut c, &[name]);
        let ours = info(&mut c, &[&format!("ferrous.{name}")]);
        let flags = |reply: &str| {
            let mut flags: Vec<_> = reply
                .lines()
                .filter(|line| line.starts_with('+') && !line.starts_with("+@"))
                .filter(|line| !unavoidable.contains(line))
                .map(str::to_owned)
                .collect();
            flags.sort();
            flags
        };
        assert_eq!(flags(&native), flags(&ours), "{name}");
        let specs = |reply: &str| {
            let (_, specs) = reply.split_once("begin_search").unwrap();
            specs.trim_end().trim_end_matches("*0").trim_end().to_owned()
        };
        assert_eq!(specs(&native), specs(&ours), "{name}");
    }
}

/// What a reply of COMMAND INFO says in order: name, arity, flags, and all the rest as lines of statuses
/// and strings (categories, tips, and so on).
fn words_of(info: &str, prefix: char) -> Vec<&str> {
    info.lines().filter(|line| line.starts_with(prefix)).collect()
}

#[test]
fn subcommands_are_described_as_native_ones() {
    let server = Server::start();
    let mut c = server.connect();
    for name in ["load", "exists", "flush", "help"] {
        let native = info(&mut c, &[&format!("script|{name}")]);
        let ours = info(&mut c, &[&format!("ferrous.script|{name}")]);
        let described = |reply: &str| {
            let arity = words_of(reply, ':').first().map(ToString::to_string);
            let policies = reply.lines().filter(|line| line.contains("_policy:"));
            let mut words: Vec<_> = policies.map(str::to_owned).chain(arity).collect();
            let flags = words_of(reply, '+').into_iter();
            // Valkey 9.1 lets more of them run on stale data.
            let ignored =
                |flag: &&str| flag.starts_with("+@") || ["+module", "+stale"].contains(flag);
            words.extend(flags.filter(|flag| !ignored(flag)).map(str::to_owned));
            words.sort();
            words
        };
        assert_eq!(described(&native), described(&ours), "{name}");
    }
}

#[test]
fn access_categories_are_native_ones_where_modules_may_have_them() {
    let server = Server::start();
    let mut c = server.connect();
    let has_categories = !server.name().starts_with("redis 7.0.");
    for name in ["eval", "evalsha", "eval_ro", "evalsha_ro"] {
        let mut categories = |name: &str| {
            let info = info(&mut c, &[name]);
            let mut found: Vec<_> =
                words_of(&info, '+').into_iter().filter(|word| word.starts_with("+@")).collect();
            found.sort_unstable();
            found.join(" ")
        };
        let native = categories(name);
        assert_eq!(native, "+@scripting +@slow", "{name}");
        let expected = if has_categories { &native } else { "" };
        assert_eq!(categories(&format!("ferrous.{name}")), expected, "{name}");
    }
}

#[test]
fn keys_are_found_as_native_ones_are() {
    let server = Server::start();
    let mut c = server.connect();
    for name in ["EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO"] {
        for rest in [
            &["x", "2", "a", "b", "c"][..],
            &["x", "1", "a"],
            &["x", "3", "a", "b", "c"],
            &["x", "0", "a"],
            &["x", "0"],
            &["x", "4", "a", "b", "c"],
            &["x", "-1", "a"],
            &["x", "y", "a"],
            &["x", "99999999999999999999", "a"],
            &["x", "2147483648", "a"],
            &["x"],
        ] {
            for sub in ["GETKEYS", "GETKEYSANDFLAGS"] {
                let words = [&[name], rest].concat();
                let ask = |command: &[Vec<u8>]| {
                    let head = [b"COMMAND".to_vec(), sub.into()];
                    [&head, command].concat()
                };
                let plain: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().into()).collect();
                let native = c.text(&ask(&plain));
                let ours = c.text(&ask(&twin(&words)));
                assert_eq!(native, ours, "{sub} {words:?}");
            }
        }
    }
}

#[test]
fn help_and_the_container_answer() {
    let server = Server::start();
    let mut c = server.connect();
    let help = c.text(&["FERROUS.SCRIPT", "HELP"]);
    assert!(help.contains("+FERROUS.SCRIPT <subcommand>"), "{help}");
    let list = c.text(&["COMMAND", "LIST", "FILTERBY", "MODULE", "ferrous"]);
    for command in COMMANDS {
        let name = command.full_name.to_str().unwrap();
        assert!(list.lines().any(|line| line == name), "{name}: {list}");
    }
    let script = "return redis.call('COMMAND', 'GETKEYS', 'EVAL', 'x', 1, 'k')";
    same(&mut c, &["EVAL", script, "0"]);
    // Even from a script.
    let reply = c.text(&["EVAL", "return redis.call('FERROUS.SCRIPT', 'HELP')[1]", "0"]);
    assert!(reply.contains("FERROUS.SCRIPT <subcommand>"), "{reply}");
}
