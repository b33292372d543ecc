-- functions see only locals declared before them
local function a() return pcall(function() return later end) end
local later = "declared after"
print(a()) -- expect: false	user_script:2: Script attempted to access nonexistent global variable 'later'
local function b() return later end
print(b()) -- expect: declared after
local later = "shadowed"
print(b(), later) -- expect: declared after	shadowed
do local later = "inner" local function c() return later end print(c()) end -- expect: inner
local function d() local x = "x1" local function e() return x end local x = "x2" return e(), x end
print(d()) -- expect: x1	x2
for i = 1, 2 do local function g() return i end if i == 1 then local i = "shadow" print(g(), i) end end -- expect: 1	shadow
