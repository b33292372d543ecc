//! The scripts that are measured on a server: what people run.

use crate::Failure;
use crate::server::{Client, Words};

/// An argument that stands for `{payload}`.
#[derive(Clone, Copy)]
pub enum Payload {
    None,
    /// JSON text of about so many bytes.
    Json(usize),
    /// What `cmsgpack.pack` makes of such a text.
    Pack(usize),
}

/// A script and how it is called.
pub struct Row {
    pub name: &'static str,
    pub script: &'static str,
    /// The words after the digest; `{n}` is the number of the call, `{payload}` the payload.
    pub call: &'static str,
    /// A command sent before every call, with the same marks.
    pub before: &'static str,
    /// A native script that fills the database.
    pub setup: &'static str,
    pub payload: Payload,
}

const PLAIN: Row =
    Row { name: "", script: "", call: "0", before: "", setup: "", payload: Payload::None };

const RATE: &str = "local n = redis.call('INCR', KEYS[1]) \
    if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end \
    if n > tonumber(ARGV[1]) then return 0 end return 1";

const RELEASE: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then \
    return redis.call('DEL', KEYS[1]) else return 0 end";

/// Makes a list of as many items as the first argument says.
pub const ENCODE: &str = "local item = {id = 12345, name = 'somebody', tags = {'a', 'b'}, score = 1.5} \
    local list = {} for i = 1, tonumber(ARGV[1]) do list[i] = item end ";

const DECODE_JSON: &str = "local list = cjson.decode(ARGV[1]) return #list";
const DECODE_PACK: &str = "local list = cmsgpack.unpack(ARGV[1]) return #list";

const SLIDING: &str = "local now, window = tonumber(ARGV[1]), tonumber(ARGV[2]) \
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window) \
    local count = redis.call('ZCARD', KEYS[1]) \
    if count >= tonumber(ARGV[3]) then return {0, count} end \
    redis.call('ZADD', KEYS[1], now, ARGV[1]) \
    redis.call('PEXPIRE', KEYS[1], window) return {1, count + 1}";

const QUEUE: &str = "local job = redis.call('RPOP', KEYS[1]) \
    if not job then return false end \
    redis.call('LPUSH', KEYS[2], job) redis.call('HSET', KEYS[3], job, ARGV[1]) return job";

const BOARD: &str = "local first = tonumber(ARGV[1]) \
    local page = redis.call('ZREVRANGE', KEYS[1], first, first + 9, 'WITHSCORES') \
    local result = {} for i = 1, #page, 2 do \
    local name = redis.call('HGET', KEYS[2], page[i]) \
    result[#result + 1] = {first + (i + 1) / 2, page[i], name, page[i + 1]} end return result";

const STRINGS: &str = "local words, n = {}, 0 \
    for name, value in string.gmatch(ARGV[1], '(%w+)=(%w+)') do n = n + 1 \
    words[n] = string.format('%s:%05d:%s', string.upper(name), #value, string.reverse(value)) end \
    local text = table.concat(words, ';') \
    return #string.gsub(text, '%d+', function(d) return '<' .. tonumber(d) .. '>' end)";

const TABLES: &str = "local items, groups = {}, {} \
    for i = 1, 200 do items[i] = {id = i, group = 'g' .. (i % 10), score = (i * 7919) % 1009} end \
    table.sort(items, function(a, b) return a.score < b.score end) \
    for rank, item in ipairs(items) do local g = groups[item.group] \
    if not g then g = {sum = 0, best = nil} groups[item.group] = g end \
    g.sum = g.sum + item.score * rank g.best = item.id end \
    local total = 0 for name, g in pairs(groups) do total = total + g.sum + g.best end return total";

