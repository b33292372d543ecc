-- __call is no C boundary: it goes as deep as Lua calls
local n = 0
local t = setmetatable({}, { __call = function(self) n = n + 1 return 1 + self() end })
local ok, e = pcall(function() return t() end)
print(ok, e) -- expect: false	user_script:3: stack overflow
print(n > 9000) -- expect: true
n = 0
local u = setmetatable({}, { __call = function(self, k) if k == 0 then return "bottom" end return (self(k - 1)) end })
print(u(5000)) -- expect: bottom
