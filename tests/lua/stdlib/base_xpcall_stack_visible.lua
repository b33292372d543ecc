-- the handler runs before the stack unwinds: levels still point into the failing function
local function fail() error("x", 0) end
print(xpcall(fail, function() local _, m = pcall(error, "here", 4) return m end)) -- expect: false	user_script:2: here
print(xpcall(fail, function() return select(2, pcall(error, "e", 1)) .. select(2, pcall(error, "h", 2)) .. select(2, pcall(error, "x", 5)) end)) -- expect: false	euser_script:4: hx
print(xpcall(function() local t = nil; return t[1] end, function(m) return m:upper() end)) -- expect: false	USER_SCRIPT:5: ATTEMPT TO INDEX LOCAL 'T' (A NIL VALUE)
print(xpcall(function() return coroutine.wrap(function() error("co", 0) end)() end, function(m) return "<" .. m .. ">" end)) -- expect: false	<user_script:6: co>
local up = "kept"
print(xpcall(function() local up2 = up .. "2" error(function() return up2 end) end, function(f) return f() end)) -- expect: false	kept2
