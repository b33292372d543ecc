-- manual 2.11: values go in and out of resume and yield
local co = coroutine.create(function(a, b)
  print("start", a, b) -- expect: start	1	2
  local c, d = coroutine.yield(a + b, "y1")
  print("second", c, d)
  local e = coroutine.yield()
  print("third", e)
  return "r1", "r2", nil
end)
print(coroutine.resume(co, 1, 2)) -- expect: true	3	y1
-- expect: second	c	d
print(coroutine.resume(co, "c", "d")) -- expect: true
-- expect: third	nil
print(coroutine.resume(co, nil)) -- expect: true	r1	r2	nil
print(coroutine.resume(co)) -- expect: false	cannot resume dead coroutine
print(coroutine.status(co)) -- expect: dead
