-- ranges next to classes and at set ends
local function m(s, p) return (s:gsub(p, "_")) end
print(m("a-z9", "[%a-z]"), m("a-z9", "[a-%a]"), m("a-z9-", "[%d-]"), m("-az", "[--a]"), m("a-c", "[a-c-]"), m("ac-e", "[a-c-e]"), m("x-y", "[^-x]"), m("]-a", "[]-a]"), m("^-]", "[]^-]")) -- expect: ___9	_-z9	a_z__	__z	___	____	x-_	_-_	___
print(pcall(string.find, "a", "[a-")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[^")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[%a")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "[]a")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "a", "x[")) -- expect: true	nil
print(pcall(string.find, "]", "[]]")) -- expect: true	1	1
print(pcall(string.find, "%", "[%")) -- expect: false	malformed pattern (missing ']')
print(pcall(string.find, "%]", "[%]]")) -- expect: true	2	2
