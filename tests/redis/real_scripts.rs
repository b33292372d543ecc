//! Scripts of the kinds that people run, natively and by the module on the same data: the same replies
//! byte for byte, the same keys with the same contents, the same times to live.

use crate::support::{Connection, Server};

/// A script, what is there before it, and how it is called.
struct Script {
    name: &'static str,
    body: &'static str,
    /// Commands, words separated by blanks.
    before: &'static [&'static str],
    /// Keys, a comma, arguments.
    calls: &'static [&'static str],
}

const SCRIPTS: &[Script] = &[
    Script {
        name: "fixed window limiter",
        body: r"
            local current = redis.call('INCR', KEYS[1])
            if current == 1 then
              redis.call('EXPIRE', KEYS[1], ARGV[2])
            end
            if current > tonumber(ARGV[1]) then
              return {0, redis.call('TTL', KEYS[1]) > 0 and 1 or 0}
            end
            return {1, tonumber(ARGV[1]) - current}
        ",
        before: &[],
        calls: &["rl:{u1} , 3 100", "rl:{u1} , 3 100", "rl:{u1} , 3 100", "rl:{u1} , 3 100"],
    },
    Script {
        name: "sliding window limiter",
        body: r"
            local key, now, window, limit = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
            redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
            local count = redis.call('ZCARD', key)
            if count < limit then
              redis.call('ZADD', key, now, ARGV[4])
              redis.call('PEXPIRE', key, window)
              return {1, limit - count - 1}
            end
            local oldest = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
            return {0, tonumber(oldest[2]) + window - now}
        ",
        before: &[],
        calls: &[
            "sw , 1000 60000 2 a",
            "sw , 1500 60000 2 b",
            "sw , 2000 60000 2 c",
            "sw , 61100 60000 2 d",
        ],
    },
    Script {
        name: "token bucket",
        body: r"
            local rate, capacity, now, requested =
              tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
            local fill_time = capacity / rate
            local ttl = math.floor(fill_time * 2)
            local last_tokens = tonumber(redis.call('get', KEYS[1]))
            if last_tokens == nil then last_tokens = capacity end
            local last_refreshed = tonumber(redis.call('get', KEYS[2]))
            if last_refreshed == nil then last_refreshed = 0 end
            local delta = math.max(0, now - last_refreshed)
            local filled = math.min(capacity, last_tokens + (delta * rate))
            local allowed = filled >= requested
            local new_tokens = filled
            if allowed then new_tokens = filled - requested end
            redis.call('setex', KEYS[1], ttl, new_tokens)
            redis.call('setex', KEYS[2], ttl, now)
            return { allowed, new_tokens }
        ",
        before: &[],
        calls: &[
            "tb:t tb:ts , 0.5 10 100 4",
            "tb:t tb:ts , 0.5 10 101 4",
            "tb:t tb:ts , 0.5 10 101 4",
            "tb:t tb:ts , 0.5 10 113 4",
        ],
    },
    Script {
        name: "generic cell rate",
        body: r"
            local tat = redis.call('GET', KEYS[1])
            local now, interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
            tat = tat and math.max(tonumber(tat), now) or now
            local new_tat = tat + interval
            local allow_at = new_tat - burst * interval
            if now < allow_at then
              return {err = 'RATELIMITED retry in ' .. tostring(allow_at - now)}
            end
            redis.call('SET', KEYS[1], new_tat, 'PX', math.ceil(new_tat - now))
            return redis.status_reply('ALLOWED')
        ",
        before: &[],
        calls: &["gcra , 1000 50.5 2", "gcra , 1000 50.5 2", "gcra , 1000 50.5 2"],
    },
    Script {
        name: "lock acquire",
        body: r"
            if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
              return 1
            elseif redis.call('get', KEYS[1]) == ARGV[1] then
              redis.call('pexpire', KEYS[1], ARGV[2])
              return 2
            else
              return 0
            end
        ",
        before: &[],
        calls: &["lock , me 50000", "lock , me 90000", "lock , you 50000"],
    },
    Script {
        name: "lock release",
        body: r#"
            if redis.call("get",KEYS[1]) == ARGV[1] then
                return redis.call("del",KEYS[1])
            else
                return 0
            end
        "#,
        before: &["SET lock me"],
        calls: &["lock , you", "lock , me", "lock , me"],
    },
    Script {
        name: "lock extend",
        body: r"
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
            local left = redis.call('PTTL', KEYS[1])
            if left < 0 then left = 0 end
            return redis.call('PEXPIRE', KEYS[1], left - left + ARGV[2])
        ",
        before: &["SET lock me PX 70000"],
        calls: &["lock , me 90000", "lock , you 90000", "nolock , me 1"],
    },
    Script {
        name: "reentrant lock",
        body: r"
            if (redis.call('exists', KEYS[1]) == 0) or (redis.call('hexists', KEYS[1], ARGV[2]) == 1) then
              redis.call('hincrby', KEYS[1], ARGV[2], 1)
              redis.call('pexpire', KEYS[1], ARGV[1])
              return nil
            end
            return redis.call('hlen', KEYS[1])
        ",
        before: &[],
        calls: &["rlock , 30000 t:1", "rlock , 30000 t:1", "rlock , 30000 t:2"],
    },
    Script {
        name: "reentrant unlock",
        body: r"
            if (redis.call('hexists', KEYS[1], ARGV[3]) == 0) then return nil end
            local counter = redis.call('hincrby', KEYS[1], ARGV[3], -1)
            if (counter > 0) then
              redis.call('pexpire', KEYS[1], ARGV[2])
              return 0
            else
              redis.call('del', KEYS[1])
              redis.call('publish', KEYS[2], ARGV[1])
              return 1
            end
        ",
        before: &["HSET rlock t:1 2"],
        calls: &["rlock ch , 0 30000 t:2", "rlock ch , 0 30000 t:1", "rlock ch , 0 30000 t:1"],
    },
    Script {
        name: "semaphore",
        body: r"
            redis.call('zremrangebyscore', KEYS[1], '-inf', ARGV[2] - ARGV[4])
            if redis.call('zcard', KEYS[1]) < tonumber(ARGV[1]) then
              redis.call('zadd', KEYS[1], ARGV[2], ARGV[3])
              return redis.call('zrank', KEYS[1], ARGV[3])
            end
            return redis.error_reply('BUSYSEM no slot for ' .. ARGV[3])
        ",
        before: &[],
        calls: &["sem , 2 10 a 5", "sem , 2 11 b 5", "sem , 2 12 c 5", "sem , 2 17 d 5"],
    },
    Script {
        name: "queue push with priority and dedup",
        body: r"
            local id = redis.call('INCR', KEYS[2])
            local job = ARGV[1]
            if redis.call('HSETNX', KEYS[3], job, id) == 0 then
              return redis.call('HGET', KEYS[3], job)
            end
            if tonumber(ARGV[2]) > 0 then
              redis.call('LPUSH', KEYS[1], id)
            else
              redis.call('RPUSH', KEYS[1], id)
            end
            redis.call('HMSET', 'job:' .. id, 'name', job, 'attempts', 0, 'delay', ARGV[3] or 0)
            return tostring(id)
        ",
        before: &[],
        calls: &[
            "q id jobs , mail 0",
            "q id jobs , bill 1 50",
            "q id jobs , mail 1",
            "q id jobs , x 0",
        ],
    },
    Script {
        name: "move due jobs",
        body: r"
            local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
            for _, job in ipairs(due) do
              redis.call('ZREM', KEYS[1], job)
              redis.call('LPUSH', KEYS[2], job)
            end
            local nxt = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
            return {#due, due, nxt[2] or false}
        ",
        before: &["ZADD delayed 5 a 7 b 9 c 11 d"],
        calls: &["delayed ready , 9 2", "delayed ready , 9 2", "delayed ready , 1 2"],
    },
    Script {
        name: "reliable pop",
        body: r"
            local job = redis.call('RPOPLPUSH', KEYS[1], KEYS[2])
            if not job then return nil end
            local data = redis.call('HGETALL', 'job:' .. job)
            local map = {}
            for i = 1, #data, 2 do map[data[i]] = data[i + 1] end
            redis.call('HINCRBY', 'job:' .. job, 'attempts', 1)
            return {job, map.name, tonumber(map.attempts) + 1}
        ",
        before: &["RPUSH q 1 2", "HSET job:2 name b attempts 4", "HSET job:1 name a attempts 0"],
        calls: &["q busy ,", "q busy ,", "q busy ,"],
    },
    Script {
        name: "leaderboard with ties",
        body: r"
            local score = redis.call('ZSCORE', KEYS[1], ARGV[1])
            if not score then return {err = 'NOTFOUND no such player'} end
            local above = redis.call('ZCOUNT', KEYS[1], '(' .. score, '+inf')
            local rank = above + 1
            local around = {}
            local pos = redis.call('ZREVRANK', KEYS[1], ARGV[1])
            local from = math.max(0, pos - 1)
            local rows = redis.call('ZREVRANGE', KEYS[1], from, pos + 1, 'WITHSCORES')
            for i = 1, #rows, 2 do
              around[#around + 1] = {rows[i], tonumber(rows[i + 1])}
            end
            return {rank, score, around}
        ",
        before: &["ZADD lb 10 ann 20 bob 20 cat 30.5 dan 5 eve"],
        calls: &["lb , bob", "lb , cat", "lb , dan", "lb , eve", "lb , zoe"],
    },
    Script {
        name: "inventory reservation",
        body: r"
            local wanted = {}
            for i = 1, #ARGV, 2 do wanted[#wanted + 1] = {ARGV[i], tonumber(ARGV[i + 1])} end
            for _, item in ipairs(wanted) do
              local stock = tonumber(redis.call('HGET', KEYS[1], item[1]) or 0)
              if stock < item[2] then
                return {0, item[1], stock}
              end
            end
            for _, item in ipairs(wanted) do
              redis.call('HINCRBY', KEYS[1], item[1], -item[2])
              redis.call('HINCRBY', KEYS[2], item[1], item[2])
            end
            return {1}
        ",
        before: &["HSET stock apple 5 pear 2"],
        calls: &[
            "stock held , apple 2 pear 1",
            "stock held , apple 1 pear 2",
            "stock held , fig 1",
        ],
    },
    Script {
        name: "session touch",
        body: r"
            if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
            redis.call('HSET', KEYS[1], 'seen', ARGV[1], 'hits', 1 + (redis.call('HGET', KEYS[1], 'hits') or 0))
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            redis.call('ZADD', KEYS[2], 'GT', ARGV[1], KEYS[1])
            return redis.call('HMGET', KEYS[1], 'user', 'hits', 'none')
        ",
        before: &["HSET s:1 user ann"],
        calls: &["s:1 seen , 100 900", "s:1 seen , 120 900", "s:2 seen , 1 1"],
    },
    Script {
        name: "idempotency key",
        body: r"
            local stored = redis.call('GET', KEYS[1])
            if stored then return {0, stored} end
            redis.call('SET', KEYS[1], ARGV[1], 'EX', 86400)
            return {1, ARGV[1]}
        ",
        before: &[],
        calls: &["idem:1 , first", "idem:1 , second"],
    },
    Script {
        name: "unique visitors of a day",
        body: r"
            local added = redis.call('PFADD', KEYS[1], unpack(ARGV))
            if redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], 604800) end
            return {added, redis.call('PFCOUNT', KEYS[1])}
        ",
        before: &[],
        calls: &["hll , a b c", "hll , c d", "hll , a"],
    },
    Script {
        name: "counter with expiry and limit",
        body: r"
            local n = tonumber(redis.call('GET', KEYS[1]) or '0')
            if n + ARGV[1] > tonumber(ARGV[2]) then return n end
            n = redis.call('INCRBY', KEYS[1], ARGV[1])
            if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], 3600) end
            return n
        ",
        before: &[],
        calls: &["cnt , 3 10", "cnt , 5 10", "cnt , 5 10", "cnt , 2 10"],
    },
    Script {
        name: "page of a sorted set with data",
        body: r"
            local page, size = tonumber(ARGV[1]), tonumber(ARGV[2])
            local first = (page - 1) * size
            local ids = redis.call('ZREVRANGE', KEYS[1], first, first + size - 1)
            local rows = {}
            for i, id in ipairs(ids) do
              rows[i] = redis.call('HMGET', 'post:' .. id, 'title', 'votes')
            end
            return {redis.call('ZCARD', KEYS[1]), math.ceil(redis.call('ZCARD', KEYS[1]) / size), rows}
        ",
        before: &[
            "ZADD posts 1 a 2 b 3 c",
            "HSET post:a title A votes 1",
            "HSET post:b title B",
            "HSET post:c title C votes 3",
        ],
        calls: &["posts , 1 2", "posts , 2 2", "posts , 3 2"],
    },
    Script {
        name: "compare and set",
        body: r"
            local value = redis.call('GET', KEYS[1])
            if value == ARGV[1] or (ARGV[1] == '' and not value) then
              return redis.call('SET', KEYS[1], ARGV[2])
            end
            return value
        ",
        before: &["SET v 5"],
        calls: &["v , 4 6", "v , 5 6", "w , 1 2"],
    },
    Script {
        name: "compare and delete of many",
        body: r"
            local deleted = 0
            for i, key in ipairs(KEYS) do
              if redis.call('GET', key) == ARGV[i] then deleted = deleted + redis.call('DEL', key) end
            end
            return deleted
        ",
        before: &["MSET a 1 b 2 c 3"],
        calls: &["a b c , 1 0 3", "a b c , 1 2 3"],
    },
    Script {
        name: "update of a JSON document",
        body: r"
            local doc = redis.call('GET', KEYS[1])
            doc = doc and cjson.decode(doc) or {tags = {}, n = 0}
            doc.n = doc.n + 1
            doc.last = ARGV[1]
            table.insert(doc.tags, ARGV[1])
            if #doc.tags > 3 then table.remove(doc.tags, 1) end
            redis.call('SET', KEYS[1], cjson.encode(doc))
            return {doc.n, table.concat(doc.tags, ',')}
        ",
        before: &[],
        calls: &["doc , a", "doc , b", "doc , c", "doc , d"],
    },
    Script {
        name: "cache aside with version",
        body: r"
            local cached = redis.call('HMGET', KEYS[1], 'ver', 'val')
            if cached[1] and tonumber(cached[1]) >= tonumber(ARGV[1]) then
              return {0, cached[2]}
            end
            redis.call('DEL', KEYS[1])
            redis.call('HMSET', KEYS[1], 'ver', ARGV[1], 'val', ARGV[2])
            redis.call('PEXPIRE', KEYS[1], 300000)
            return {1, ARGV[2]}
        ",
        before: &[],
        calls: &["c:1 , 3 three", "c:1 , 2 two", "c:1 , 4 four"],
    },
    Script {
        name: "top of merged feeds",
        body: r"
            local all = {}
            for _, key in ipairs(KEYS) do
              local items = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
              for i = 1, #items, 2 do
                all[#all + 1] = {id = items[i], score = tonumber(items[i + 1])}
              end
            end
            table.sort(all, function(a, b)
              if a.score ~= b.score then return a.score > b.score end
              return a.id < b.id
            end)
            local out = {}
            for i = 1, math.min(#all, tonumber(ARGV[1])) do
              out[i] = all[i].id .. '=' .. tostring(all[i].score)
            end
            return out
        ",
        before: &["ZADD f1 1 a 9 b 3.5 c", "ZADD f2 9 d 2 e"],
        calls: &["f1 f2 f3 , 3", "f1 , 10"],
    },
    Script {
        name: "transfer between accounts",
        body: r"
            local amount = tonumber(ARGV[1])
            if not amount or amount <= 0 then return redis.error_reply('ERR bad amount') end
            local balance = tonumber(redis.call('HGET', KEYS[1], 'balance') or 0)
            if balance < amount then
              return redis.error_reply('INSUFFICIENT balance is ' .. string.format('%.2f', balance))
            end
            redis.call('HINCRBYFLOAT', KEYS[1], 'balance', -amount)
            local new = redis.call('HINCRBYFLOAT', KEYS[2], 'balance', amount)
            redis.call('XADD', KEYS[3], '1-' .. redis.call('XLEN', KEYS[3]) + 1, 'amount', ARGV[1])
            return new
        ",
        before: &["HSET acc:1 balance 10.5", "HSET acc:2 balance 0"],
        calls: &[
            "acc:1 acc:2 log , 2.25",
            "acc:1 acc:2 log , 100",
            "acc:1 acc:2 log , x",
            "acc:1 acc:2 log , 0.1",
        ],
    },
    Script {
        name: "delete by pattern in batches",
        body: r"
            local cursor, deleted = '0', 0
            repeat
              local reply = redis.call('SCAN', cursor, 'MATCH', ARGV[1], 'COUNT', 100)
              cursor = reply[1]
              for _, key in ipairs(reply[2]) do deleted = deleted + redis.call('UNLINK', key) end
            until cursor == '0'
            return deleted
        ",
        before: &["MSET t:1 a t:2 b u:1 c t:3 d"],
        calls: &[", t:*", ", t:*"],
    },
    Script {
        name: "geo search and store",
        body: r"
            redis.call('GEOADD', KEYS[1], 13.361389, 38.115556, 'Palermo', 15.087269, 37.502669, 'Catania')
            local near = redis.call('GEOSEARCH', KEYS[1], 'FROMLONLAT', 15, 37, 'BYRADIUS', ARGV[1], 'km',
              'ASC', 'WITHDIST')
            local names = {}
            for i, row in ipairs(near) do names[i] = row[1] .. ':' .. string.format('%.1f', tonumber(row[2])) end
            return names
        ",
        before: &[],
        calls: &["geo , 200", "geo , 100"],
    },
    Script {
        name: "stream consumer with claim",
        body: r"
            local pending = redis.call('XPENDING', KEYS[1], 'g', '-', '+', 10)
            local claimed = {}
            for _, entry in ipairs(pending) do
              local got = redis.call('XCLAIM', KEYS[1], 'g', ARGV[1], 0, entry[1])
              claimed[#claimed + 1] = got[1][2]
            end
            local acked = 0
            for _, entry in ipairs(pending) do acked = acked + redis.call('XACK', KEYS[1], 'g', entry[1]) end
            -- The times that a group keeps of its consumers would differ.
            if #pending == 0 then redis.call('XGROUP', 'DESTROY', KEYS[1], 'g') end
            return {#pending, claimed, acked}
        ",
        before: &[
            "XADD st 1-1 f a",
            "XADD st 1-2 f b",
            "XGROUP CREATE st g 0",
            "XREADGROUP GROUP g c COUNT 10 STREAMS st >",
        ],
        calls: &["st , d", "st , d"],
    },
    Script {
        name: "bitmap of attendance",
        body: r"
            for i = 1, #ARGV do redis.call('SETBIT', KEYS[1], ARGV[i], 1) end
            local field = redis.call('BITFIELD', KEYS[1], 'GET', 'u8', 0, 'INCRBY', 'u4', 8, 3)
            return {redis.call('BITCOUNT', KEYS[1]), redis.call('BITPOS', KEYS[1], 0), field}
        ",
        before: &[],
        calls: &["att , 1 3 5", "att , 0"],
    },
    Script {
        name: "set algebra of interests",
        body: r"
            local common = redis.call('SINTER', KEYS[1], KEYS[2])
            table.sort(common)
            redis.call('SUNIONSTORE', KEYS[3], KEYS[1], KEYS[2])
            return {common, redis.call('SCARD', KEYS[3]), redis.call('SMISMEMBER', KEYS[3], unpack(ARGV))}
        ",
        before: &["SADD i1 a b c", "SADD i2 b c d"],
        calls: &["i1 i2 i3 , a z", "i1 none i3 , b"],
    },
    Script {
        name: "binary record",
        body: r"
            local packed = redis.call('GET', KEYS[1])
            local n, stamp, name = 0, 0, ''
            if packed then n, stamp, name = struct.unpack('>IdHc0', packed) end
            n = n + 1
            redis.call('SET', KEYS[1], struct.pack('>IdHc0', n, tonumber(ARGV[1]), #ARGV[2], ARGV[2]))
            return {n, tostring(stamp), name, redis.sha1hex(ARGV[2])}
        ",
        before: &[],
        calls: &["rec , 1.5 first", "rec , 2.25 second"],
    },
    Script {
        name: "message pack of a session",
        body: r"
            local data = redis.call('GET', KEYS[1])
            local session = data and cmsgpack.unpack(data) or {views = 0, pages = {}}
            session.views = session.views + 1
            session.pages[#session.pages + 1] = ARGV[1]
            redis.call('SET', KEYS[1], cmsgpack.pack(session))
            return {session.views, session.pages}
        ",
        before: &[],
        calls: &["sess , /", "sess , /a", "sess , /b"],
    },
    Script {
        name: "feature flag by hash of the user",
        body: r"
            local hex = redis.sha1hex(KEYS[1] .. ':' .. ARGV[1])
            local bucket = bit.band(tonumber(string.sub(hex, 1, 8), 16), 1023) % 100
            local percent = tonumber(redis.call('HGET', KEYS[1], 'percent') or 0)
            return {bucket, bucket < percent}
        ",
        before: &["HSET flag:x percent 40"],
        calls: &["flag:x , u1", "flag:x , u2", "flag:y , u1"],
    },
    Script {
        name: "write that fails half way",
        body: r"
            redis.call('SET', KEYS[1], ARGV[1])
            local ok, err = pcall(redis.call, 'LPUSH', KEYS[1], 'x')
            redis.call('SET', KEYS[2], tostring(err))
            return redis.call('LPUSH', KEYS[1], 'y')
        ",
        before: &[],
        calls: &["a b , 1"],
    },
];

fn words(text: &str) -> Vec<Vec<u8>> {
    text.split_whitespace().map(|word| word.as_bytes().to_vec()).collect()
}

/// `EVAL body numkeys keys args` from a call's text.
fn command(name: &str, body: &str, call: &str) -> Vec<Vec<u8>> {
    let (keys, args) = call.split_once(',').unwrap();
    let (keys, args) = (words(keys), words(args));
    let mut command = vec![name.into(), body.into(), keys.len().to_string().into_bytes()];
    command.extend(keys);
    command.extend(args);
    command
}

/// Every key with its contents and its time to live in seconds.
fn data(connection: &mut Connection) -> Vec<(String, Vec<u8>, i64)> {
    let listing = connection.text(&[
        "EVAL",
        "local k = redis.call('keys', '*') table.sort(k) return table.concat(k, '\\n')",
        "0",
    ]);
    let names = listing.split_once("\r\n").unwrap().1.trim_end();
    names
        .lines()
        .map(|key| {
            let ttl = connection.text(&["TTL", key]);
            let ttl = ttl[1..].trim_end().parse().unwrap();
            (key.to_owned(), connection.raw(&["DUMP", key]), ttl)
        })
        .collect()
}

struct Outcome {
    replies: Vec<Vec<u8>>,
    data: Vec<(String, Vec<u8>, i64)>,
}

fn outcome(connection: &mut Connection, script: &Script, command_name: &str) -> Outcome {
    connection.ok(&["FLUSHALL"]);
    for before in script.before {
        connection.ok(&words(before));
    }
    let run = |call: &&str| connection.raw(&command(command_name, script.body, call));
    let replies = script.calls.iter().map(run).collect();
    Outcome { replies, data: data(connection) }
}

fn check(connection: &mut Connection, script: &Script) {
    let native = outcome(connection, script, "EVAL");
    let ours = outcome(connection, script, "FERROUS.EVAL");
    let calls = script.calls.iter();
    for ((call, native), ours) in calls.zip(&native.replies).zip(&ours.replies) {
        assert_eq!(
            native.escape_ascii().to_string(),
            ours.escape_ascii().to_string(),
            "{}: {call}",
            script.name
        );
    }
    assert_eq!(native.data.len(), ours.data.len(), "{}", script.name);
    for ((key, native, ttl), (our_key, ours, our_ttl)) in native.data.iter().zip(&ours.data) {
        assert_eq!(key, our_key, "{}", script.name);
        assert_eq!(native, ours, "{}: contents of {key}", script.name);
        assert!((ttl - our_ttl).abs() <= 1, "{}: {key} lives {ttl} and {our_ttl}", script.name);
    }
}

#[test]
fn scripts_that_people_run_do_what_they_do_natively() {
    let server = Server::start();
    let (mut resp2, mut resp3) = (server.connect(), server.connect_resp3());
    assert!(SCRIPTS.len() >= 25);
    for script in SCRIPTS {
        check(&mut resp2, script);
        check(&mut resp3, script);
    }
}
