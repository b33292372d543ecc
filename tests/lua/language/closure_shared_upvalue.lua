-- closures made in one scope share its variables
local function pair()
  local v = 0
  return function() v = v + 1 return v end, function() return v end, function(n) v = n end
end
local inc, get, set = pair()
inc()
inc()
print(get(), inc(), get()) -- expect: 2	3	3
set(50)
print(get(), inc()) -- expect: 50	51
local inc2, get2 = pair()
print(get2(), inc2(), get()) -- expect: 0	1	51
local function outer()
  local a = 1
  local function add(n) a = a + n end
  local function twice() add(a) return a end
  return twice, function() return a end
end
local tw, ga = outer()
print(tw(), tw(), ga(), tw(), ga()) -- expect: 2	4	4	8	8
