-- functions reached by a tail call have no name
local function callee() return string.rep({}) end
print(pcall(callee)) -- expect: false	user_script:2: bad argument #1 to 'rep' (string expected, got table)
local function t1(x) return x.y.z end
local function t2() return t1({}) end
print(pcall(t2)) -- expect: false	user_script:4: attempt to index field 'y' (a nil value)
local function up(x) return ("s"):rep(x) end
print(pcall(function() return up({}) end)) -- expect: false	user_script:7: bad argument #1 to 'rep' (number expected, got table)
print(pcall(function() local r = up({}) return r end)) -- expect: false	user_script:7: bad argument #1 to 'rep' (number expected, got table)
local function gs() return ("x"):gsub("x", "%1%2") end
print(pcall(gs)) -- expect: false	user_script:10: invalid capture index
