-- long error texts are kept whole inside the script
local ok, e = pcall(error, ("x"):rep(5000), 0)
print(ok, #e) -- expect: false	5000
ok, e = pcall(function() error(("y"):rep(1000)) end)
print(#e, e:sub(1, 20)) -- expect: 1015	user_script:4: yyyyy
local f
f, e = loadstring(("z"):rep(3000) .. " =")
print(f, e) -- expect: nil	[string "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz..."]:1: unexpected symbol near '<eof>'
f, e = loadstring("for " .. ("v"):rep(500) .. " " .. ("w"):rep(500), "=c")
print(f, #e) -- expect: nil	533
ok, e = pcall(string.format, "%" .. ("y"):rep(50), 1)
print(e) -- expect: invalid option '%y' to 'format'
