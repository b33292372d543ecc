-- manual 2.4.4: if, elseif, else
local function f(n)
  if n < 0 then return "neg"
  elseif n == 0 then return "zero"
  elseif n < 10 then return "small"
  else return "big" end
end
print(f(-1), f(0), f(5), f(50)) -- expect: neg	zero	small	big
local function g(x) if x then return "t" end return "f" end
print(g(nil), g(false), g(0), g(""), g({})) -- expect: f	f	t	t	t
if false then elseif nil then else print("empty branches") end -- expect: empty branches
if 1 then local x = "scoped" print(x) end -- expect: scoped
local r = {}
for i = 1, 5 do if i % 2 == 0 then r[#r + 1] = i elseif i == 3 then r[#r + 1] = "three" end end
print(table.concat(r, " ")) -- expect: 2 three 4
