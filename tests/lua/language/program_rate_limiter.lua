-- the arithmetic of a sliding window and a token bucket, without a server
local function bucket(rate, cap)
  local tokens, last = cap, 0
  return function(now, n)
    tokens = math.min(cap, tokens + (now - last) * rate)
    last = now
    n = n or 1
    if tokens < n then return false, math.ceil((n - tokens) / rate) end
    tokens = tokens - n
    return true, math.floor(tokens)
  end
end
local take = bucket(2, 5)
for _, e in ipairs { { 0, 3 }, { 0, 2 }, { 0, 1 }, { 1, 2 }, { 1, 1 }, { 10, 5 }, { 10, 1 } } do
  print(e[1], e[2], take(e[1], e[2])) -- expect: 0	3	true	2
  -- expect: 0	2	true	0
  -- expect: 0	1	false	1
  -- expect: 1	2	true	0
  -- expect: 1	1	false	1
  -- expect: 10	5	true	0
  -- expect: 10	1	false	1
end
local log, W, L = {}, 10, 3
local function allow(t)
  while log[1] and log[1] <= t - W do table.remove(log, 1) end
  if #log >= L then return false, log[1] + W - t end
  log[#log + 1] = t
  return true, L - #log
end
for _, t in ipairs { 1, 2, 3, 4, 11, 12, 12, 30 } do print(t, allow(t)) end -- expect: 1	true	2
-- expect: 2	true	1
-- expect: 3	true	0
-- expect: 4	false	7
-- expect: 11	true	0
-- expect: 12	true	0
-- expect: 12	false	1
-- expect: 30	true	2
