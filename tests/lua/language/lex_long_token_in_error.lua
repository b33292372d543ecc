-- llex: a long token is given whole, with its quotes
local _, e = loadstring("x = 'abc' 'a long string with \"quotes\" in it'", "=c")
print(e) -- expect: c:1: unexpected symbol near ''a long string with "quotes" in it''
local _, e = loadstring("x = 1 " .. ("y"):rep(60), "=c")
print(e) -- expect: c:1: '=' expected near '<eof>'
local _, e = loadstring("x = [==[ab\ncd]==] [==[q r]==]", "=c")
print(e) -- expect: c:2: unexpected symbol near '[==[q r]==]'
local _, e = loadstring("x = 'a\\65\\66' 'c\\tq'", "=c")
print((e:gsub("\t", "<TAB>"))) -- expect: c:1: unexpected symbol near ''c<TAB>q''
