-- parity L12: constructors pre-size the hash part
local function show(t)
  local r = {}
  for k, v in pairs(t) do r[#r + 1] = tostring(k) end
  print(table.concat(r, " ")) -- expect: a c b
  -- expect: a c b
  -- expect: y x
  -- expect: y x
  -- expect: type name id ttl value
  -- expect: six eight four two one seven five three
  -- expect: four seven eight nine six two one five three
  -- expect: six one three two four seven eight five
end
show { a = 1, b = 2, c = 3 }
show { c = 1, b = 2, a = 3 }
show { x = 1, y = 2 }
show { y = 1, x = 2 }
show { id = 1, name = 2, value = 3, type = 4, ttl = 5 }
show { one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8 }
show { one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9 }
show { eight = 1, seven = 2, six = 3, five = 4, four = 5, three = 6, two = 7, one = 8 }
