-- manual 5.4.1: each class letter over all bytes
for c in ("acdglpsuwxz"):gmatch(".") do
  local n, m, first, last = 0, 0
  for i = 0, 255 do
    local ch = string.char(i)
    if ch:find("%" .. c) then n = n + 1 first = first or i last = i end
    if ch:find("%" .. c:upper()) then m = m + 1 end
  end
  print(c, n, m, first, last) -- expect: a	52	204	65	122
  -- expect: c	33	223	0	127
  -- expect: d	10	246	48	57
  -- expect: g	1	1	103	103
  -- expect: l	26	230	97	122
  -- expect: p	32	224	33	126
  -- expect: s	6	250	9	32
  -- expect: u	26	230	65	90
  -- expect: w	62	194	48	122
  -- expect: x	22	234	48	102
  -- expect: z	1	255	0	0
end
print(("."):find("%."), ("x"):find("%."), ("%"):find("%%"), ("a"):find("%a"), ("-"):find("%-"), ("\0"):find("%z"), ("\0"):find(".")) -- expect: 1	nil	1	1	1	1	1	1
