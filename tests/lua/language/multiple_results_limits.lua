-- results of calls as the tail of argument lists, returns and constructors
local function range(n) local t = {} for i = 1, n do t[i] = i end return unpack(t) end
print(select("#", range(100)), select("#", range(250)), select("#", 0, range(250)), select("#", range(250), 0)) -- expect: 100	250	251	2
print(#{ range(300) }, #{ range(60), range(60) }, #{ 1, 2, range(300) }) -- expect: 300	61	302
local function pass(...) return ... end
print(select("#", pass(range(500))), (select(500, pass(range(500))))) -- expect: 500	500
print(select("#", pass(pass(pass(range(77)))))) -- expect: 77
local function tail(n) return range(n) end
print(select("#", tail(200)), math.max(range(200))) -- expect: 200	200
