-- manual 2.5.2: comparison of numbers
print(1 < 2, 2 < 1, 1 < 1, 1 <= 1, 2 >= 3, 3 > 2) -- expect: true	false	false	true	false	true
print(1 == 1.0, 0.1 + 0.2 == 0.3, 2 ^ 53 == 2 ^ 53 + 1, "1" ~= 1) -- expect: true	false	true	true
local nan, inf = 0 / 0, 1 / 0
print(nan == nan, nan ~= nan, nan < nan, nan <= nan, nan > 1, nan >= 1, not (nan < 1)) -- expect: false	true	false	false	false	false	true
print(inf > 1e308, -inf < -1e308, inf == inf, inf <= inf, -inf < inf) -- expect: true	true	true	true	true
if nan < 1 then print("lt") elseif nan >= 1 then print("ge") else print("unordered") end -- expect: unordered
local function cmp(a, b) return a < b, not (a >= b), a <= b, not (a > b) end
print(cmp(1, 2)) -- expect: true	true	true	true
print(cmp(2, 1)) -- expect: false	false	false	false
print(cmp(nan, 1)) -- expect: false	true	false	true
