-- break closes the captured variables of the turn
local f
for i = 1, 10 do
  local v = i * 2
  f = function() v = v + 1 return i, v end
  if i == 3 then break end
end
print(f()) -- expect: 3	7
print(f()) -- expect: 3	8
local g
while true do local z = 5; g = function() z = z + 1 return z end; z = 7; break end
local dummy1, dummy2 = "a", "b"
print(g(), g(), dummy1, dummy2) -- expect: 8	9	a	b
