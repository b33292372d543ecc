//! What survives when a server, a link or a child of the server ends in the middle of scripts, and when
//! the module cannot be unloaded.

use super::support::busy::{impatient_server, start_busy};
use super::support::wait::{follow, wait};
use super::support::{Connection, Options, Server};

fn number(reply: &str) -> usize {
    reply.trim_start_matches(':').trim().parse().unwrap()
}

/// Scripts that add to a counter and a list in one step. The server is killed in the midst of them; what
/// it had answered is there when it has started again, and no step is half done.
#[test]
fn what_was_acknowledged_survives_a_crash() {
    const STEP: &str = "local n = redis.call('INCR', KEYS[1]) \
                        for i = 1, 10 do redis.call('RPUSH', KEYS[2], n) end return n";
    const CLIENTS: usize = 4;
    let config = ["--appendonly", "yes", "--appendfsync", "always"];
    let mut server = Server::start_with(&Options::with(&config));
    for round in 1..=3 {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let mut connection = server.connect();
                std::thread::spawn(move || {
                    let (counter, list) = (format!("counter{client}"), format!("list{client}"));
                    let mut acknowledged = 0;
                    loop {
                        let words = ["FERROUS.EVAL", STEP, "2", &counter, &list];
                        match connection.try_raw(&words) {
                            Ok(reply) => acknowledged = number(&String::from_utf8(reply).unwrap()),
                            Err(_) => return acknowledged,
                        }
                    }
                })
            })
            .collect();
        let mut connection = server.connect();
        wait("no script runs", || number(&connection.text(&["STRLEN", "counter0"])) >= 2);
        server.restart();
        let mut connection = server.connect();
        for (client, thread) in clients.into_iter().enumerate() {
            let acknowledged = thread.join().unwrap();
            assert!(acknowledged > 0, "round {round}: client {client} did nothing");
            let done = connection.bulk(&["GET", &format!("counter{client}")]);
            let done: usize = String::from_utf8(done).unwrap().parse().unwrap();
            assert!(done >= acknowledged, "round {round}: {done} of {acknowledged} steps are left");
            let listed = number(&connection.text(&["LLEN", &format!("list{client}")]));
            assert_eq!(listed, 10 * done, "round {round}: a step is half done");
            connection.ok(&["DEL", &format!("counter{client}"), &format!("list{client}")]);
        }
    }
}

/// A master with `busy-reply-threshold` 50 and a replica of it, in step.
fn pair() -> (Server, Server) {
    let options =
        Options::with(&["--busy-reply-threshold", "50", "--repl-diskless-sync-delay", "0"]);
    let master = Server::start_with(&options);
    let replica = Server::start_with(&options);
    follow(&replica, &master);
    (master, replica)
}

fn is_connected(replica: &mut Connection) -> bool {
    replica.text(&["INFO", "replication"]).contains("master_link_status:up")
}

/// A script of a second or so that writes all the while.
const LONG_WRITE: &str = "redis.call('SET', 'begun', 1) for i = 1, tonumber(ARGV[1]) do \
    redis.call('SET', 'k' .. i % 5000, i) redis.call('RPUSH', 'l', i) end return 'done'";
const WRITES: &str = "60000";

#[track_caller]
fn converge(master: &Server, replica: &Server) {
    let (mut master, mut replica) = (master.connect(), replica.connect());
    wait("the replica differs", || {
        is_connected(&mut replica)
            && master.text(&["DEBUG", "DIGEST"]) == replica.text(&["DEBUG", "DIGEST"])
    });
    assert_eq!(replica.text(&["LLEN", "l"]), format!(":{WRITES}\r\n"));
}

#[test]
fn a_replica_that_reconnects_while_a_script_writes_converges() {
    let (master, replica) = pair();
    let (mut script, _) = start_busy(&master, &["FERROUS.EVAL", LONG_WRITE, "0", WRITES]);
    let mut connection = replica.connect();
    connection.ok(&["CLIENT", "KILL", "TYPE", "master"]);
    wait("the link is not cut", || !is_connected(&mut connection));
    assert_eq!(script.receive(), b"$4\r\ndone\r\n");
    converge(&master, &replica);
}

