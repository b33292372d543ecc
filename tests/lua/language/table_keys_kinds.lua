-- manual 2.2: any value but nil and nan can be a key
local tk, fk = {}, function()
end
local t = {
  [tk] = "table", [fk] = "function", [true] = "t", [false] = "f", [1.5] = "float", [-1] = "neg",
  [""] = "empty", ["\0"] = "nul"
}
print(t[tk], t[fk], t[true], t[false], t[1.5], t[-1], t[""], t["\0"], t[{}]) -- expect: table	function	t	f	float	neg	empty	nul	nil
t[2 ^ 53] = "big"
t[1 / 0] = "inf"
t[-1 / 0] = "-inf"
t[1e300] = "huge"
t[cjson.null] = "null"
print(t[9007199254740992], t[math.huge], t[-math.huge], t[1e300], t[cjson.null]) -- expect: big	inf	-inf	huge	null
local co = coroutine.create(print)
t[co] = "thread"
print(t[co]) -- expect: thread
print(pcall(function() t[nil] = 1 end)) -- expect: false	user_script:18: table index is nil
print(pcall(function() t[0 / 0] = 1 end)) -- expect: false	user_script:19: table index is NaN
print(t[nil], t[0 / 0], rawget(t, nil)) -- expect: nil	nil	nil
print(pcall(rawset, t, nil, 1)) -- expect: false	table index is nil
print(pcall(rawset, t, 0 / 0, 1)) -- expect: false	table index is NaN
