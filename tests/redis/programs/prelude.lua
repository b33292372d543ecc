local fuel, left, out = 1500, 3000, {}
local function tick()
  fuel = fuel - 1
  if fuel < 0 then error('out of fuel', 0) end
  return true
end
local function show(v, depth)
  local kind = type(v)
  if kind == 'number' then return tostring(v) .. '/' .. string.format('%.17g', v) end
  if kind == 'string' then return string.format('%q', v) end
  if kind == 'nil' or kind == 'boolean' then return tostring(v) end
  left = left - 1
  if kind ~= 'table' or depth > 3 or left < 0 then return kind end
  local parts = {}
  for k, x in next, v do
    if #parts == 30 then break end
    parts[#parts + 1] = show(k, depth + 1) .. '=' .. show(x, depth + 1)
  end
  return '{' .. table.concat(parts, ',') .. '}#' .. #v .. type(getmetatable(v))
end
local function rec(...)
  local line = {}
  for i = 1, select('#', ...) do line[i] = show((select(i, ...)), 0) end
  if #out < 400 then out[#out + 1] = table.concat(line, ' ') end
end
local function cut(v)
  if type(v) == 'string' and #v > 120 then return v:sub(1, 120) end
  return v
end
local function key(v)
  local kind = type(v)
  if kind == 'table' or kind == 'function' or kind == 'thread' then return kind end
  return v
end
local function str(v) return tostring(key(v)) end
local function num(v) return tonumber(key(v)) or 3 end
local function try(f, ...) rec(pcall(f, ...)) end