#[test]
fn a_replica_that_starts_anew_while_a_script_writes_converges() {
    let (master, mut replica) = pair();
    let (mut script, _) = start_busy(&master, &["FERROUS.EVAL", LONG_WRITE, "0", WRITES]);
    replica.restart();
    replica.connect().ok(&["REPLICAOF", "127.0.0.1", &master.port().to_string()]);
    assert_eq!(script.receive(), b"$4\r\ndone\r\n");
    converge(&master, &replica);
}

/// The child that saves has the data of when it was forked; a script that runs meanwhile neither stops
/// it nor is seen by it.
#[test]
fn data_are_saved_while_a_script_keeps_the_server_busy() {
    let mut server = impatient_server();
    let mut connection = server.connect();
    for key in 0..200 {
        connection.ok(&["SET", &format!("key{key}"), "before"]);
    }
    connection.ok(&["CONFIG", "SET", "rdb-key-save-delay", "5000"]);
    connection.ok(&["BGSAVE"]);
    let write_and_loop = "for i = 0, 199 do redis.call('SET', 'key' .. i, 'after') end \
                          while redis.call('EXISTS', 'end') == 0 do \
                          if redis.call('INCR', 'turns') > 400000 then return 'done' end end";
    let (mut script, mut other) = start_busy(&server, &["FERROUS.EVAL", write_and_loop, "0"]);
    assert!(other.text(&["BGSAVE"]).starts_with("-BUSY "));
    assert_eq!(script.receive(), b"$4\r\ndone\r\n");
    wait("the data are not saved", || {
        connection.text(&["INFO", "persistence"]).contains("rdb_bgsave_in_progress:0")
    });
    assert!(connection.text(&["INFO", "persistence"]).contains("rdb_last_bgsave_status:ok"));
    assert_eq!(connection.bulk(&["GET", "key199"]), b"after");

    server.restart();
    let mut connection = server.connect();
    assert_eq!(connection.text(&["DBSIZE"]), ":200\r\n");
    assert_eq!(connection.bulk(&["GET", "key0"]), b"before");
    assert_eq!(connection.bulk(&["GET", "key199"]), b"before");
}

#[test]
fn the_module_stays_while_anything_of_it_lives() {
    let options =
        Options::with(&["--enable-module-command", "yes", "--busy-reply-threshold", "50"]);
    let server = Server::start_with(&options);
    let refused = "-ERR Error unloading module: operation not possible.\r\n";
    let unload: [&str; 3] = ["MODULE", "UNLOAD", "ferrous"];
    let mut admin = server.connect();

    // A script that runs.
    let (mut script, mut other) = start_busy(&server, &["FERROUS.EVAL", "while true do end", "0"]);
    assert!(other.text(&unload).starts_with("-BUSY "));
    other.ok(&["FERROUS.SCRIPT", "KILL"]);
    assert!(script.receive().starts_with(b"-ERR Script killed"));
    drop((script, other));

    // A command that is queued.
    let mut client = server.connect();
    client.ok(&["MULTI"]);
    client.ok(&["FERROUS.EVAL", "return 1", "0"]);
    assert_eq!(admin.text(&unload), refused);
    assert_eq!(client.text(&["EXEC"]), "*1\r\n:1\r\n");
    client.ok(&["PING"]);

    // The command that a client has called last, which the server shows in its list of clients.
    client.ok(&["FERROUS.SCRIPT", "LOAD", "return 1"]);
    assert_eq!(admin.text(&unload), refused);
    assert!(server.log().contains("Ferrous is not unloaded: a client has queued"));
    client.ok(&["PING"]);

    // Nothing.
    wait("the killed script's client is still there", || {
        admin.text(&["CLIENT", "LIST"]).lines().filter(|line| line.contains("id=")).count() == 2
    });
    assert_eq!(admin.text(&unload), "+OK\r\n");
    assert!(client.text(&["FERROUS.EVAL", "return 1", "0"]).starts_with("-ERR unknown command"));
    assert_eq!(client.text(&["EVAL", "return 1", "0"]), ":1\r\n");
}
