-- manual 2.5.6: .. is right associative and evaluates all operands first
local log = {}
local function l(v) log[#log + 1] = v return v end
print(l("a") .. l("b") .. l("c") .. l("d"), table.concat(log)) -- expect: abcd	abcd
local mt = {}
mt.__concat = function(a, b)
  local x = type(a) == "table" and a.n or a
  local y = type(b) == "table" and b.n or b
  return setmetatable({ n = "(" .. x .. "." .. y .. ")" }, mt)
end
local function o(n) return setmetatable({ n = n }, mt) end
print((o "a" .. o "b" .. o "c").n) -- expect: (a.(b.c))
print((("x" .. o "b") .. "c").n, ("x" .. o "b" .. "c" .. "d").n, ("x" .. "y" .. o "b").n) -- expect: ((x.b).c)	(x.(b.cd))	(x.(y.b))
print((1 .. 2 .. o "b" .. 3 .. 4).n) -- expect: (1.(2.(b.34)))
