-- only nil ends the loop; false goes on
local n = 0
for v in function() n = n + 1 if n == 1 then return false elseif n == 2 then return 0 elseif n == 3 then return "" end end do
  print(n, tostring(v) == "" and "empty" or v) -- expect: 1	false
  -- expect: 2	0
  -- expect: 3	empty
end
print(n) -- expect: 4
