-- a small stack machine with a dispatch table
local function run(src)
  local prog, jump, stack = {}, {}, {} for op in src:gmatch("%S+") do prog[#prog + 1] = op end
  for i, op in ipairs(prog) do if op == "[" then stack[#stack + 1] = i elseif op == "]" then local j = table.remove(stack) jump[i], jump[j] = j, i end end
  local s, vars, pc, out, steps = {}, setmetatable({}, { __index = function() return 0 end }), 1, {}, 0
  local function pop() return table.remove(s) end
  local function push(v) s[#s + 1] = v end
  local ops = { ["+"] = function() push(pop() + pop()) end, ["-"] = function() local b, a = pop(), pop() push(a - b) end, ["*"] = function() push(pop() * pop()) end, ["."] = function() out[#out + 1] = tostring(pop()) end, dup = function() push(s[#s]) end,
    ["["] = function() if s[#s] == 0 then pc = jump[pc] end end, ["]"] = function() if s[#s] ~= 0 then pc = jump[pc] end end }
  while prog[pc] do
    local op = prog[pc] steps = steps + 1
    if ops[op] then ops[op]() elseif tonumber(op) then s[#s + 1] = tonumber(op) elseif op:sub(1, 1) == "!" then vars[op:sub(2)] = pop() else s[#s + 1] = vars[op] end
    pc = pc + 1
  end
  return table.concat(out, " "), steps
end
print(run("2 3 + 4 * .")) -- expect: 20	6
print(run("1 !f 10 [ dup f * !f 1 - ] f .")) -- expect: 3628800	76
print(run("x . 5 !x x x * . x 1 - .")) -- expect: 0 25 4	12
print(pcall(run, "1 +")) -- expect: false	user_script:8: attempt to perform arithmetic on a nil value
