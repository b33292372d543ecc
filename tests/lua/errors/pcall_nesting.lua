-- errors are caught by the innermost pcall only
local log = {}
local function l(s) log[#log + 1] = tostring(s) end
print(pcall(function() l(pcall(error, "a", 0)) l((pcall(function() error("b", 0) end))) return "outer ok" end)) -- expect: true	outer ok
print(table.concat(log, " ")) -- expect: false false
print(pcall(function() local ok, e = pcall(error, "x", 0) error("re:" .. e, 0) end)) -- expect: false	re:x
print(pcall(pcall)) -- expect: true	false	attempt to call a boolean value
print(pcall(pcall, pcall, error, "deep", 0)) -- expect: true	true	false	deep
print(select("#", pcall(pcall, error))) -- expect: 3
local function try(f, ...)
  local r = { pcall(f, ...) }
  if r[1] then return unpack(r, 2) end
  return "caught " .. tostring(r[2])
end
print(try(error, "e", 0), try(select, 2, "a", "b"), try(try, error, "inner", 0)) -- expect: caught e	b	caught inner
print(pcall(function() for i = 1, 3 do local ok = pcall(function() if i == 2 then error("skip") end end) if not ok then return i end end end)) -- expect: true	2
print(pcall(function() pcall(function() error("swallowed") end) end)) -- expect: true
