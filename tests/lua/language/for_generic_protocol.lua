-- manual 2.4.5: iterator, state, control
local function iter(s, c) if c < s then return c + 1, (c + 1) * 10 end end
for i, v in iter, 3, 0 do print(i, v) end -- expect: 1	10
-- expect: 2	20
-- expect: 3	30
local calls = {}
local function it(s, c)
  calls[#calls + 1] = tostring(s) .. ":" .. tostring(c)
  if #calls < 3 then return #calls end
end
for x in it, "S", "C" do
end
print(table.concat(calls, " ")) -- expect: S:C S:1 S:2
for a, b, c, d in function(s, n) if n < 2 then return n + 1, "b", nil, "d" end end, nil, 0 do
  print(a, b, c, d) -- expect: 1	b	nil	d
  -- expect: 2	b	nil	d
end
for a in function() return nil, "never seen" end do print("no") end
for a, b in (function() local n = 0 return function() n = n + 1 if n <= 2 then return n, nil end end end)() do
  print(a, b) -- expect: 1	nil
  -- expect: 2	nil
end
