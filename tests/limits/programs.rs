//! Forty programs that between them use every container, library and way to call.
//!
//! Each calls `effect` now and then, so that a test can see what still happens after a fault, and each
//! ends, by itself, with a value.

/// The programs by name.
pub(crate) const PROGRAMS: &[(&str, &str)] = &[
    ("list", "local t = {} for i = 1, 300 do t[#t + 1] = i effect() end return #t"),
    (
        "fields",
        "local t = {} for i = 1, 200 do t['k' .. i] = i effect() end local n = 0 for k, v in pairs(t) do n = n + v end return n",
    ),
    (
        "mixed keys",
        "local t = {} for i = 1, 100 do t[i] = i t[i + 0.5] = i t[{}] = i t[i % 2 == 0] = i effect() end local n = 0 for _ in pairs(t) do n = n + 1 end return n",
    ),
    (
        "shrinking",
        "local t = {} for r = 1, 3 do for i = 1, 60 do t[i] = i end for i = 60, 1, -1 do t[i] = nil end t['r' .. r] = r effect() end return next(t) ~= nil",
    ),
    (
        "constructor",
        "local r = {} for i = 1, 60 do r[i] = {i, i + 1, i + 2, name = 'n' .. i, {i}} effect() end return #r",
    ),
    (
        "insert and remove",
        "local t = {} for i = 1, 100 do table.insert(t, 1, i) effect() end for i = 1, 50 do table.remove(t, 1) effect() end return #t",
    ),
    ("concat", "local s = '' for i = 1, 200 do s = s .. i .. ',' effect() end return #s"),
    (
        "append long",
        "local s = ('x'):rep(60) for i = 1, 200 do s = s .. 'yz' effect() end return #s",
    ),
    (
        "table.concat",
        "local t = {} for i = 1, 100 do t[i] = ('p'):rep(i) end for i = 1, 20 do effect() t[1] = table.concat(t, ',', 1, 50) end return #t[1] > 0",
    ),
    (
        "rep and reverse",
        "local n = 0 for i = 1, 60 do n = n + #(('ab'):rep(i * 10):reverse():upper()) effect() end return n",
    ),
    (
        "sub",
        "local s, t = ('abcdefgh'):rep(50), {} for i = 1, 150 do t[i] = s:sub(i, i + 60) effect() end return #t",
    ),
    (
        "byte and char",
        "local t = {} for i = 1, 60 do t[i] = string.char(('hello' .. i):byte(1, -1)) effect() end return #t",
    ),
    (
        "format",
        "local t = {} for i = 1, 80 do t[i] = ('%d %5.2f %s %q %x'):format(i, i / 3, 'str' .. i, 'q\\n', i) effect() end return #t",
    ),
    (
        "find",
        "local n = 0 for i = 1, 60 do n = n + (('key=value' .. i):find('(%w+)=(%w+)') or 0) effect() end return n",
    ),
    (
        "gsub by text",
        "local s = ('hello world '):rep(20) for i = 1, 30 do s = s:gsub('o', '0'):gsub('0', 'o') effect() end return #s",
    ),
    (
        "gsub by table",
        "local n = 0 for i = 1, 30 do local s, c = ('$a $b $c'):gsub('%$(%w+)', {a = 'A' .. i, b = i}) n = n + #s + c effect() end return n",
    ),
    (
        "gsub by function",
        "local n = 0 for i = 1, 20 do local s = ('a b c d'):gsub('%w', function(c) effect() return c .. i .. c end) n = n + #s end return n",
    ),
    (
        "gmatch",
        "local n = 0 for i = 1, 20 do for k, v in ('a=1, b=2, c=3'):gmatch('(%w+)=(%w+)') do n = n + #k + v effect() end end return n",
    ),
    (
        "sort",
        "local t = {} for i = 1, 100 do t[i] = i * 37 % 101 end table.sort(t) effect() return t[1] .. ':' .. t[100]",
    ),
    (
        "sort with comparator",
        "local t = {} for i = 1, 40 do t[i] = 'v' .. i * 37 % 101 end table.sort(t, function(a, b) effect() return a .. '' < b .. '' end) return t[1]",
    ),
    (
        "foreach",
        "local n = 0 for r = 1, 20 do table.foreach({1, 2, x = 3}, function(k, v) effect() n = n + v + #tostring(k) end) end return n",
    ),
    (
        "closures",
        "local t = {} for i = 1, 100 do local a, b = i, {} t[i] = function(x) a = a + x b[#b + 1] = a return a end end local n = 0 for i = 1, 100 do n = n + t[i](i) effect() end return n",
    ),
    (
        "recursion",
        "local function fib(n) effect() if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(11)",
    ),
    (
        "deep recursion",
        "local function f(n) if n == 0 then effect() return 0 end local a, b, c = n, n, n return 1 + f(n - 1) end return f(500) + f(700)",
    ),
    (
        "varargs",
        "local function f(...) effect() local t = {...} return select('#', ...), unpack(t) end local n = 0 for i = 1, 60 do n = n + select('#', f(unpack({1, 2, 3}, 1, i % 20))) end return n",
    ),
    (
        "tail calls",
        "local function loop(n, s) effect() if n == 0 then return #s end return loop(n - 1, s .. 'x') end return loop(200, '')",
    ),
    (
        "coroutine",
        "local co = coroutine.wrap(function(a) for i = 1, 150 do a = coroutine.yield(a .. i) effect() end return 'end' end) local s = 'x' for i = 1, 100 do s = #co(s .. '') .. '' end return s",
    ),
    (
        "many coroutines",
        "local t = {} for i = 1, 60 do t[i] = coroutine.create(function(...) local n = select('#', ...) effect() n = n + coroutine.yield({n}) return n end) coroutine.resume(t[i], 1, 2, 3) end local n = 0 for i = 1, 60 do local ok, v = coroutine.resume(t[i], i) n = n + (ok and v or 0) end return n",
    ),
    (
        "coroutine in callbacks",
        "local co = coroutine.wrap(function() return (('abc'):rep(10):gsub('.', function(c) coroutine.yield(c) effect() return c .. c end)) end) local n = 0 while true do local v = co() n = n + #v if #v > 1 then break end end return n",
    ),
    (
        "metamethods",
        "local mt mt = {__add = function(a, b) effect() return setmetatable({v = a.v + b.v}, mt) end, __index = function(t, k) return k .. '!' end, __newindex = function(t, k, v) rawset(t, k, v) end, __eq = function(a, b) return a.v == b.v end, __lt = function(a, b) return a.v < b.v end, __call = function(s, x) return s.v + x end, __concat = function(a, b) return 'cat' end, __tostring = function(s) return 'v' .. s.v end} local a = setmetatable({v = 1}, mt) for i = 1, 40 do a = a + setmetatable({v = i}, mt) a.x = i local s = a.nothing .. tostring(a) .. (a .. 'z') if a < setmetatable({v = -1}, mt) then error('x') end end return a(1)",
    ),
    (
        "pcall",
        "local n = 0 for i = 1, 80 do local ok, e = pcall(function() effect() if i % 3 == 0 then error('bad ' .. i) elseif i % 3 == 1 then error({code = i}) end return i end) n = n + (ok and 1 or #tostring(e)) end return n > 0",
    ),
    (
        "xpcall",
        "local n = 0 for i = 1, 60 do local ok, e = xpcall(function() effect() local t = nil return t.x end, function(m) return 'handled ' .. m .. i end) n = n + #e end return n > 0",
    ),
    (
        "nested pcall",
        "local function f(n) effect() if n == 0 then error('deep ' .. n, 0) end local ok, e = pcall(f, n - 1) error(e .. n, 0) end local n = 0 for i = 1, 15 do local ok, e = pcall(f, 15) n = n + #e end return n",
    ),
    (
        "loadstring",
        "local n = 0 for i = 1, 30 do local f = loadstring('local a, t = ' .. i .. ', {} for j = 1, 3 do t[j] = function() return a + j end end return t[1]() + #\"text' .. i .. '\"') n = n + f() effect() end return n",
    ),
    (
        "load",
        "local n = 0 for i = 1, 20 do local p = {'return ', '1 + ', i} local at = 0 local f, e = load(function() at = at + 1 effect() return p[at] end, '=piece') if not f then error(e) end n = n + f() end return n",
    ),
    (
        "syntax errors",
        "local n = 0 for i = 1, 30 do local f, e = loadstring('x = = ' .. i) n = n + #e effect() end return n > 0",
    ),
    (
        "cjson",
        "local n = 0 for i = 1, 20 do local s = cjson.encode({list = {1, 2, {a = i}}, text = 'a\"b\\n' .. i, t = true}) local d = cjson.decode(s) n = n + #d.list + #d.text effect() end return n",
    ),
    (
        "cmsgpack",
        "local n = 0 for i = 1, 20 do local s = cmsgpack.pack({1, 2, {a = i, b = ('x'):rep(40)}}, 'text' .. i, -i) local a, b, c = cmsgpack.unpack(s) n = n + #a + #b + c effect() end return n",
    ),
    (
        "struct and bit",
        "local n = 0 for i = 1, 50 do local s = struct.pack('>I2sdc4', i, 'str' .. i, i / 2, 'abcd') local a, b, c, d = struct.unpack('>I2sdc4', s) n = n + bit.band(a, 255) + #b + c + #bit.tohex(i) effect() end return n",
    ),
    (
        "collector",
        "local keep = setmetatable({}, {__mode = 'v'}) local n = 0 for i = 1, 100 do keep[i] = {i} if i % 20 == 0 then collectgarbage() effect() end end for _ in pairs(keep) do n = n + 1 end return n < 100",
    ),
];
