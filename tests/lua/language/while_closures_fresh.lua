-- a local of a while body is a new variable in each turn
local fs, i = {}, 0
while i < 3 do
  i = i + 1
  local v = i
  fs[i] = function(d) v = v + (d or 0) return v end
end
print(fs[1](10), fs[2](20), fs[3](30)) -- expect: 11	22	33
print(fs[1](), fs[2](), fs[3](1)) -- expect: 11	22	34
