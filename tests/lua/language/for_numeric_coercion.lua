-- numeric strings are accepted as bounds (5.1)
for i = "1", "3" do print(i, type(i)) end -- expect: 1	number
-- expect: 2	number
-- expect: 3	number
for i = "0x10", 17, "1" do print(i) end -- expect: 16
-- expect: 17
for i = " 2 ", 2 do print(i + 0) end -- expect: 2
print(pcall(function() for i = "a", 2 do end end)) -- expect: false	user_script:8: 'for' initial value must be a number
print(pcall(function() for i = 1, "b" do end end)) -- expect: false	user_script:9: 'for' limit must be a number
print(pcall(function() for i = 1, 2, "c" do end end)) -- expect: false	user_script:10: 'for' step must be a number
print(pcall(function() for i = nil, 2 do end end)) -- expect: false	user_script:11: 'for' initial value must be a number
print(pcall(function() for i = 1, {} do end end)) -- expect: false	user_script:12: 'for' limit must be a number
print(pcall(function() for i = 1, 2, true do end end)) -- expect: false	user_script:13: 'for' step must be a number
