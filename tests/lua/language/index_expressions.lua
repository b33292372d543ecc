-- manual 2.3: t.name is t["name"]; any expression can be indexed in parentheses
local t = { a = { b = { c = "deep" } }, [1] = "one", ["with space"] = "ws", [true] = "bool", [1.5] = "float" }
print(t.a.b.c, t["a"]["b"].c, t[1], t["with space"], t[true], t[1.5]) -- expect: deep	deep	one	ws	bool	float
print(t[0.5 + 0.5], t[3 - 2], t["1"], t[not nil], t[1 + 0.5]) -- expect: one	one	nil	bool	float
print(({ 10, 20 })[2], ({ x = 1 }).x, ("abc"):sub(2), (("abc"):len()), ("x").rep("y", 2)) -- expect: 20	1	bc	3	yy
local k = "a"
print(t[k].b.c, t[k] == t.a) -- expect: deep	true
print(t.missing, rawget(t, "missing"), t[nil], t[0 / 0]) -- expect: nil	nil	nil	nil
local f = function() return t end
print(f().a.b.c, f()[1]) -- expect: deep	one