/// All rows.
pub const ROWS: [Row; 23] = [
    Row { name: "return 1", script: "return 1", ..PLAIN },
    Row {
        name: "GET",
        script: "return redis.call('GET', KEYS[1])",
        call: "1 key",
        setup: "redis.call('SET', 'key', 'a value of some length')",
        ..PLAIN
    },
    Row {
        name: "SET",
        script: "return redis.call('SET', KEYS[1], ARGV[1])",
        call: "1 key a-value-of-some-length",
        ..PLAIN
    },
    Row { name: "rate limiter, hot", script: RATE, call: "1 rate 10 60", ..PLAIN },
    Row { name: "rate limiter, first", script: RATE, call: "1 rate:{n} 10 60", ..PLAIN },
    Row { name: "lock release, miss", script: RELEASE, call: "1 lock token", ..PLAIN },
    Row {
        name: "SET + lock release, hit",
        script: RELEASE,
        call: "1 lock token",
        before: "SET lock token",
        ..PLAIN
    },
    Row {
        name: "100 x INCR",
        script: "for i = 1, 100 do redis.call('INCR', KEYS[1]) end return 1",
        call: "1 counter",
        ..PLAIN
    },
    Row {
        name: "100 x HSET",
        script: "for i = 1, 100 do redis.call('HSET', KEYS[1], 'f' .. i, i) end return 1",
        call: "1 hash",
        ..PLAIN
    },
    Row {
        name: "LRANGE 100, iterate",
        script: "local sum = 0 for _, v in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do \
            sum = sum + v end return sum",
        call: "1 list",
        setup: "for i = 1, 100 do redis.call('RPUSH', 'list', i) end",
        ..PLAIN
    },
    Row {
        name: "cjson.decode 1 KB",
        script: DECODE_JSON,
        call: "0 {payload}",
        payload: Payload::Json(1_000),
        ..PLAIN
    },
    Row {
        name: "cjson.decode 100 KB",
        script: DECODE_JSON,
        call: "0 {payload}",
        payload: Payload::Json(100_000),
        ..PLAIN
    },
    Row { name: "cjson.encode 1 KB", script: "json", call: "0 16", ..PLAIN },
    Row { name: "cjson.encode 100 KB", script: "json", call: "0 1600", ..PLAIN },
    Row {
        name: "cmsgpack.unpack 1 KB",
        script: DECODE_PACK,
        call: "0 {payload}",
        payload: Payload::Pack(1_000),
        ..PLAIN
    },
    Row {
        name: "cmsgpack.unpack 100 KB",
        script: DECODE_PACK,
        call: "0 {payload}",
        payload: Payload::Pack(100_000),
        ..PLAIN
    },
    Row { name: "cmsgpack.pack 1 KB", script: "pack", call: "0 24", ..PLAIN },
    Row { name: "cmsgpack.pack 100 KB", script: "pack", call: "0 2400", ..PLAIN },
    Row { name: "sliding-window limiter", script: SLIDING, call: "1 window {n} 100 200", ..PLAIN },
    Row {
        name: "queue move",
        script: QUEUE,
        call: "3 queue queue states running",
        setup: "for i = 1, 100 do redis.call('LPUSH', 'queue', 'job:' .. i) end",
        ..PLAIN
    },
    Row {
        name: "leaderboard page",
        script: BOARD,
        call: "2 board names 20",
        setup: "for i = 1, 1000 do redis.call('ZADD', 'board', i * 7919 % 10007, 'user:' .. i) \
            redis.call('HSET', 'names', 'user:' .. i, 'name ' .. i) end",
        ..PLAIN
    },
    Row {
        name: "strings",
        script: STRINGS,
        call: "0 alpha=one,beta=two,gamma=three,delta=four,epsilon=five,zeta=six,eta=seven,theta=8",
        ..PLAIN
    },
    Row { name: "tables", script: TABLES, ..PLAIN },
];

/// The text of a payload.
pub fn json(bytes: usize) -> String {
    let mut text = String::from("[");
    let mut id = 0;
    while text.len() < bytes {
        let comma = if id == 0 { "" } else { "," };
        id += 1;
        let item =
            format!("{{\"id\":{id},\"name\":\"somebody\",\"tags\":[\"a\",\"b\"],\"score\":1.5}}");
        text.push_str(comma);
        text.push_str(&item);
    }
    text + "]"
}

impl Row {
    /// The text of the script.
    pub fn text(&self) -> String {
        match self.script {
            "json" => format!("{ENCODE}return #cjson.encode(list)"),
            "pack" => format!("{ENCODE}return #cmsgpack.pack(list)"),
            text => text.to_owned(),
        }
    }

    /// Fills the database anew; the payload.
    pub fn prepare(&self, client: &mut Client) -> Result<Vec<u8>, Failure> {
        client.one(&["FLUSHALL"])?;
        if !self.setup.is_empty() {
            client.one(&["EVAL", self.setup, "0"])?;
        }
        match self.payload {
            Payload::None => Ok(Vec::new()),
            Payload::Json(bytes) => Ok(json(bytes).into_bytes()),
            Payload::Pack(bytes) => {
                let script = "return cmsgpack.pack(cjson.decode(ARGV[1]))";
                client.one(&["EVAL", script, "0", &json(bytes)])?.bytes()
            }
        }
    }

    /// The commands of call `number` of a stored script.
    pub fn commands(
        &self,
        evalsha: &str,
        digest: &[u8],
        payload: &[u8],
        number: usize,
    ) -> Vec<Words> {
        let word = |word: &str| match word {
            "{payload}" => payload.to_vec(),
            word => word.replace("{n}", &number.to_string()).into_bytes(),
        };
        let mut commands = Vec::new();
        if !self.before.is_empty() {
            commands.push(self.before.split(' ').map(word).collect());
        }
        let mut call: Words = vec![evalsha.into(), digest.to_vec()];
        call.extend(self.call.split(' ').map(word));
        commands.push(call);
        commands
    }
}
