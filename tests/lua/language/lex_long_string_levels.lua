-- CVE-2025-46819: levels of any length, and the odd openers
local n = ("="):rep(5000)
print(loadstring("return [" .. n .. "[x]" .. n .. "]")()) -- expect: x
print(loadstring("return [=x")) -- expect: nil	[string "return [=x"]:1: invalid long string delimiter near '[='
print(loadstring("return [==")) -- expect: nil	[string "return [=="]:1: invalid long string delimiter near '[=='
print(loadstring("return [=[x]]")) -- expect: nil	[string "return [=[x]]"]:1: unfinished long string near '<eof>'
print(loadstring("return [[x")) -- expect: nil	[string "return [[x"]:1: unfinished long string near '<eof>'
print(loadstring("--[=[ never closed")) -- expect: nil	[string "--[=[ never closed"]:1: unfinished long comment near '<eof>'
print(loadstring("local t = {} return t[ [[k]] ]")()) -- expect: nil
print(loadstring("return ({k=5})[ [=[k]=] ]")()) -- expect: 5
