-- counting, grouping and ordering
local text = [[the quick brown fox jumps over the lazy dog the fox
is quick and the dog is lazy and the cat is not]]
local count, order = {}, {}
for w in text:gmatch("%a+") do
  if not count[w] then order[#order + 1] = w count[w] = 0 end
  count[w] = count[w] + 1
end
table.sort(order, function(a, b) if count[a] ~= count[b] then return count[a] > count[b] end return a < b end)
for i = 1, 6 do print(order[i], count[order[i]]) end -- expect: the	5
-- expect: is	3
-- expect: and	2
-- expect: dog	2
-- expect: fox	2
-- expect: lazy	2
local by = setmetatable({}, { __index = function(t, k) local v = {} t[k] = v return v end })
for w in pairs(count) do local l = by[#w] l[#l + 1] = w end
for len = 2, 5 do table.sort(by[len]) print(len, table.concat(by[len], " ")) end -- expect: 2	is
-- expect: 3	and cat dog fox not the
-- expect: 4	lazy over
-- expect: 5	brown jumps quick
