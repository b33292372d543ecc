-- nil and many values through resume, yield, wrap
local function n(...) return select("#", ...) end
local w = coroutine.wrap(function(...) local c = select("#", ...) while true do c = n(coroutine.yield(c)) end end)
print(w(), w(nil), w(nil, nil), w(1, nil, 3, nil), w()) -- expect: 0	1	2	4	0
local t = {}
for i = 1, 500 do t[i] = i end
local big = coroutine.wrap(function(...) local r = { coroutine.yield(...) } return #r, unpack(r) end)
print(n(big(unpack(t)))) -- expect: 500
print(n(big(unpack(t, 1, 300)))) -- expect: 301
print(coroutine.resume(coroutine.create(function() return coroutine.yield() end))) -- expect: true
local e = coroutine.wrap(function() return end)
print(n(e())) -- expect: 0
