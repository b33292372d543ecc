-- parity T4: NaNs from outside are numbers, and so is what arithmetic makes of them
local function kinds(bytes)
  local n = struct.unpack(">d", bytes)
  local kinds = {}
  for _, v in ipairs({n, -n, n + 0, -(n + 0), n * -1, 2 - n, n % 3, n ^ 2, math.abs(n), math.fmod(n, 2)}) do
    kinds[type(v)] = (kinds[type(v)] or 0) + 1
  end
  return kinds.number
end
print(kinds("\127\255\255\255\255\255\255\255")) -- expect: 10
print(kinds("\255\255\255\255\255\255\255\255")) -- expect: 10
print(kinds("\127\252\0\0\0\0\0\1")) -- expect: 10
print(kinds("\255\244\0\0\0\0\0\1")) -- expect: 10
print(kinds("\127\244\0\0\0\0\0\1")) -- expect: 10
print(kinds("\255\241\0\0\0\0\0\3")) -- expect: 10
print(kinds("\127\240\0\0\0\0\0\1")) -- expect: 10
local n = cmsgpack.unpack("\203\127\252\0\0\0\0\0\1")
print(type(-n), tostring(n), tostring(-n)) -- expect: number	nan	-nan
n = cmsgpack.unpack("\202\127\255\255\255")
print(type(-n), tostring(n), tostring(-n)) -- expect: number	nan	-nan
