-- manual 2.8: each arithmetic event, handler arguments in order
local mt = {}
local function name(v) return type(v) == "table" and "T" or tostring(v) end
for _, e in ipairs { "add", "sub", "mul", "div", "mod", "pow", "concat" } do
  mt["__" .. e] = function(a, b) return e .. "(" .. name(a) .. "," .. name(b) .. ")" end
end
mt.__unm = function(a, b)
  return "unm(" .. name(a) .. "," .. name(b) .. "," .. tostring(rawequal(a, b)) .. ")"
end
local t = setmetatable({}, mt)
print(t + 1, 1 + t, t - "2", "2" - t, t * t, t / 0.5, 3 % t, t ^ 2, 2 ^ t) -- expect: add(T,1)	add(1,T)	sub(T,2)	sub(2,T)	mul(T,T)	div(T,0.5)	mod(3,T)	pow(T,2)	pow(2,T)
print(t .. "s", "s" .. t, t .. 1, 1 .. t, t .. t, -t) -- expect: concat(T,s)	concat(s,T)	concat(T,1)	concat(1,T)	concat(T,T)	unm(T,T,true)
print(t + nil, nil - t, t * true, print == t, {} / t == "div(T,T)") -- expect: add(T,nil)	sub(nil,T)	mul(T,true)	false	true
print(pcall(function() return t < 1 end)) -- expect: false	user_script:14: attempt to compare table with number
print(pcall(function() return t() end)) -- expect: false	user_script:15: attempt to call upvalue 't' (a table value)
