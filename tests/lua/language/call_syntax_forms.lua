-- manual 2.5.8: string and table arguments, chains, method calls
local function f(x) return type(x) == "table" and (x[1] or x.k) or x end
print(f "s", f 's2', f [[long]], f { "t" }, f { k = "v" }) -- expect: s	s2	long	t	v
local o = {
  v = 5, get = function(self, a) return self.v + (a or 0) end,
  chain = function(self, n) self.v = self.v + n return self end
}
print(o:get(), o:get(1), o.get(o, 2), o:chain(1):chain(2):get()) -- expect: 5	6	7	8
print(("x"):rep(3), ("%d"):format(5), #("abc"):upper(), ("a,b"):gsub(",", ";")) -- expect: xxx	5	3	a;b	1
local function g() return function() return function(x) return x end end end
print(g()()("deep"), g()() "s", type(g()() {})) -- expect: deep	s	table
local s = { m = { n = { f = function(self) return self.z end, z = 9 } } }
print(s.m.n:f(), s["m"].n["f"](s.m.n), s.m["n"]:f()) -- expect: 9	9	9
print(pcall(function() return o:get {} end)) -- expect: false	user_script:5: attempt to perform arithmetic on a table value
