-- limit: about 250 registers in one expression
local function call(n)
  local s = {}
  for i = 1, n do s[i] = tostring(i) end
  return loadstring("local f = function(...) return select('#', ...) end return f(" .. table.concat(s, ",") .. ")", "=c")
end
print(call(200)(), call(247)()) -- expect: 200	247
print(call(248)) -- expect: nil	c:1: function or expression too complex near '<eof>'
local function locs(n) local s = {} for i = 1, n do s[i] = "local a" .. i end return table.concat(s, "\n") end
print(loadstring(locs(199) .. " local t = {f()," .. ("f(f(f(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50))),"):rep(2) .. "}", "=c")) -- expect: nil	c:199: function or expression too complex near '47'
print(loadstring("return " .. ("f("):rep(150) .. ("1"):rep(1) .. (")"):rep(150), "=c") ~= nil) -- expect: true
