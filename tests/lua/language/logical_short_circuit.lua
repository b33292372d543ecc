-- manual 2.5.3: the second operand is evaluated only when needed
local log = {}
local function t(n) log[#log + 1] = n return true end
local function f(n) log[#log + 1] = n return false end
local function run(v) print(v, table.concat(log, " ")) log = {} end -- expect: true	1 2
-- expect: false	1
-- expect: true	1
-- expect: false	1 2
-- expect: true	1 3
-- expect: true	1
-- expect: false	1 3
-- expect: true	1 2 3
-- expect: true	1 2 3
-- expect: true	1 2 3 4 5
run(t(1) and t(2))
run(f(1) and t(2))
run(t(1) or t(2))
run(f(1) or f(2))
run(f(1) and t(2) or t(3))
run(t(1) or t(2) and t(3))
run((t(1) or t(2)) and f(3))
run(f(1) or f(2) or t(3) or t(4))
run(not (t(1) and f(2)) and t(3))
run(t(1) and (f(2) or t(3)) and f(4) or t(5))
