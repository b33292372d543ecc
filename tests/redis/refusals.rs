//! What the state of the server refuses: memory out, read-only and stale replicas, too few replicas, a
//! disk that fails. Natively and by the module, with and without shebang (parity §5, §10).

use std::os::unix::fs::symlink;

use crate::support::native::same;
use crate::support::relay::server_with_relay;
use crate::support::wait::{follow, wait_for};
use crate::support::{Connection, Server};

/// Scripts that write, read, or do both.
const SCRIPTS: &[&str] = &[
    "return 1",
    "return redis.call('GET', 'k')",
    "return redis.call('SET', 'k', 'v')",
    "return redis.pcall('SET', 'k', 'v')",
    "return redis.call('DEL', 'none')",
    "return redis.call('PUBLISH', 'c', 'm')",
    "return redis.call('PING')",
    "return redis.call('INFO', 'x')",
    "return redis.call('SET', 'k')",
    "return redis.call('MULTI')",
    "return redis.call('nosuch')",
    "redis.pcall('SET', 'k', 'v') return redis.call('GET', 'k')",
    "redis.call('DEL', 'none') return redis.call('SET', 'k', 'v')",
    "redis.call('DEL', 'none') return redis.call('MULTI')",
    "redis.pcall('INCR', 'k') return redis.call('LPUSH', 'l', 'x') and redis.call('DEL', 'l')",
    "local c = coroutine.wrap(function() return redis.call('SET', 'k', 'v') end) return c()",
];

/// First lines for the scripts.
const SHEBANGS: &[&str] = &[
    "",
    "#!lua\n",
    "#!lua flags=no-writes\n",
    "#!lua flags=allow-oom\n",
    "#!lua flags=allow-stale\n",
    "#!lua flags=no-writes,allow-stale\n",
    "#!lua flags=allow-oom,allow-stale\n",
    "#!lua flags=no-cluster\n",
    "#!lua flags=allow-cross-slot-keys\n",
];

/// Every script with every first line, by EVAL, EVAL_RO and EVALSHA.
fn all_same(c: &mut Connection) {
    for shebang in SHEBANGS {
        for script in SCRIPTS {
            let text = format!("{shebang}{script}");
            same(c, &["EVAL", &text, "0"]);
            same(c, &["EVAL_RO", &text, "0"]);
            let load = same(c, &["SCRIPT", "LOAD", &text]);
            let digest = load.trim_start_matches("$40\\r\\n").trim_end_matches("\\r\\n");
            same(c, &["EVALSHA", digest, "0"]);
            same(c, &["EVALSHA_RO", digest, "0"]);
        }
    }
}

/// Scripts without shebang in a transaction. With one, native's are refused when they are queued, which
/// a module's command cannot be.
fn all_same_in_multi(c: &mut Connection) {
    for script in SCRIPTS {
        let mut run = |command: &str| {
            c.ok(&["MULTI"]);
            c.ok(&[command, script, "0"]);
            c.text(&["EXEC"])
        };
        assert_eq!(run("EVAL"), run("FERROUS.EVAL"), "{script}");
    }
}

/// Waits until a script sees that INFO says so.
#[test]
fn nothing_is_refused_in_a_good_state() {
    let server = Server::start();
    for c in [&mut server.connect(), &mut server.connect_resp3()] {
        all_same(c);
        all_same_in_multi(c);
    }
}

#[test]
fn memory_that_is_out() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["SET", "k", "v"]);
    c.ok(&["CONFIG", "SET", "maxmemory", "1"]);
    all_same(&mut c);
    let reply = same(&mut c, &["EVAL", "return redis.call('SET', 'k', 'v')", "0"]);
    assert!(
        reply.starts_with("-OOM command not allowed when used memory > \\'maxmemory\\'"),
        "{reply}"
    );
    // Once a script has written it goes on.
    let script = "redis.call('DEL', 'x') return redis.call('SET', 'k', 'v')";
    assert_eq!(same(&mut c, &["EVAL", script, "0"]), "+OK\\r\\n");
    let refused = same(&mut c, &["EVAL", "#!lua\nreturn 1", "0"]);
    assert_eq!(refused, "-OOM command not allowed when used memory > \\'maxmemory\\'.\\r\\n");
}

#[test]
fn a_read_only_replica() {
    let master = Server::start();
    let replica = Server::start();
    master.connect().ok(&["SET", "k", "v"]);
    let mut c = replica.connect();
    follow(&replica, &master);
    all_same(&mut c);
    all_same_in_multi(&mut c);
    let reply = same(&mut c, &["EVAL", "return redis.call('SET', 'k', 'v')", "0"]);
    assert!(reply.starts_with("-READONLY You can\\'t write against"), "{reply}");
    c.ok(&["CONFIG", "SET", "replica-read-only", "no"]);
    all_same(&mut c);
}

#[test]
fn a_stale_replica() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["SET", "k", "v"]);
    // Nobody listens there.
    c.ok(&["REPLICAOF", "127.0.0.1", "1"]);
    all_same(&mut c);
    c.ok(&["CONFIG", "SET", "replica-serve-stale-data", "no"]);
    all_same(&mut c);
    let reply = same(&mut c, &["EVAL", "return 1", "0"]);
    assert!(reply.starts_with("-MASTERDOWN Link with MASTER is down"), "{reply}");
    let stale = "#!lua flags=no-writes,allow-stale\nreturn redis.call('GET', 'k')";
    let reply = same(&mut c, &["EVAL", stale, "0"]);
    assert!(reply.starts_with("-ERR Can not execute the command on a stale replica"), "{reply}");
    c.ok(&["CONFIG", "SET", "replica-read-only", "no"]);
    all_same(&mut c);
}

