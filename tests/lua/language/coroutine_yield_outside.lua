-- parity G15: yield in the main chunk
print(pcall(coroutine.yield)) -- expect: false	attempt to yield across metamethod/C-call boundary
print(pcall(coroutine.yield, 1, 2)) -- expect: false	attempt to yield across metamethod/C-call boundary
print(pcall(function() return coroutine.yield(1) end)) -- expect: false	attempt to yield across metamethod/C-call boundary
