-- results stay correct while many coroutines are made and collected
local keep = {}
for i = 1, 300 do
  local co = coroutine.create(function(a) local t = { a } coroutine.yield(t) return t end)
  local _, t1 = coroutine.resume(co, i)
  local _, t2 = coroutine.resume(co)
  if t1 ~= t2 then print("differs at " .. i) end
  if i % 100 == 0 then collectgarbage() keep[#keep + 1] = t2 end
end
print(#keep, keep[1][1], keep[2][1], keep[3][1]) -- expect: 3	100	200	300
