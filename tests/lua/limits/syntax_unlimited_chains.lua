-- limit: chains that need no nesting
print(loadstring("return 1" .. (" + 1"):rep(5000), "=c")()) -- expect: 5001
print(loadstring("local t = {} t.b = t return type(t" .. (".b"):rep(5000) .. ")", "=c")()) -- expect: table
print(loadstring("local f f = function() return f end return type(f" .. ("()"):rep(5000) .. ")", "=c")()) -- expect: function
print(loadstring("local x = 3 if x == 1 then return 1 " .. ("elseif x == 2 then return 2 "):rep(3000) .. "else return 'last' end", "=c")()) -- expect: last
print(loadstring("return true" .. (" and true"):rep(3000), "=c")()) -- expect: true
print(loadstring("return nil" .. (" or nil"):rep(3000) .. " or 'end'", "=c")()) -- expect: end
print(loadstring("local a = 1 " .. ("a = a + 1 "):rep(5000) .. "return a", "=c")()) -- expect: 5001
print(loadstring("local s = 'x' return s" .. (":upper()"):rep(3000), "=c")()) -- expect: X
print(loadstring("return 100" .. (" - 1"):rep(3000), "=c")()) -- expect: -2900
print(#loadstring("return {" .. ("1,"):rep(20000) .. "}", "=c")()) -- expect: 20000
