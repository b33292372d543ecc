-- manual 2.5.9: ... in every position
local function f(...) return ... end
print(f(nil)) -- expect: nil
print(f(1, nil, 3)) -- expect: 1	nil	3
print(f(nil, nil)) -- expect: nil	nil
local function n(...) return select("#", ...) end
print(n(), n(nil), n(1, nil), n(nil, nil, nil), n(f()), n(f(nil, nil))) -- expect: 0	1	2	3	0	2
local function mid(...) return ..., "end" end
print(mid(1, 2, 3)) -- expect: 1	end
print(mid()) -- expect: nil	end
local function first(...) local a, b = ... return a, b end
print(first(1)) -- expect: 1	nil
print(first(1, 2, 3)) -- expect: 1	2
print(first()) -- expect: nil	nil
local function tab(...) local t = { ... } return #t, t[1], t[3] end
print(tab(7, 8, 9)) -- expect: 3	7	9
print(tab(nil, nil, 3)) -- expect: 3	nil	3
print(tab()) -- expect: 0	nil	nil
local function tab2(...) local t = { n = select("#", ...), "x", ... } return t.n, #t, t[2] end
print(tab2(5, 6)) -- expect: 2	3	5
