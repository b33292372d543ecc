"""The scripting calls of redis-py, with the parser of Python and that of hiredis: by text and by digest, in
pipelines and transactions, under RESP3, as objects, and asynchronously."""

import asyncio
import hashlib
import os

import redis
from redis import asyncio as aioredis

HOST, PORT = os.environ["REDIS_HOST"], int(os.environ["REDIS_PORT"])
ADD = "return redis.call('INCRBY', KEYS[1], ARGV[1])"
SHAPES = "return {1, 'two', false, {'three', {4}}, redis.status_reply('FIVE')}"
RESP3 = "redis.setresp(3) return {{map = {a = 1}}, {set = {x = true}}, {double = 1.5}, true, false}"
ERROR = "return redis.error_reply('MINE with words')"


def sha1(text):
    return hashlib.sha1(text.encode()).hexdigest()


def outcome(what, value):
    print(f"ok {what}: {value!r}")


def expect(what, value, expected):
    assert value == expected, f"{what}: {value!r} is not {expected!r}"
    outcome(what, value)


def failure(call, *words):
    try:
        return call(*words)
    except redis.ResponseError as error:
        return f"{type(error).__name__}: {error}"


def blocking(parser, protocol):
    def name(what):
        return f"redis-py, {parser.__name__}, RESP{protocol}: {what}"

    pool = redis.ConnectionPool(host=HOST, port=PORT, protocol=protocol, parser_class=parser)
    client = redis.Redis(connection_pool=pool)
    client.flushall()
    expect(name("EVAL"), client.eval(ADD, 1, "n", 5), 5)
    outcome(name("shapes"), client.eval(SHAPES, 0))
    outcome(name("shapes of RESP3"), client.eval(RESP3, 0))
    outcome(name("an error"), failure(client.eval, ERROR, 0))
    outcome(name("a failure"), failure(client.eval, "return nil + 1", 0))
    outcome(name("no Lua"), failure(client.eval, "no Lua", 0))
    outcome(name("NOSCRIPT"), failure(client.evalsha, sha1("never seen"), 0))
    expect(name("EVALSHA"), client.evalsha(sha1(ADD), 1, "n", 5), 10)
    outcome(name("EVAL_RO"), failure(client.eval_ro, "return redis.call('SET', 'n', 1)", 0))
    expect(name("SCRIPT LOAD"), client.script_load("return 7"), sha1("return 7"))
    expect(name("SCRIPT EXISTS"), client.script_exists(sha1("return 7"), sha1("x")), [True, False])
    expect(name("EVALSHA_RO"), client.evalsha_ro(sha1("return 7"), 0), 7)
    outcome(name("SCRIPT KILL"), failure(client.script_kill))
    add = client.register_script(ADD + " --")
    expect(name("a script object"), add(keys=["n"], args=[1]), 11)
    client.script_flush()
    expect(name("after SCRIPT FLUSH"), add(keys=["n"], args=[1]), 12)
    client.script_flush()
    for transaction in (False, True):
        with client.pipeline(transaction=transaction) as pipe:
            add(keys=["n"], args=[1], client=pipe)
            pipe.eval(ADD, 1, "n", 1)
            pipe.get("n")
            pipe.eval(ERROR, 0)
            outcome(name(f"a pipeline, transaction {transaction}"), pipe.execute(raise_on_error=False))
    with client.pipeline() as pipe:
        pipe.watch("n")
        client.incr("n")
        pipe.multi()
        add(keys=["n"], args=[1], client=pipe)
        try:
            pipe.execute()
        except redis.WatchError as error:
            outcome(name("WATCH"), type(error).__name__)
    payload = bytes(range(256)) * 4096
    expect(name("a megabyte"), client.eval("return ARGV[1]", 0, payload) == payload, True)
    lock = client.lock("lock", timeout=10)
    expect(name("a lock"), lock.acquire(blocking=False), True)
    expect(name("a lock that is held"), client.lock("lock").acquire(blocking=False), False)
    expect(name("a longer lock"), lock.extend(10), True)
    lock.release()
    expect(name("a lock that is released"), client.exists("lock"), 0)
    client.close()


async def asynchronous():
    client = aioredis.Redis(host=HOST, port=PORT, protocol=3)
    await client.flushall()
    await client.script_flush()
    add = client.register_script(ADD)
    replies = await asyncio.gather(*(add(keys=["n"], args=[1]) for _ in range(100)))
    expect("redis-py, asyncio: 100 at once", sorted(replies), list(range(1, 101)))
    async with client.pipeline(transaction=True) as pipe:
        await add(keys=["n"], args=[1], client=pipe)
        pipe.get("n")
        outcome("redis-py, asyncio: a transaction", await pipe.execute())
    await client.aclose()


for parser in (redis.connection._RESP2Parser, redis.connection._RESP3Parser, redis.connection._HiredisParser):
    for protocol in (2, 3):
        if parser is not (redis.connection._RESP3Parser if protocol == 2 else redis.connection._RESP2Parser):
            blocking(parser, protocol)
asyncio.run(asynchronous())
