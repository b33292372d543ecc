-- templates, padding, wrapping, hex dump and csv
local function tpl(s, v)
  return (s:gsub("{{(%w+)}}", function(k) return v[k] == nil and "?" or tostring(v[k]) end))
end
print(tpl("Hi {{name}}, {{n}} new, {{none}}", { name = "Al", n = 3 })) -- expect: Hi Al, 3 new, ?
local function wrap(s, w)
  local r, l = {}, ""
  for x in s:gmatch("%S+") do
    if #l + #x + 1 > w and l ~= "" then r[#r + 1] = l l = x else l = l == "" and x or l .. " " .. x end
  end
  r[#r + 1] = l
  return r
end
for _, l in ipairs(wrap("the quick brown fox jumps over the lazy dog", 16)) do print(l) end -- expect: the quick brown
-- expect: fox jumps over
-- expect: the lazy dog
local function csv(l)
  local r, p = {}, 1
  while true do
    if l:sub(p, p) == '"' then
      local v, n = "", p + 1
      repeat
        local c, q, nn = l:match('^([^"]*)("?)()', n)
        v = v .. c
        n = nn
        if l:sub(n, n) == '"' then v = v .. '"' n = n + 1 else break end
      until false
      r[#r + 1] = v
      p = n + 1
    else
      local v, n = l:match("^([^,]*)()", p)
      r[#r + 1] = v
      p = n + 1
    end
    if p > #l + 1 then return r end
  end
end
print(table.concat(csv('a,"b,c",d,"say ""hi""",,e'), "|")) -- expect: a|b,c|d|say "hi"||e
local function hex(s)
  return (s:gsub(".", function(c) return string.format("%02x ", c:byte()) end):gsub(" $", ""))
end
print(hex("Lua\0\255")) -- expect: 4c 75 61 00 ff
local function commas(n)
  local s = tostring(n)
  local k
  repeat s, k = s:gsub("^(-?%d+)(%d%d%d)", "%1,%2") until k == 0
  return s
end
print(commas(1234567), commas(-1000), commas(999)) -- expect: 1,234,567	-1,000	999
print(("%-10s|%10s|%05.1f|%+d"):format("left", "right", 3.14159, 7)) -- expect: left      |     right|003.1|+7
local function rot13(s)
  return (s:gsub("%a", function(c) local b = c:lower() == c and 97 or 65 return string.char((c:byte() - b + 13) % 26 + b) end))
end
print(rot13("Hello, World!"), rot13(rot13("Round Trip"))) -- expect: Uryyb, Jbeyq!	Round Trip
