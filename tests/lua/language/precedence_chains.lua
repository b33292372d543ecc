-- associativity of every level, seen through metamethods
local mt = {}
local function s(v) return type(v) == "table" and v[1] or tostring(v) end
local function op(n)
  return function(a, b) return setmetatable({ "(" .. s(a) .. n .. s(b) .. ")" }, mt) end
end
mt.__add, mt.__sub, mt.__mul, mt.__div, mt.__mod, mt.__pow, mt.__concat = op "+", op "-", op "*", op "/", op "%", op "^", op ".."
mt.__unm = function(a) return setmetatable({ "(-" .. s(a) .. ")" }, mt) end
local a, b, c, d = setmetatable({ "a" }, mt), setmetatable({ "b" }, mt), setmetatable({ "c" }, mt), setmetatable({ "d" }, mt)
print(s(a + b - c + d), s(a - b - c), s(a * b / c % d)) -- expect: (((a+b)-c)+d)	((a-b)-c)	(((a*b)/c)%d)
print(s(a ^ b ^ c), s(-a ^ b), s(a ^ -b ^ c), s(-a * b), s(a * -b)) -- expect: (a^(b^c))	(-(a^b))	(a^(-(b^c)))	((-a)*b)	(a*(-b))
print(s(a + b * c ^ d), s(a * b + c * d), s((a + b) * c), s(a - b * c - d)) -- expect: (a+(b*(c^d)))	((a*b)+(c*d))	((a+b)*c)	((a-(b*c))-d)
print(s(a .. b .. c), s(a .. b + c .. d), s(a + b .. c * d), s(a .. -b)) -- expect: (a..(b..c))	(a..((b+c)..d))	((a+b)..(c*d))	(a..(-b))
print(s(a + 1), s(1 + a), s(2 ^ a ^ 2), s("x" .. a .. "y"), s(a % 2 % 3)) -- expect: (a+1)	(1+a)	(2^(a^2))	(x..(a..y))	((a%2)%3)
