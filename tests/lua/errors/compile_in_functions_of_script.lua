-- loadstring reports, it does not raise
local f, e = loadstring("x = ")
print(f, e) -- expect: nil	[string "x = "]:1: unexpected symbol near '<eof>'
print(pcall(loadstring, "x = ")) -- expect: true	nil	[string "x = "]:1: unexpected symbol near '<eof>'
print(select("#", loadstring("x = ")), select("#", loadstring("return 1"))) -- expect: 2	1
print(pcall(function() return loadstring("x =")() end)) -- expect: false	user_script:6: attempt to call a nil value
print(pcall(assert, loadstring("x =", "=c"))) -- expect: false	c:1: unexpected symbol near '<eof>'
print(pcall(function() assert(loadstring("x =", "=c")) end)) -- expect: false	user_script:8: c:1: unexpected symbol near '<eof>'
print(type(loadstring("return 1"))) -- expect: function
print(coroutine.resume(coroutine.create(function() return loadstring("y =", "=c") end))) -- expect: true	nil	c:1: unexpected symbol near '<eof>'
