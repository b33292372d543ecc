-- an overflow leaves everything usable
local function inf(a, b, c) local x, y, z = a, b, c return 1 + inf(x, y, z) end
for i = 1, 5 do print(i, pcall(inf, i)) end -- expect: 1	false	user_script:2: stack overflow
-- expect: 2	false	user_script:2: stack overflow
-- expect: 3	false	user_script:2: stack overflow
-- expect: 4	false	user_script:2: stack overflow
-- expect: 5	false	user_script:2: stack overflow
local t = {}
for i = 1, 1000 do t[i] = function() return i end end
print(t[500]()) -- expect: 500
print(select(2, pcall(inf)) == select(2, pcall(inf))) -- expect: true
local co = coroutine.wrap(function() for i = 1, 3 do pcall(inf) coroutine.yield(i) end end)
print(co(), co(), co()) -- expect: 1	2	3
