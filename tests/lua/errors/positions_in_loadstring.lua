-- chunk names in run-time positions
local function e(src, name) return (select(2, pcall(loadstring(src, name)))) end
print(e("error('m')")) -- expect: [string "error('m')"]:1: m
print(e("error('m')", "=named")) -- expect: named:1: m
print(e("error('m')", "@file.lua")) -- expect: file.lua:1: m
print(e("\n\nerror('m')", "=c")) -- expect: c:3: m
print(e("local x\nreturn\nx.y", "=c")) -- expect: c:3: attempt to index local 'x' (a nil value)
print(e("error('m') -- " .. ("c"):rep(100))) -- expect: [string "error('m') -- ccccccccccccccccccccccccccccc..."]:1: m
print(e("error('m')\nsecond line")) -- expect: attempt to call a nil value
print(e("local s = [[a\nb]] error('m')", "=c")) -- expect: c:2: m
print(e("return loadstring('error(1)', '=inner')()", "=outer")) -- expect: inner:1: 1
print(e("local function f()\n error('deep')\nend\n\nf()", "=c")) -- expect: c:2: deep
print(e("error('m', 2)", "=c")) -- expect: m
print(e("return nil + 1", "some text")) -- expect: [string "some text"]:1: attempt to perform arithmetic on a nil value
