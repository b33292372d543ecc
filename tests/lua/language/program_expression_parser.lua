-- a recursive descent calculator
local function parse(s)
  local pos = 1
  local function peek() pos = s:find("%S", pos) or #s + 1 return s:sub(pos, pos) end
  local expr
  local function atom()
    local c = peek()
    if c == "(" then pos = pos + 1 local v = expr() if peek() ~= ")" then error("expected ) at " .. pos, 0) end pos = pos + 1 return v end
    if c == "-" then pos = pos + 1 return -atom() end
    local n, e = s:match("^(%d+%.?%d*)()", pos)
    if not n then error("unexpected '" .. c .. "' at " .. pos, 0) end
    pos = e return tonumber(n)
  end
  local function power() local b = atom() if peek() == "^" then pos = pos + 1 return b ^ power() end return b end
  local function term() local v = power() while true do local c = peek() if c == "*" then pos = pos + 1 v = v * power() elseif c == "/" then pos = pos + 1 v = v / power() else return v end end end
  function expr() local v = term() while true do local c = peek() if c == "+" then pos = pos + 1 v = v + term() elseif c == "-" then pos = pos + 1 v = v - term() else return v end end end
  local v = expr() if peek() ~= "" then error("trailing '" .. peek() .. "' at " .. pos, 0) end return v
end
for _, s in ipairs {
  "1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 / 4 - 1", "((7))", "1 +", "(1", "1 2", "3 * x"
} do
  print(s, select(2, pcall(parse, s))) -- expect: 1 + 2 * 3	7
  -- expect: (1 + 2) * 3	9
  -- expect: 2 ^ 3 ^ 2	512
  -- expect: -2 ^ 2	4
  -- expect: 10 / 4 - 1	1.5
  -- expect: ((7))	7
  -- expect: 1 +	unexpected '' at 4
  -- expect: (1	expected ) at 3
  -- expect: 1 2	trailing '2' at 3
  -- expect: 3 * x	unexpected 'x' at 5
end
