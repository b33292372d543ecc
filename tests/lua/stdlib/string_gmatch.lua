-- manual 5.4 string.gmatch
local function all(s, p)
  local r = {}
  for a, b in s:gmatch(p) do r[#r + 1] = tostring(a) .. (b and "/" .. tostring(b) or "") end
  return #r .. ":" .. table.concat(r, "|") .. "."
end
print(all("one two  three", "%a+")) -- expect: 3:one|two|three.
print(all("k1=v1, k2=v2", "(%w+)=(%w+)")) -- expect: 2:k1/v1|k2/v2.
print(all("abc", "")) -- expect: 4:|||.
print(all("abc", "()")) -- expect: 4:1|2|3|4.
print(all("aXbXc", "[^X]*")) -- expect: 6:a||b||c|.
print(all("hello", "l")) -- expect: 2:l|l.
print(all("hello", "x")) -- expect: 0:.
print(all("", "")) -- expect: 1:.
print(all("", "a")) -- expect: 0:.
print(all("abc", ".-")) -- expect: 4:|||.
print(all("abc", "^a")) -- expect: 0:.
print(all("^a^a", "^a")) -- expect: 2:^a|^a.
print(all("abc", "c$")) -- expect: 1:c.
print(all("a,b,,c", "([^,]*)")) -- expect: 7:a||b|||c|.
print(all("a,b,,c", "([^,]*),?")) -- expect: 5:a|b||c|.
print(all("1 22 333", "%d+()")) -- expect: 3:2|5|9.
print(all("THE (quick) fox", "%((%a+)%)")) -- expect: 1:quick.
print(all("aaa", "a")) -- expect: 3:a|a|a.
print(all("aaa", "a-")) -- expect: 4:|||.
print(#all("a\0b", "%z")) -- expect: 4
local it = ("ab"):gmatch(".")
print(type(it), it(), it(), it(), it()) -- expect: function	a	b	nil
print(pcall(string.gmatch)) -- expect: false	bad argument #1 to '?' (string expected, got no value)
print(pcall(string.gmatch, "a")) -- expect: false	bad argument #2 to '?' (string expected, got no value)
print(pcall(string.gmatch, nil, "a")) -- expect: false	bad argument #1 to '?' (string expected, got nil)
print(pcall(function() for w in ("a"):gmatch("(") do end end)) -- expect: false	user_script:32: unfinished capture
print(string.gfind == string.gmatch) -- expect: true
