-- without a surrounding pcall the error object of a failing reader is the table made by the script's error handler
local f, e = load(function() return {} end)
print(f, type(e), e.err, e.source, e.line) -- expect: nil	table	ERR user_script:2: reader function must return a string	@user_script	2
f, e = load(function() error("q") end)
print(f, type(e), e.err, e.source, e.line) -- expect: nil	table	ERR user_script:4: q	@user_script	4
f, e = load(function() local x = nil; return x.y end)
print(type(e), e.err) -- expect: table	ERR user_script:6: attempt to index local 'x' (a nil value)
local sent
f, e = load(function() if not sent then sent = true return "x = =" end end)
print(type(e), e) -- expect: string	(load):1: unexpected symbol near '='
print(coroutine.wrap(function() local g, m = load(function() error("co") end) return type(m), m end)()) -- expect: string	user_script:11: co
