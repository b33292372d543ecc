-- a serializer with sorted keys, and loading its output
local function ser(v, ind)
  if type(v) == "string" then return string.format("%q", v) elseif type(v) ~= "table" then return tostring(v) end
  local keys, r = {}, {} for k in pairs(v) do keys[#keys + 1] = k end
  table.sort(keys, function(a, b) if type(a) == type(b) then return a < b end return type(a) < type(b) end)
  for _, k in ipairs(keys) do r[#r + 1] = "[" .. ser(k) .. "]=" .. ser(v[k]) end
  return "{" .. table.concat(r, ",") .. "}"
end
local data = {
  1, "two", { x = true, y = false, nested = { "deep", n = -1.5 } }, key = "va\"lue", [10] = "ten",
  [0.5] = "half"
}
local text = ser(data)
print(text) -- expect: {[0.5]="half",[1]=1,[2]="two",[3]={["nested"]={[1]="deep",["n"]=-1.5},["x"]=true,["y"]=false},[10]="ten",["key"]="va\"lue"}
local back = loadstring("return " .. text)()
print(ser(back) == text, back[3].nested[1], back.key, back[0.5]) -- expect: true	deep	va"lue	half
local function eq(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for k, v in pairs(a) do if not eq(v, b[k]) then return false end end
  for k in pairs(b) do if a[k] == nil then return false end end
  return true
end
print(eq(data, back)) -- expect: true
back[3].nested.n = 0
print(eq(data, back)) -- expect: false
