-- round robin over several coroutines
local log, tasks = {}, {}
for i = 1, 3 do
  tasks[i] = coroutine.create(function() for j = 1, i do log[#log + 1] = i .. "." .. j coroutine.yield() end end)
end
while #tasks > 0 do
  for i = #tasks, 1, -1 do
    coroutine.resume(tasks[i])
    if coroutine.status(tasks[i]) == "dead" then table.remove(tasks, i) end
  end
end
print(table.concat(log, " ")) -- expect: 3.1 2.1 1.1 3.2 2.2 3.3
