-- errors in callbacks of library functions
print(pcall(string.gsub, "abc", "b", function() error("cb") end)) -- expect: false	user_script:2: cb
print(pcall(function() return ("abc"):gsub("b", function() error("cb", 0) end) end)) -- expect: false	cb
print(pcall(function() return ("abc"):gsub("b", function() return {} end) end)) -- expect: false	user_script:4: invalid replacement value (a table)
print(pcall(function() return ("abc"):gsub("b", { b = {} }) end)) -- expect: false	user_script:5: invalid replacement value (a table)
print(pcall(table.sort, { 3, 2, 1 }, function(a, b) error("cmp") end)) -- expect: false	user_script:6: cmp
print(pcall(function() table.sort({ 3, 2, 1 }, function(a, b) return a.x end) end)) -- expect: false	user_script:7: attempt to index local 'a' (a number value)
print(pcall(function() table.sort({ 1, "x", 2 }) end)) -- expect: false	attempt to compare string with number
print(pcall(function() table.foreach({ 1 }, function(k, v) error("fe") end) end)) -- expect: false	user_script:9: fe
print(pcall(function() for w in ("a b"):gmatch("%a") do error("in loop " .. w) end end)) -- expect: false	user_script:10: in loop a
print(pcall(function() return loadstring("error('chunk')", "=c")() end)) -- expect: false	c:1: chunk
print(pcall(function() return tostring(setmetatable({}, { __tostring = function() error("ts") end })) end)) -- expect: false	user_script:12: ts
print(pcall(function() return load(function() error("reader") end) end)) -- expect: true	nil	user_script:13: reader
print(pcall(function() cjson.encode({ print }) end)) -- expect: false	user_script:14: Cannot serialise function: type not supported
