-- manual 2.4.7: a local is visible only after its declaration
local a = 1
local a = a + 1
print(a) -- expect: 2
local b, c = a, pcall(function() return b end)
print(b, c) -- expect: 2	false
local f = function() local g = function() return g end return g() end
print(pcall(f)) -- expect: false	user_script:7: Script attempted to access nonexistent global variable 'g'
local function fact(n) if n < 2 then return 1 end return n * fact(n - 1) end
print(fact(10)) -- expect: 3628800
local fact2; fact2 = function(n) return n < 2 and 1 or n * fact2(n - 1) end
print(fact2(5)) -- expect: 120
