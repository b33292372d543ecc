-- function value first, then arguments left to right
local log = {}
local function l(v) log[#log + 1] = v return v end
local function ff(...) return select("#", ...) end
local function getf() l("f") return ff end
print(getf()(l(1), l(2), l(3)), table.concat(log, " ")) -- expect: 3	f 1 2 3
log = {}
local o = { m = function(self, a, b) return a + b end }
local function geto() l("o") return o end
print(geto():m(l(1), l(2)), table.concat(log, " ")) -- expect: 3	o 1 2
log = {}
local t = { f = function(x) return "first" end }
print(t.f((function() t.f = function() return "second" end end)()), t.f()) -- expect: first	second
