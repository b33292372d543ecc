//! Scripts that never end by themselves: one for each way in which Lua code can go on, and for each
//! construct that might catch what ends it. A script that got over its end would set the key `caught`.

/// Name and text.
pub const ENDLESS: &[(&str, &str)] = &[
    // Loops and calls of the machine.
    ("while", "while true do end"),
    ("while with a body", "local n = 0 while true do n = n + 1 if n < 0 then break end end"),
    ("repeat", "repeat until false"),
    ("numeric for", "for i = 1, 1e300 do end"),
    ("numeric for that stands still", "for i = 0, 0, 0 do end for i = 0, 1, 1e-300 do end"),
    ("generic for", "for _ in function() return 1 end do end"),
    ("pairs in a loop", "local t = {1, 2, 3} while true do for _ in pairs(t) do end end"),
    ("loop over ipairs", "local t = setmetatable({}, {}) while true do for _ in ipairs(t) do end end"),
    ("tail recursion", "local function f() return f() end f()"),
    ("two tail calls", "local g local function f() return g() end g = function() return f() end f()"),
    (
        "exponential recursion",
        "local function f(n) if n > 0 then f(n - 1) f(n - 1) end end f(180)",
    ),
    (
        "recursion with pcall",
        "local function f() pcall(f) pcall(f) end while true do pcall(f) end",
    ),
    ("method calls", "local o = {} function o:m() return self end while true do o:m():m() end"),
    ("closures", "while true do local n = 0 local f = function() n = n + 1 end f() end"),
    ("tables", "while true do local t = {{}, {}} t[1].x = t end"),
    ("strings", "local n = 0 while true do n = n + 1 local s = 'x' .. n end"),
    ("long keys", "local s, t = ('x'):rep(2e7), {a = 1} while true do local x = t[s] end"),
    (
        "empty places",
        "local t = {} for i = 1, 1e6 do t[i] = i end for i = 1, 1e6 do t[i] = nil end
         while true do next(t) for _ in pairs(t) do end end",
    ),
    (
        "empty places of pairs",
        "local t = {} for i = 1, 2^22 do t[i] = 1 end for i = 1, 2^22 do t[i] = nil end
         while true do for _ in pairs(t) do end end",
    ),
    (
        "inherited long keys",
        "local s, t = ('x'):rep(3e7), setmetatable({a = 1}, {__index = function() end})
         for i = 1, 90 do t = setmetatable({a = 1}, {__index = t}) end
         while true do local x = t[s] end",
    ),
    (
        "stores of long keys by a function",
        "local s, t = ('x'):rep(1e6), setmetatable({}, {__newindex = function() end})
         while true do s = s .. 'x' t[s] = 1 end",
    ),
    (
        "borders one by one",
        "local t, n, k = {}, 2^20, 2^20 + 1 for i = 1, n do t[i] = 1 end t[n - 1] = nil
         while k < 2^31 do t[k] = 1 k = k * 2 end
         while true do table.insert(t, 1) t[n - 1] = nil table.getn(t) local x = #t end",
    ),
    // What might catch the end.
    (
        "pcall",
        "while true do pcall(function() while true do end end) redis.call('SET', 'caught', '1') end",
    ),
    (
        "nested pcall",
        "local function f() while true do end end for i = 1, 50 do local g = f
         f = function() pcall(g) redis.call('SET', 'caught', '1') while true do end end end f()",
    ),
    (
        "xpcall with a looping handler",
        "xpcall(error, function() while true do end end) redis.call('SET', 'caught', '1')",
    ),
    (
        "handler of xpcall",
        "while true do xpcall(function() while true do end end,
           function() redis.call('SET', 'caught', '1') end) redis.call('SET', 'caught', '2') end",
    ),
    (
        "coroutine.resume",
        "while true do coroutine.resume(coroutine.create(function() while true do end end))
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "coroutine.wrap",
        "while true do pcall(coroutine.wrap(function() pcall(function() while true do end end) end))
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "coroutines that resume coroutines",
        "local function f(n) return coroutine.wrap(function() if n > 0 then pcall(f(n - 1)) end
         while true do end end) end pcall(f(50)) redis.call('SET', 'caught', '1')",
    ),
    (
        "coroutines that yield",
        "local co = coroutine.wrap(function() while true do coroutine.yield() end end)
         while true do co() end",
    ),
    (
        "reader of load",
        "while true do pcall(load, function() while true do end end)
         redis.call('SET', 'caught', '1') end",
    ),
    ("endless text of load", "pcall(load, function() return ' ' end) redis.call('SET', 'caught', '1')"),
    ("endless comments of load", "load(function() return '--\\n' end)"),
    ("loadstring", "while true do pcall(loadstring('while true do end')) redis.call('SET', 'caught', '1') end"),
    ("compiling", "local s = ('local a = 1; '):rep(150) while true do loadstring(s) end"),
    (
        "__index",
        "local t = setmetatable({}, {__index = function() while true do end end})
         while true do pcall(function() return t.x end) redis.call('SET', 'caught', '1') end",
    ),
    (
        "__newindex",
        "local t = setmetatable({}, {__newindex = function() while true do end end})
         while true do pcall(function() t.x = 1 end) redis.call('SET', 'caught', '1') end",
    ),
    (
        "__call",
        "local t = setmetatable({}, {__call = function() while true do end end})
         while true do pcall(t) redis.call('SET', 'caught', '1') end",
    ),
    (
        "__add and __unm",
        "local function loop() while true do end end
         local t = setmetatable({}, {__add = loop, __unm = loop})
         while true do pcall(function() return t + 1 end) pcall(function() return -t end)
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "__concat",
        "local t = setmetatable({}, {__concat = function() while true do end end})
         while true do pcall(function() return 'a' .. t .. 'b' end) redis.call('SET', 'caught', '1') end",
    ),
    (
        "__eq",
        "local m = {__eq = function() while true do end end}
         local a, b = setmetatable({}, m), setmetatable({}, m)
         while true do pcall(function() return a == b end) redis.call('SET', 'caught', '1') end",
    ),
    (
        "__lt and __le",
        "local m = {__lt = function() while true do end end, __le = function() while true do end end}
         local a, b = setmetatable({}, m), setmetatable({}, m)
         while true do pcall(function() return a < b end) pcall(function() return a <= b end)
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "__tostring",
        "local t = setmetatable({}, {__tostring = function() while true do end end})
         while true do pcall(tostring, t) redis.call('SET', 'caught', '1') end",
    ),
    (
        "an error object's metamethods",
        "local e = setmetatable({}, {__tostring = function() while true do end end,
         __index = function() while true do end end})
         while true do pcall(function() local ok, err = pcall(error, e) return err.x end)
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "callback of gsub",
        "while true do pcall(string.gsub, 'abc', '.', function() while true do end end)
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "__index for gsub",
        "local t = setmetatable({}, {__index = function() while true do end end})
         while true do pcall(string.gsub, 'abc', '.', t) redis.call('SET', 'caught', '1') end",
    ),
    (
        "iterator of gmatch",
        "while true do for w in string.gmatch('a b c', '%a') do pcall(function() while true do end end)
         redis.call('SET', 'caught', '1') end end",
    ),
    (
        "order function of sort",
        "while true do pcall(table.sort, {3, 1, 2}, function() while true do end end)
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "callback of foreach",
        "while true do pcall(table.foreach, {1}, function() while true do end end)
         pcall(table.foreachi, {1}, function() while true do end end)
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "iterator that is called by for",
        "for _ in setmetatable({}, {__call = function() while true do end end}) do end
         redis.call('SET', 'caught', '1')",
    ),
    // Native functions that work long.
    ("string.rep", "while true do local s = string.rep('x', 100000) end"),
    (
        "string functions",
        "local s = ('ab'):rep(50000) while true do local _ = s:upper():lower():reverse():byte(-1) end",
    ),
    ("concatenation", "local s = ('x'):rep(100000) while true do local t = s .. 'y' end"),
    ("table.concat", "local t = {} for i = 1, 10000 do t[i] = 'x' end while true do table.concat(t) end"),
    ("table.insert", "while true do local t = {} for i = 1, 2000 do table.insert(t, 1, i) end end"),
    (
        "table.sort",
        "while true do local t = {} for i = 1, 20000 do t[i] = (i * 7919) % 10007 end
         table.sort(t) end",
    ),
    ("unpack", "local t = {} for i = 1, 7000 do t[i] = i end while true do select('#', unpack(t)) end"),
    ("catastrophic pattern", "string.find(('a'):rep(60), ('a?'):rep(60) .. ('a'):rep(60))"),
    ("pattern of many stars", "string.find(('x'):rep(1000), ('x.*'):rep(100) .. 'y')"),
    ("pattern of many minuses", "string.match(('a'):rep(100000), '.-.-.-.-b')"),
    (
        "balanced pattern",
        "local s = ('('):rep(100000) while true do string.gsub(s, '%b()', '') end",
    ),
    ("frontier pattern", "local s = ('a'):rep(200000) while true do s:find('%f[b]') end"),
    (
        "catastrophic gsub under pcall",
        "while true do pcall(string.gsub, ('a'):rep(60), ('a?'):rep(60) .. ('a'):rep(60), '')
         redis.call('SET', 'caught', '1') end",
    ),
    (
        "catastrophic gmatch",
        "for _ in string.gmatch(('a'):rep(60), ('a?'):rep(60) .. ('a'):rep(60)) do end",
    ),
    (
        "plain find",
        "local s, p = ('a'):rep(200000), ('a'):rep(100000) .. 'b' while true do s:find(p, 1, true) end",
    ),
    ("string.format", "while true do string.format('%s %d %5.2f %q', 'x', 1, 2, 'y') end"),
    ("tonumber", "local s = ('1'):rep(100000) while true do tonumber(s) end"),
    ("tostring", "while true do tostring(1 / 3) end"),
    ("arithmetic on text", "local s = ('0'):rep(1000000) .. '1' while true do local n = s + 1 end"),
    (
        "comparison of text",
        "local a, b = ('a'):rep(10000000) .. 'b', ('a'):rep(10000000) .. 'b'
         while true do local c = a == b and a <= b end",
    ),
    (
        "equality of a key",
        "local s = ('x'):rep(2e7) local k = next({[s] = 1}) local u = 'x' .. ('x'):rep(2e7 - 1)
         while true do local x = k == u end",
    ),
    (
        "errors of a chunk with a long name",
        "local f = loadstring('error(1)', '@' .. ('x'):rep(2e7)) while true do pcall(f) end",
    ),
    ("names of chunks", "local s = ('x'):rep(1e7) while true do loadstring('=', s) end"),
    (
        "failing concatenation",
        "local s, x, t = ('y'):rep(4e7), 'x', {} local function f() return x .. s .. t end
         while true do pcall(f) end",
    ),
    (
        "long text to find",
        "local s, p = 'a', ('x'):rep(1e7) while true do s:find(p) s:find(p, 1, true) end",
    ),
    ("long pattern", "local s, p = 'a', ('x'):rep(1e8) while true do s:match(p) end"),
    ("failing format", "local f = ('x'):rep(6e7) .. '%d' while true do pcall(string.format, f) end"),
    (
        "gsub that copies",
        "local s, r = ('a'):rep(1e5), ('%0'):rep(500)
         while true do s:gsub('.*', r) s:gsub('^b', r) s:gsub('.+', function() end) end",
    ),
    ("long message", "local s = ('x'):rep(4e7) while true do pcall(error, s) pcall(assert, false, s) end"),
    ("os.clock", "local os = rawget(_G, 'os') while true do if os then os.clock() end end"),
    ("next", "local t = {} for i = 1, 10000 do t['k' .. i] = i end while true do next(t, 'k5000') end"),
    ("setmetatable", "local m = {} while true do setmetatable({}, m) end"),
    ("collectgarbage", "while true do collectgarbage() end"),
    ("cjson.encode", "local t = {} for i = 1, 1000 do t[i] = {i} end while true do cjson.encode(t) end"),
    (
        "cjson.decode",
        "local s = '[' .. ('[1],'):rep(1000) .. '1]' while true do cjson.decode(s) end",
    ),
    (
        "cmsgpack",
        "local t = {} for i = 1, 1000 do t[i] = {i} end local s = cmsgpack.pack(t)
         while true do cmsgpack.unpack(s) cmsgpack.pack(t) end",
    ),
    ("struct", "while true do struct.unpack('>I4', struct.pack('>I4', 1)) end"),
    ("bit", "while true do bit.band(bit.bnot(1), 0xff) end"),
    // The server.
    ("redis.call", "while true do redis.call('PING') end"),
    ("redis.pcall of errors", "while true do redis.pcall('GET') redis.pcall('NOSUCH') end"),
    ("redis.call under pcall", "while true do pcall(redis.call, 'NOSUCH') end"),
    (
        "long replies",
        "while true do redis.call('ECHO', ('x'):rep(10000)) redis.call('COMMAND') end",
    ),
    (
        "redis.acl_check_cmd",
        "local s = ('x'):rep(2e7) while true do redis.acl_check_cmd('SET', s, s) end",
    ),
    (
        "a reply of lists that begin with themselves",
        "local t = {} for i = 1, 2e6 do t[i] = i end t[1] = t return t",
    ),
    ("redis.sha1hex", "local s = ('x'):rep(100000) while true do redis.sha1hex(s) end"),
];
