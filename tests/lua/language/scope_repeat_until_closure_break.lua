-- manual 2.4.4: upvalues in a repeat body with break and with a captured condition variable
local fs = {}
local k = 0
repeat
  local v = k
  fs[#fs + 1] = function() return v end
  if k == 2 then break end
  k = k + 1
until v > 10
print(#fs, fs[1](), fs[2](), fs[3]()) -- expect: 3	0	1	2
local out = {}
repeat local x = #out + 1; out[x] = function() return x end until (function() return x >= 3 end)()
print(out[1](), out[2](), out[3]()) -- expect: 1	2	3
