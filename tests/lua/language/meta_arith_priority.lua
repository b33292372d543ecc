-- manual 2.8: the first operand's handler is used, else the second's
local function mk(n)
  return setmetatable({}, {
    __add = function() return n .. " add" end, __concat = function() return n .. " cat" end,
    __lt = function() return n == "a" end, __unm = function() return n .. " unm" end
  })
end
local a, b = mk "a", mk "b"
print(a + b, b + a, a + 1, 1 + b, a .. b, b .. a, "x" .. b) -- expect: a add	b add	a add	b add	a cat	b cat	b cat
print(-a, -b) -- expect: a unm	b unm
local noadd = setmetatable({}, { __sub = function() return "sub" end })
print(noadd + a, a + noadd, noadd - a, a - noadd) -- expect: a add	a add	sub	sub
print(pcall(function() return noadd + 1 end)) -- expect: false	user_script:13: attempt to perform arithmetic on upvalue 'noadd' (a table value)
print(pcall(function() return noadd * noadd end)) -- expect: false	user_script:14: attempt to perform arithmetic on upvalue 'noadd' (a table value)
