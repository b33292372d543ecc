-- manual 2.4.4: break leaves the innermost loop only
local s = ""
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then break end
    s = s .. i .. j .. " "
  end
  if i == 2 then break end
end
print((s:gsub(" $", ""))) -- expect: 11 21
local k = 0
repeat k = k + 1 while true do break end until k == 4
print(k) -- expect: 4
while true do for _ in pairs { 1 } do break end k = k + 1 break end
print(k) -- expect: 5
print(loadstring("break")) -- expect: nil	[string "break"]:1: no loop to break near '<eof>'
print(loadstring("while true do break; x = 1 end")) -- expect: nil	[string "while true do break; x = 1 end"]:1: 'end' expected near 'x'
print(loadstring("for i = 1, 2 do local f = function() break end end")) -- expect: nil	[string "for i = 1, 2 do local f = function() break end end"]:1: no loop to break near 'end'
print(loadstring("if x then break end")) -- expect: nil	[string "if x then break end"]:1: no loop to break near 'end'
