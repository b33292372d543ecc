-- other strings made between two appends
local out, junk = "", {}
for i = 1, 200 do
  out = out .. string.char(97 + i % 26)
  junk[i] = ("j"):rep(i % 50) .. i
  if i % 50 == 0 then collectgarbage() end
end
print(#out, out:sub(1, 30), junk[200], junk[49] == ("j"):rep(49) .. "49") -- expect: 200	bcdefghijklmnopqrstuvwxyzabcde	200	true
local a, b = "", ""
for i = 1, 100 do a = a .. "a" .. i b = b .. "b" .. i end
print(#a, #b, a:sub(-4), b:sub(-4), (a:gsub("a", "b")) == b) -- expect: 292	292	a100	b100	true
local co = coroutine.wrap(function() local s = "" while true do s = s .. (coroutine.yield(s) or "") end end)
co()
local m = ""
for i = 1, 60 do m = m .. i co(tostring(i)) end
print(co("") == m, #m) -- expect: true	111
