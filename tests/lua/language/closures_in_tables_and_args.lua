-- function values in constructors, arguments and returns
local ops = {
  add = function(a, b) return a + b end, ["mul"] = function(a, b) return a * b end,
  function() return "first" end
}
print(ops.add(1, 2), ops.mul(3, 4), ops[1]()) -- expect: 3	12	first
local function compose(...)
  local fs = { ... }
  return function(...)
    local r = { ... }
    for i = #fs, 1, -1 do r = { fs[i](unpack(r)) } end
    return unpack(r)
  end
end
print(compose(function(x) return x + 1 end, function(x) return x * 2 end)(5), compose()(7, 8)) -- expect: 11	7	8
local function map(f, t) local r = {} for i, v in ipairs(t) do r[i] = f(v, i) end return r end
print(table.concat(map(function(v, i) return v * i end, { 5, 6, 7 }), " "), table.concat(map(tostring, { 1, true, nil }), " ")) -- expect: 5 12 21	1 true
local function fold(f, a, t) for _, v in ipairs(t) do a = f(a, v) end return a end
print(fold(function(a, v) return a .. v end, "", { "a", "b" }), fold(math.max, -1, { 3, 9, 2 })) -- expect: ab	9
local function bind(f, ...)
  local a = { ... }
  return function(...)
    local b = { unpack(a) }
    for i = 1, select("#", ...) do b[#b + 1] = (select(i, ...)) end
    return f(unpack(b))
  end
end
print(bind(string.format, "%s-%s")("x", "y"), bind(math.min, 5)(7, 3)) -- expect: x-y	3
print((function(f) return f(f) end)(function(g) return type(g) end)) -- expect: function
