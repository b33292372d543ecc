-- manual 2.5.9: function t.a.b.c:m
local t = { a = { b = {} } }
function t.f(x) return x end
function t.a.b.g(x) return x * 2 end
function t.a.b:m(x) return self == t.a.b, x end
print(t.f(1), t.a.b.g(2), t.a.b:m(3)) -- expect: 1	4	true	3
local f
function f() return "assigned local" end
print(f()) -- expect: assigned local
function t.f() return "redefined" end
print(t.f()) -- expect: redefined
function t:self_last(self) return self end
print(t:self_last("param wins")) -- expect: param wins
print(pcall(loadstring("function foo() end"))) -- expect: false	[string "function foo() end"]:1: Attempt to modify a readonly table
print(loadstring("function t:m.x() end")) -- expect: nil	[string "function t:m.x() end"]:1: '(' expected near '.'
print(loadstring("function t[1]() end")) -- expect: nil	[string "function t[1]() end"]:1: '(' expected near '['
print(loadstring("local function t.x() end")) -- expect: nil	[string "local function t.x() end"]:1: '(' expected near '.'
