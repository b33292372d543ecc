-- manual 2.5.2: different types are never equal; objects by reference
print(1 == "1", "0" == 0, nil == false, 0 == false, "" == nil) -- expect: false	false	false	false	false
local t, u = {}, {}
print(t == t, t == u, {} == {}, t ~= u) -- expect: true	false	false	true
local f = function()
end
print(f == f, f == function() end, print == print) -- expect: true	false	true
print("a" == "a", 1 == 1, true == true, nil == nil) -- expect: true	true	true	true
print(cjson.null == cjson.null, cjson.null == nil, cjson.null == false) -- expect: true	false	false
local a, b = {}, {}
a.x = b
b.x = a
print(a.x.x == a, a.x == b.x) -- expect: true	false
local function mk() return function() end end
print(mk() == mk()) -- expect: false
