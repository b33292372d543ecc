//! Coroutines where the library calls back: what native scripts can do is the same, and yielding there,
//! which native scripts cannot, works.

use crate::support::Server;

/// Coroutines that run inside of calls from the library.
const AS_NATIVE: &[&str] = &[
    "local next_one = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) \
     return {pcall(next_one)}",
    "local w = coroutine.wrap(function() error('inside') end) return {pcall(w)}",
    "local w = coroutine.wrap(function() error({err = 'CODE inside'}) end) return {pcall(w)}",
    "local w = coroutine.wrap(function() end) w() return {pcall(w)}",
    "local w w = coroutine.wrap(function() w() end) return {pcall(w)}",
    "local w = coroutine.wrap(function() return redis.call('nosuch') end) return {pcall(w)}",
    "return coroutine.wrap(function() return redis.call('nosuch') end)()",
    "return coroutine.wrap(function() error('inside') end)()",
    "local sum = 0 for a, b in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i, 2 * i) end \
     end) do sum = sum + a * b end return sum",
    "local t = {3, 1, 2} table.sort(t, function(a, b) \
     return coroutine.wrap(function() coroutine.yield(a < b) end)() end) return t",
    "return {('abc'):gsub('.', coroutine.wrap(function(c) while true do c = coroutine.yield(c .. c) end \
     end))}",
    "local t = setmetatable({}, {__index = coroutine.wrap(function(t, k) while true do \
     t, k = coroutine.yield(k .. '!') end end)}) return {t.a, t.b, t.c}",
    "local t = setmetatable({}, {__add = coroutine.wrap(function(a, b) while true do \
     a, b = coroutine.yield(b) end end)}) return {t + 1, t + 2}",
    "local t = setmetatable({}, {__lt = coroutine.wrap(function() coroutine.yield(true) \
     coroutine.yield(false) end)}) return {t < t and 1 or 0, t < t and 1 or 0}",
    "local t = setmetatable({}, {__call = coroutine.wrap(function(t, x) while true do \
     t, x = coroutine.yield(x + 1) end end)}) return {t(1), t(2)}",
    "local parts = coroutine.wrap(function() coroutine.yield('return ') coroutine.yield('7') end) \
     return load(parts)()",
    "local out = {} table.foreach({1, 2}, coroutine.wrap(function(k, v) while true do \
     out[#out + 1] = k + v k, v = coroutine.yield() end end)) return out",
    "return {xpcall(coroutine.wrap(function() error('x') end), function(e) return e .. '!' end)}",
    "local co = coroutine.create(function() local ok, e = pcall(error, 'x', 0) coroutine.yield(e) \
     return coroutine.status(coroutine.running()) end) \
     local a = {coroutine.resume(co)} local b = {coroutine.resume(co)} \
     return {a[2], b[2], coroutine.status(co)}",
    "return {pcall(coroutine.yield, 1)}",
    "coroutine.yield(1)",
];

/// Scripts that yield through the library; their replies.
const OWN: &[(&str, &str)] = &[
    (
        "local co = coroutine.create(function() return pcall(function() return coroutine.yield(1) + 1 \
         end) end) local _, a = coroutine.resume(co) local _, ok, b = coroutine.resume(co, 41) \
         return {a, ok, b}",
        "*3\r\n:1\r\n:1\r\n:42\r\n",
    ),
    (
        "local co = coroutine.wrap(function() return pcall(function() coroutine.yield(1) error('x', 0) \
         end) end) local a = co() return {a, co()}",
        "*3\r\n:1\r\n$-1\r\n$1\r\nx\r\n",
    ),
    (
        "local co = coroutine.wrap(function() return xpcall(function() coroutine.yield(1) error('x', 0) \
         end, function(e) return e .. '!' end) end) local a = co() return {a, co()}",
        "*3\r\n:1\r\n$-1\r\n$2\r\nx!\r\n",
    ),
    (
        "local t = setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end, \
         __add = function(_, n) return coroutine.yield(n) end, \
         __lt = function() return coroutine.yield('lt') end, \
         __concat = function(_, s) return coroutine.yield(s) end, \
         __call = function(_, n) return coroutine.yield(n) end}) \
         local co = coroutine.wrap(function() local a, b = t.x, t + 2 local c = t < t local d = t .. 's' \
         local e = t('call') return a + b, c, d, e end) \
         return {co(), co(10), co(20), co(true), co('D'), co('E')}",
        "*9\r\n$1\r\nx\r\n:2\r\n$2\r\nlt\r\n$1\r\ns\r\n$4\r\ncall\r\n:30\r\n:1\r\n$1\r\nD\r\n$1\r\nE\r\n",
    ),
    (
        "local co = coroutine.wrap(function() local sum = 0 \
         for i in function(_, i) return coroutine.yield(i) end, nil, 0 do sum = sum + i end return sum end) \
         return {co(), co(5), co(6), co(nil)}",
        "*4\r\n:0\r\n:5\r\n:6\r\n:11\r\n",
    ),
    (
        "local co = coroutine.wrap(function() local t = {2, 1} \
         table.sort(t, function(a, b) coroutine.yield('sort') return a < b end) return t[1] end) \
         local turns, r = 0, nil repeat r = co() turns = turns + 1 until r ~= 'sort' \
         return {turns > 1, r}",
        "*2\r\n:1\r\n:1\r\n",
    ),
    (
        "local co = coroutine.wrap(function() return (('ab'):gsub('.', coroutine.yield)) end) \
         return {co(), co('x'), co('y')}",
        "*3\r\n$1\r\na\r\n$1\r\nb\r\n$2\r\nxy\r\n",
    ),
    (
        "local co = coroutine.wrap(function() return redis.call('set', coroutine.yield('k'), \
         coroutine.yield('v')) end) co() co('key') return co('value')",
        "+OK\r\n",
    ),
];

#[test]
fn coroutines_in_callbacks_do_what_they_do_natively() {
    let server = Server::start();
    let mut connection = server.connect();
    for script in AS_NATIVE {
        let native = connection.text(&["EVAL", script, "0"]);
        assert_eq!(connection.text(&["FERROUS.EVAL", script, "0"]), native, "{script}");
    }
}

#[test]
fn coroutines_yield_through_the_library() {
    let server = Server::start();
    let mut connection = server.connect();
    for (script, reply) in OWN {
        assert_eq!(connection.text(&["FERROUS.EVAL", script, "0"]), *reply, "{script}");
    }
}
