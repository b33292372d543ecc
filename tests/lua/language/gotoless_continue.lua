-- 5.1 has no goto: repeat-until true as continue
local r = {}
for i = 1, 6 do
  repeat
    if i % 2 == 0 then break end
    r[#r + 1] = i
  until true
end
print(table.concat(r, " ")) -- expect: 1 3 5
print(loadstring("goto done")) -- expect: nil	[string "goto done"]:1: '=' expected near 'done'
print(loadstring("::label::")) -- expect: nil	[string "::label::"]:1: unexpected symbol near ':'
local function label() return "fn" end
print(label()) -- expect: fn
