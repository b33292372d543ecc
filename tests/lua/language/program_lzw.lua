-- LZW compression with string keys
local function compress(s)
  local d, n = {}, 256
  for i = 0, 255 do d[string.char(i)] = i end
  local w, out = "", {}
  for c in s:gmatch(".") do
    if d[w .. c] then w = w .. c else out[#out + 1] = d[w] d[w .. c] = n n = n + 1 w = c end
  end
  out[#out + 1] = d[w]
  return out
end
local function expand(t)
  local d, n = {}, 256
  for i = 0, 255 do d[i] = string.char(i) end
  local w = d[t[1]]
  local out = { w }
  for i = 2, #t do
    local e = d[t[i]] or w .. w:sub(1, 1)
    out[#out + 1] = e
    d[n] = w .. e:sub(1, 1)
    n = n + 1
    w = e
  end
  return table.concat(out)
end
local s = "TOBEORNOTTOBEORTOBEORNOT"
local c = compress(s)
print(#c, table.concat(c, " ")) -- expect: 16	84 79 66 69 79 82 78 79 84 256 258 260 265 259 261 263
print(expand(c) == s) -- expect: true
local long = ("abcabcabd"):rep(40)
c = compress(long)
print(#long, #c, expand(c) == long) -- expect: 360	66	true
