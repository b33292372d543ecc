-- thousands of suspended coroutines
local cos = {}
for i = 1, 2000 do
  cos[i] = coroutine.wrap(function(a) local b = coroutine.yield(a + i) return a + b + i end)
end
local s = 0
for i = 1, 2000 do s = s + cos[i](1) end
print(s) -- expect: 2003000
s = 0
for i = 2000, 1, -1 do s = s + cos[i](2) end
print(s) -- expect: 2007000
print(pcall(cos[1])) -- expect: false	cannot resume dead coroutine
