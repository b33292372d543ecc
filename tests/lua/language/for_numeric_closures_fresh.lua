-- each turn has its own control variable
local fs = {}
for i = 1, 4 do fs[i] = { get = function() return i end, set = function(v) i = v end } end
fs[2].set("two")
print(fs[1].get(), fs[2].get(), fs[3].get(), fs[4].get()) -- expect: 1	two	3	4
local gs = {}
for i = 1, 3 do
  if i == 2 then i = i * 100 end
  gs[#gs + 1] = function() i = i + 1 return i end
end
print(gs[1](), gs[2](), gs[3](), gs[1](), gs[2]()) -- expect: 2	201	4	3	202
