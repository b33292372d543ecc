//! What an application does with scripts by the crate `redis`, and what it sees.

use redis::{Client, Commands, Connection, FromRedisValue, Pipeline, RedisResult, Script, Value};

const ADD: &str = "return redis.call('INCRBY', KEYS[1], ARGV[1])";
const SHAPES: &str =
    "return {1, 'two', false, {'three', {4}}, redis.status_reply('FIVE'), {double = 1.5}}";
const RESP3: &str =
    "redis.setresp(3) return {{map = {a = 1}}, {set = {x = true}}, {double = 1.5}, true, false}";
const ONE: &str = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";

/// What an application sees, as text.
fn shown<T: std::fmt::Debug>(result: RedisResult<T>) -> String {
    match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => format!("{:?}: {error}", error.code()),
    }
}

fn ask<T: FromRedisValue>(connection: &mut Connection, words: &[&str]) -> RedisResult<T> {
    redis::cmd(words[0]).arg(&words[1..]).query(connection)
}

fn transaction() -> Pipeline {
    let mut pipeline = redis::pipe();
    pipeline.atomic();
    pipeline
}

/// The protocols, as they are named in addresses.
pub(crate) const PROTOCOLS: [&str; 2] = ["resp2", "resp3"];

/// A session of an application, which begins by forgetting all data and scripts.
pub(crate) fn run(host: &str, port: u16, protocol: &str) -> Vec<String> {
    let url = format!("redis://{host}:{port}/?protocol={protocol}");
    let connection = &mut Client::open(url).unwrap().get_connection().unwrap();
    let mut all = Vec::new();
    for words in [
        &["FLUSHALL"][..],
        &["SCRIPT", "FLUSH"],
        &["EVALSHA", ONE, "0"],
        &["EVAL", "return 1", "0"],
        &["EVALSHA", ONE, "0"],
        &["EVAL", ADD, "1", "n", "5"],
        &["EVAL_RO", ADD, "1", "n", "5"],
        &["EVAL", SHAPES, "0"],
        &["EVAL", RESP3, "0"],
        &["EVAL", "return redis.error_reply('MINE with words')", "0"],
        &["EVAL", "return nil + 1", "0"],
        &["EVAL", "no Lua", "0"],
        &["SCRIPT", "EXISTS", ONE, "x"],
    ] {
        all.push(shown(ask::<Value>(connection, words)));
    }
    // A script object sends its digest, and its text to those who do not know it.
    let script = Script::new(ADD);
    for _ in 0..2 {
        all.push(shown(script.key("n").arg(1).invoke::<i64>(connection)));
        all.push(shown(ask::<Value>(connection, &["SCRIPT", "FLUSH"])));
    }
    all.push(shown(script.prepare_invoke().load(connection)));
    for mut pipeline in [redis::pipe(), transaction()] {
        pipeline.invoke_script(script.key("n").arg(1));
        pipeline.cmd("EVAL").arg(ADD).arg(1).arg("n").arg(1);
        pipeline.get("n");
        all.push(shown(pipeline.query::<(i64, i64, String)>(connection)));
        pipeline.cmd("EVAL").arg("return nil + 1").arg(0);
        all.push(shown(pipeline.query::<Value>(connection)));
    }
    all.push(shown(connection.get::<_, i64>("n")));
    let bytes: Vec<u8> = (0..=255).collect();
    let echoed = redis::cmd("EVAL").arg("return ARGV[1]").arg(0).arg(&bytes).query(connection);
    assert_eq!(echoed, Ok(bytes));
    all
}
