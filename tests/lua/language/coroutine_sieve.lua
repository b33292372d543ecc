-- a chain of filters, each its own coroutine
local function gen(n) return coroutine.wrap(function() for i = 2, n do coroutine.yield(i) end end) end
local function filter(p, g)
  return coroutine.wrap(function() while true do local n = g() if n == nil then return end if n % p ~= 0 then coroutine.yield(n) end end end)
end
local x, primes = gen(60), {}
while true do local n = x() if n == nil then break end primes[#primes + 1] = n x = filter(n, x) end
print(table.concat(primes, " ")) -- expect: 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59
