-- yield as a tail call, in nested Lua calls and after tail calls
local function deep(n) if n == 0 then return coroutine.yield("bottom") end return (deep(n - 1)) end
local co = coroutine.wrap(function() return deep(50), "end" end)
print(co()) -- expect: bottom
print(co("up")) -- expect: up	end
local t = coroutine.wrap(function(...) return coroutine.yield(...) end)
print(t(1, 2)) -- expect: 1	2
print(t(3, 4)) -- expect: 3	4
local function loop(n) if n == 0 then return "finished" end coroutine.yield(n) return loop(n - 1) end
local l, s = coroutine.wrap(loop), {}
for i = 1, 4 do s[i] = tostring(l(3)) end
print(table.concat(s, " ")) -- expect: 3 2 1 finished
local nt = coroutine.wrap(function() local function r(n) if n > 0 then r(n - 1) coroutine.yield(n) end end r(3) return "done" end)
print(nt(), nt(), nt(), nt()) -- expect: 1	2	3	done
