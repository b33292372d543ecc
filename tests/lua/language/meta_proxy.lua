-- a read-only proxy and a tracing proxy
local function readonly(t)
  return setmetatable({}, { __index = t, __newindex = function(_, k) error("read only: " .. tostring(k), 2) end })
end
local days = readonly { "mon", "tue" }
print(days[1], days[3], #days) -- expect: mon	nil	0
print(pcall(function() days[2] = "x" end)) -- expect: false	user_script:7: read only: 2
local log = {}
local real = { a = 1 }
local proxy = setmetatable({}, {
  __index = function(_, k) log[#log + 1] = "r" .. k return real[k] end,
  __newindex = function(_, k, v) log[#log + 1] = "w" .. k real[k] = v end
})
proxy.a = proxy.a + 1
proxy.b = proxy.a
proxy.b = nil
print(table.concat(log, " "), real.a, real.b, next(proxy)) -- expect: ra wa ra wb wb	2	nil	nil
