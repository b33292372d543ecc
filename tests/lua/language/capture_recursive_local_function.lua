-- a local function captures itself and later siblings
local function count(n) if n == 0 then return "zero" end return count(n - 1) end
print(count(3)) -- expect: zero
local function outer()
  local function a(n) return n <= 0 and "a" or (function() return a(n - 1) end)() end
  return a(4)
end
print(outer()) -- expect: a
local ping, pong
local log = {}
ping = function(n) log[#log + 1] = "ping" .. n if n > 0 then pong(n - 1) end end
pong = function(n) log[#log + 1] = "pong" .. n if n > 0 then ping(n - 1) end end
ping(3)
print(table.concat(log, " ")) -- expect: ping3 pong2 ping1 pong0
local Y = function(f)
  return (function(x) return x(x) end)(function(x) return f(function(...) return x(x)(...) end) end)
end
print(Y(function(self) return function(n) return n == 0 and 1 or n * self(n - 1) end end)(6)) -- expect: 720
local function memo(f)
  local c = {}
  return function(n) local v = c[n] if v == nil then v = f(n) c[n] = v end return v end
end
local fib
fib = memo(function(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end)
print(fib(70)) -- expect: 1.9039249070914e+14
