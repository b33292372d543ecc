-- counting into a table, then deleting by value
local c = {}
for w in ("the cat and the dog and the bird saw a cat with a hat on the mat near the dog"):gmatch("%a+") do
  c[w] = (c[w] or 0) + 1
end
local r = {}
for k, v in pairs(c) do r[#r + 1] = k .. v end
print(table.concat(r, " ")) -- expect: a2 saw1 the5 on1 and2 bird1 dog2 cat2 near1 mat1 hat1 with1
for k, v in pairs(c) do if v == 1 then c[k] = nil end end
r = {}
for k, v in pairs(c) do r[#r + 1] = k .. v end
print(table.concat(r, " ")) -- expect: a2 the5 and2 dog2 cat2
c.owl = 1
c.fox = 2
r = {}
for k, v in pairs(c) do r[#r + 1] = k .. v end
print(table.concat(r, " ")) -- expect: a2 fox2 the5 owl1 and2 dog2 cat2
