-- manual 2.4.4: while tests first
local i, s = 0, ""
while i < 5 do i = i + 1 s = s .. i end
print(s) -- expect: 12345
while false do print("never") end
while i > 0 do i = i - 2 if i == 1 then break end end
print(i) -- expect: 1
local n = 0
while true do n = n + 1 if n == 100 then break end end
print(n) -- expect: 100
while nil do
end
local t = { 1, 2, 3 }
while #t > 0 do t[#t] = nil end
print(#t) -- expect: 0
