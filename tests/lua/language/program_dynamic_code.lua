-- functions built from text, cached and composed
local cache = {}
local function fn(src)
  local f = cache[src]
  if not f then f = assert(loadstring("local x, y = ... return " .. src, "=expr")) cache[src] = f end
  return f
end
print(fn("x + y")(2, 3), fn("x * y")(4, 5), fn("x .. y")("a", "b"), fn("x + y") == fn("x + y")) -- expect: 5	20	ab	true
print(pcall(fn, "x +")) -- expect: false	user_script:5: expr:1: unexpected symbol near '<eof>'
print(pcall(fn("x.y"), nil)) -- expect: false	expr:1: attempt to index local 'x' (a nil value)
print(pcall(fn("x + y"), 1, {})) -- expect: false	expr:1: attempt to perform arithmetic on local 'y' (a table value)
local ops = {}
for _, o in ipairs { "+", "-", "*", "/", "%", "^", "..", "<", "<=", ">", ">=", "==", "~=", "and", "or" } do
  ops[o] = fn("x " .. o .. " y")
end
local r = {}
for _, o in ipairs { "+", "-", "*", "/", "%", "^", "..", "<", "<=", ">", ">=", "==", "~=", "and", "or" } do
  r[#r + 1] = o .. ":" .. tostring(ops[o](7, 2))
end
print(table.concat(r, " ")) -- expect: +:9 -:5 *:14 /:3.5 %:1 ^:49 ..:72 <:false <=:false >:true >=:true ==:false ~=:true and:2 or:7
local unrolled = {}
for i = 1, 50 do unrolled[i] = "s = s + t[" .. i .. "]" end
local sum = loadstring("local t = ... local s = 0 " .. table.concat(unrolled, " ") .. " return s")
local t = {}
for i = 1, 50 do t[i] = i end
print(sum(t)) -- expect: 1275
local curry = loadstring("local n = ... local f f = function(acc, k) if k == 0 then return acc end return function(x) return f(acc + x, k - 1) end end return f(0, n)")
print(curry(3)(1)(2)(3)) -- expect: 6
