-- nil values in constructors create no entry; nil and nan keys are errors
local t = { a = nil, b = 1, nil, 2, [5] = nil }
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n, t[2], t.a) -- expect: 2	2	nil
print(pcall(function() return { [nil] = 1 } end)) -- expect: false	user_script:6: table index is nil
print(pcall(function() return { [0 / 0] = 1 } end)) -- expect: false	user_script:7: table index is NaN
print(pcall(function() local k return { [k] = 1 } end)) -- expect: false	user_script:8: table index is nil
print(#{ nil, nil, nil }, #{ n = nil, 1 }, next({ nil, nil, x = nil })) -- expect: 0	1	nil
