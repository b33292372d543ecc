-- a full collection brings the count back after garbage was made
collectgarbage()
local before = collectgarbage("count")
local t = {}
for i = 1, 5000 do t[i] = { i } end
local during = collectgarbage("count")
t = nil
collectgarbage()
collectgarbage()
local after = collectgarbage("count")
print(during > before + 100, after < during - 100, after < before + 100) -- expect: true	true	true
