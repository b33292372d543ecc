-- manual 5.1 load: pieces from a function
local function reader(...) local p, i = { ... }, 0 return function() i = i + 1 return p[i] end end
print(load(reader("return ", "1 ", "+ 2"))()) -- expect: 3
print(load(reader("re", "tu", "rn 'x", "y'"))()) -- expect: xy
print(load(reader("return 5", "", "0"))()) -- expect: 5
print(type(load(reader()))) -- expect: function
print(load(reader("return +"))) -- expect: nil	(load):1: unexpected symbol near '+'
print(load(reader("x ="), "=name")) -- expect: nil	name:1: unexpected symbol near '<eof>'
print(load(reader("x ="), "@file.lua")) -- expect: nil	file.lua:1: unexpected symbol near '<eof>'
print(load(reader("x ="), "code = here")) -- expect: nil	[string "code = here"]:1: unexpected symbol near '<eof>'
print(load(function() return nil end) ~= nil, pcall(load(function() end))) -- expect: true	true
print(pcall(function() return load(function() return {} end) end)) -- expect: true	nil	user_script:12: reader function must return a string
print(pcall(function() return load(function() return true end) end)) -- expect: true	nil	user_script:13: reader function must return a string
print(pcall(function() return load(function() error("reader failed", 0) end) end)) -- expect: true	nil	reader failed
print(pcall(function() return load(function() error("reader failed") end) end)) -- expect: true	nil	user_script:15: reader failed
print(pcall(function() return type(select(2, load(function() error({}) end))) end)) -- expect: true	table
print(pcall(function() return load(function() local x = nil; return x.y end) end)) -- expect: true	nil	user_script:17: attempt to index local 'x' (a nil value)
print(pcall(load)) -- expect: false	bad argument #1 to '?' (function expected, got no value)
print(pcall(load, "return 1")) -- expect: false	bad argument #1 to '?' (function expected, got string)
print(pcall(load, nil)) -- expect: false	bad argument #1 to '?' (function expected, got nil)
print(pcall(load, {})) -- expect: false	bad argument #1 to '?' (function expected, got table)
