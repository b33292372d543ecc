//! Options: as module arguments, in the server's configuration and while it runs; and leaving.

use ferrous::bridge::config::{OPTIONS, Unit};

use crate::support::{Connection, Options, Server};

fn get(c: &mut Connection, option: &str) -> String {
    let reply = c.text(&["CONFIG", "GET", option]);
    let mut lines = reply.lines().skip(4);
    lines.next().unwrap_or_else(|| panic!("no {option}: {reply}")).to_owned()
}

#[test]
fn every_option_of_the_table_is_one_of_the_server() {
    let server = Server::start();
    let mut c = server.connect();
    let listed = c.text(&["CONFIG", "GET", "ferrous.*"]);
    assert!(listed.starts_with(&format!("*{}\r\n", 2 * OPTIONS.len())), "{listed}");
    for option in OPTIONS {
        let name = format!("ferrous.{}", option.name.to_string_lossy());
        let value = get(&mut c, &name);
        assert_eq!(
            option.parse(value.as_bytes()),
            option.parse(option.default.as_bytes()),
            "{name}"
        );
        let (least, most) = option.range;
        for number in [least, most.min(1 << 40)] {
            let written = match option.unit {
                Unit::Switch => ["no", "yes"][usize::from(number > 0)].to_owned(),
                Unit::Bytes | Unit::Milliseconds | Unit::Count => number.to_string(),
            };
            let reply = c.text(&["CONFIG", "SET", &name, &written]);
            if reply.contains("can only be taken or given back when the server starts") {
                // There takeover is the name of an engine.
                assert!(name == "ferrous.takeover" && server.name().starts_with("valkey 9"));
                continue;
            }
            assert_eq!(reply, "+OK\r\n", "{name} {written}");
            assert_eq!(get(&mut c, &name), written);
        }
        for bad in ["-1", "x", "1.5"] {
            let reply = c.text(&["CONFIG", "SET", &name, bad]);
            assert!(reply.starts_with("-ERR CONFIG SET failed"), "{name} {bad}: {reply}");
        }
    }
}

#[test]
fn options_are_written_to_the_configuration_and_read_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("redis.conf");
    std::fs::write(&file, "").unwrap();
    let server = Server::start_with(&Options { file: Some(file.clone()), ..Options::default() });
    let mut c = server.connect();
    c.ok(&["CONFIG", "SET", "ferrous.script-time-limit", "1234"]);
    c.ok(&["CONFIG", "SET", "ferrous.script-memory-limit", "3mb"]);
    c.ok(&["CONFIG", "REWRITE"]);
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(written.contains("\nferrous.script-time-limit 1234\n"), "{written}");
    assert!(written.contains("\nferrous.script-memory-limit 3mb\n"), "{written}");
    assert!(!written.contains("script-cache-max-scripts"), "defaults are not written: {written}");
}

#[test]
fn options_can_follow_the_path_of_the_module() {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let start = |text: &str| Options { module_args: words(text), ..Options::default() };
    let server = Server::start_with(&start("script-time-limit 1500 Script-Memory-Limit 5MB"));
    let mut c = server.connect();
    assert_eq!(get(&mut c, "ferrous.script-time-limit"), "1500");
    assert_eq!(get(&mut c, "ferrous.script-memory-limit"), (5 << 20).to_string());
    for (bad, why) in [
        ("no-such-option 1", "Unknown option among the module arguments: no-such-option"),
        ("script-time-limit", "Bad or missing value for the option script-time-limit"),
        ("script-time-limit x", "Bad or missing value for the option script-time-limit"),
        ("script-time-limit -1", "Bad or missing value for the option script-time-limit"),
    ] {
        let log = Server::refusal(&start(bad));
        assert!(log.contains(why), "{bad}: {log}");
    }
}

#[test]
fn the_module_can_be_unloaded_when_no_script_runs() {
    let mut server = Server::start_with(&Options::with(&["--enable-module-command", "yes"]));
    let mut c = server.connect();
    for script in ["return 1", "error('x')", "return redis.call('SET', 'k', 'v')"] {
        c.raw(&["FERROUS.EVAL", script, "0"]);
    }
    c.ok(&["FERROUS.SCRIPT", "LOAD", "return 2"]);
    c.ok(&["MODULE", "UNLOAD", "ferrous"]);
    let reply = c.text(&["FERROUS.EVAL", "return 1", "0"]);
    assert!(reply.starts_with("-ERR unknown command 'FERROUS.EVAL'"), "{reply}");
    assert_eq!(c.text(&["EVAL", "return 1", "0"]), ":1\r\n");
    assert_eq!(c.text(&["CONFIG", "GET", "ferrous.*"]), "*0\r\n");
    assert!(server.is_alive());
}

#[test]
fn a_script_cannot_unload_the_module_it_runs_in() {
    let server = Server::start();
    let mut c = server.connect();
    let script = "return redis.call('MODULE', 'UNLOAD', 'ferrous')";
    let reply = c.text(&["FERROUS.EVAL", script, "0"]);
    assert!(reply.contains(" command is not allowed from script"), "{reply}");
    assert_eq!(c.text(&["FERROUS.EVAL", "return 1", "0"]), ":1\r\n");
}

#[test]
fn the_module_cannot_be_unloaded_while_a_script_runs() {
    let config = ["--enable-module-command", "yes", "--busy-reply-threshold", "20"];
    let server = Server::start_with(&Options::with(&config));
    let (mut busy, mut c) = (server.connect(), server.connect());
    busy.send(&["FERROUS.EVAL", "while true do end", "0"]);
    while !c.text(&["PING"]).starts_with("-BUSY") {}
    assert!(c.text(&["MODULE", "UNLOAD", "ferrous"]).starts_with("-BUSY"));
    c.ok(&["FERROUS.SCRIPT", "KILL"]);
    assert!(busy.receive().starts_with(b"-ERR Script killed by user"));
    // While a client's last command was ours, the server would come back to it.
    assert!(c.text(&["MODULE", "UNLOAD", "ferrous"]).starts_with("-ERR Error unloading module"));
    busy.ok(&["PING"]);
    c.ok(&["MODULE", "UNLOAD", "ferrous"]);
}
