-- jump lists of and/or/not in conditions
local function f(a, b, c)
  if a and (b or not c) then return 1 end
  if not (a and b) or c then return 2 end
  return 3
end
local s = ""
for _, a in ipairs { true, false } do
  for _, b in ipairs { true, false } do for _, c in ipairs { true, false } do s = s .. f(a, b, c) end end
end
print(s) -- expect: 11212222
local function g(a, b) if not a == b then return "y" end return "n" end
print(g(true, false), g(nil, true), g(nil, false)) -- expect: y	y	n
local function h(a, b, c)
  while a do if b then break elseif not c then return "ret" end return "end" end
  return "out"
end
print(h(1, 1), h(1, nil, nil), h(1, nil, 1), h(nil)) -- expect: out	ret	end	out
