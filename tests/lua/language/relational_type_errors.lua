-- manual 2.5.2: no conversion in order comparisons
print(pcall(function() return 1 < "2" end)) -- expect: false	user_script:2: attempt to compare number with string
print(pcall(function() return "1" < 2 end)) -- expect: false	user_script:3: attempt to compare string with number
print(pcall(function() return {} < {} end)) -- expect: false	user_script:4: attempt to compare two table values
print(pcall(function() return nil < 1 end)) -- expect: false	user_script:5: attempt to compare nil with number
print(pcall(function() return 1 <= nil end)) -- expect: false	user_script:6: attempt to compare number with nil
print(pcall(function() return true < false end)) -- expect: false	user_script:7: attempt to compare two boolean values
print(pcall(function() return print < print end)) -- expect: false	user_script:8: attempt to compare two function values
print(pcall(function() return {} >= 1 end)) -- expect: false	user_script:9: attempt to compare number with table
print(pcall(function() return "a" > {} end)) -- expect: false	user_script:10: attempt to compare table with string
print(pcall(function() return nil > nil end)) -- expect: false	user_script:11: attempt to compare two nil values
print(pcall(function() return 1 > "x" end)) -- expect: false	user_script:12: attempt to compare string with number
print(pcall(function() return {} <= "x" end)) -- expect: false	user_script:13: attempt to compare table with string
