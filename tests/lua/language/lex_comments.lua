-- manual 2.1: short and long comments
print(1) -- short -- expect: 1
print(2) --[[ long ]] -- expect: 2
--[==[ print("hidden") ]] ]=]
still hidden ]==] print(3) -- expect: 3
---[[ a triple dash is a short comment
print(4) -- expect: 4
--]]
print(--[[inline]] 5 --[=[two]=] + 1) -- expect: 6
--[ not long
--[=not long either
print(7) -- expect: 7
print(loadstring("return 8 -- no newline at the end")()) -- expect: 8
print(loadstring("return 9 --[[x]]")()) -- expect: 9
print(type(loadstring("--"))) -- expect: function