/// What holds while writes are refused, whatever the reason, and when they are not any more.
fn writes_are_refused(server: &Server, code: &str, reason: &str, mend: impl Fn(&mut Connection)) {
    let mut c = server.connect();
    all_same(&mut c);
    all_same_in_multi(&mut c);
    let refused = same(&mut c, &["EVAL", "#!lua\nreturn 1", "0"]);
    assert!(refused.starts_with(code) && refused.contains(reason), "{refused}");
    let first_write = same(&mut c, &["EVAL", "return redis.call('SET', 'k', 'v')", "0"]);
    assert!(first_write.contains(reason) && first_write.contains("user_script:1"), "{first_write}");
    // Under EXEC and for another module the script's own words.
    for shebang in SHEBANGS {
        for command in ["EVAL", "EVAL_RO"] {
            let script = format!("{shebang}return 1");
            let native = c.text(&["RELAY.CALL", command, &script, "0"]);
            let ours = c.text(&["RELAY.CALL", &format!("FERROUS.{command}"), &script, "0"]);
            assert_eq!(native, ours, "{command} {script}");
            c.ok(&["MULTI"]);
            c.ok(&[&format!("FERROUS.{command}"), &script, "0"]);
            assert_eq!(c.text(&["EXEC"]), format!("*1\r\n{native}"));
        }
    }
    mend(&mut c);
    all_same(&mut c);
    assert_eq!(same(&mut c, &["EVAL", "#!lua\nreturn 1", "0"]), ":1\\r\\n");
}

#[test]
fn a_command_that_leaves_any_errno_runs_once_and_users_are_checked_after_it() {
    let server = server_with_relay(&[]);
    let mut c = server.connect();
    c.ok(&["ACL", "SETUSER", "limited", "on", "nopass", "~*", "+ferrous.eval", "+relay.fail"]);
    let fails = "local reply = redis.pcall('RELAY.FAIL', KEYS[1])
        assert(reply.err == 'ERR failed by itself', reply.err)";
    let reads = format!("{fails} return redis.pcall('GET', KEYS[1])");
    assert_eq!(c.text(&["FERROUS.EVAL", &reads, "1", "a"]), "$1\r\n1\r\n");
    // A module's call has no user.
    c.text(&["RELAY.CALL", "FERROUS.EVAL", fails, "1", "b"]);
    assert_eq!(c.bulk(&["GET", "b"]), b"1");
    c.ok(&["AUTH", "limited", "x"]);
    let denied = c.text(&["FERROUS.EVAL", &reads, "1", "a"]);
    // Each server has its own words.
    let refusals = ["-ERR The user executing the script can't run", "-ERR ACL failure in script: "];
    assert!(refusals.iter().any(|words| denied.starts_with(words)), "{denied}");
}

#[test]
fn too_few_replicas() {
    let server = server_with_relay(&[]);
    let mut c = server.connect();
    c.ok(&["SET", "k", "v"]);
    assert_eq!(same(&mut c, &["EVAL", "#!lua\nreturn 1", "0"]), ":1\\r\\n");
    c.ok(&["CONFIG", "SET", "min-replicas-to-write", "1"]);
    writes_are_refused(&server, "-NOREPLICAS ", "Not enough good replicas to write.", |c| {
        c.ok(&["CONFIG", "SET", "min-replicas-max-lag", "0"]);
    });
}

#[test]
fn a_failed_save() {
    let server = server_with_relay(&["--enable-protected-configs", "yes"]);
    let mut c = server.connect();
    c.ok(&["SET", "k", "v"]);
    let folder = server.folder().join("gone");
    std::fs::create_dir(&folder).unwrap();
    c.ok(&["CONFIG", "SET", "dir", folder.to_str().unwrap()]);
    c.ok(&["CONFIG", "SET", "save", "3600 1000000"]);
    std::fs::remove_dir(&folder).unwrap();
    c.raw(&["BGSAVE"]);
    wait_for(&mut c, "rdb_last_bgsave_status:err");
    let reason = "is configured to save RDB snapshots, but";
    writes_are_refused(&server, "-MISCONF ", reason, |c| {
        c.ok(&["CONFIG", "SET", "stop-writes-on-bgsave-error", "no"]);
    });
}

#[test]
fn a_full_disk() {
    let server = server_with_relay(&[]);
    let mut c = server.connect();
    c.ok(&["SET", "k", "v"]);
    // The file that the server will append to.
    let folder = server.folder().join("appendonlydir");
    std::fs::create_dir(&folder).unwrap();
    symlink("/dev/full", folder.join("temp-appendonly.aof.incr")).unwrap();
    c.ok(&["CONFIG", "SET", "appendonly", "yes"]);
    wait_for(&mut c, "aof_rewrite_in_progress:0");
    c.ok(&["SET", "k", "v"]);
    wait_for(&mut c, "aof_last_write_status:err");
    writes_are_refused(
        &server,
        "-MISCONF ",
        "Errors writing to the AOF file: No space left",
        |c| {
            c.ok(&["CONFIG", "SET", "appendonly", "no"]);
        },
    );
}

#[test]
fn several_states_at_once() {
    let server = Server::start();
    let mut c = server.connect();
    c.ok(&["SET", "k", "v"]);
    c.ok(&["CONFIG", "SET", "maxmemory", "1", "replica-ignore-maxmemory", "no"]);
    c.ok(&["REPLICAOF", "127.0.0.1", "1"]);
    all_same(&mut c);
    c.ok(&["CONFIG", "SET", "replica-serve-stale-data", "no"]);
    all_same(&mut c);
}
