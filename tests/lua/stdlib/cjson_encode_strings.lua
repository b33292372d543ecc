-- parity J5: escapes
print(cjson.encode('say "hi"'), cjson.encode("back\\slash"), cjson.encode("a/b"), cjson.encode("\b\t\n\f\r"), cjson.encode("\0\1\31"), cjson.encode("\127"), cjson.encode("it's"), cjson.encode("<>&")) -- expect: "say \"hi\""	"back\\slash"	"a\/b"	"\b\t\n\f\r"	"\u0000\u0001\u001f"	"\u007f"	"it's"	"<>&"
print(cjson.encode("\195\169\226\130\172"):byte(1, -1)) -- expect: 34	195	169	226	130	172	34
print(cjson.encode("\255\254\128"):byte(1, -1)) -- expect: 34	255	254	128	34
print(#cjson.encode(("x"):rep(10000)), #cjson.encode(("\0"):rep(1000)), #cjson.encode(("\""):rep(1000)), #cjson.encode(("/"):rep(10))) -- expect: 10002	6002	2002	22
for i = 0, 31, 1 do
  if i % 8 == 0 then
    local r = {}
    for j = i, i + 7 do r[#r + 1] = cjson.encode(string.char(j)) end
    print(table.concat(r, " ")) -- expect: "\u0000" "\u0001" "\u0002" "\u0003" "\u0004" "\u0005" "\u0006" "\u0007"
    -- expect: "\b" "\t" "\n" "\u000b" "\f" "\r" "\u000e" "\u000f"
    -- expect: "\u0010" "\u0011" "\u0012" "\u0013" "\u0014" "\u0015" "\u0016" "\u0017"
    -- expect: "\u0018" "\u0019" "\u001a" "\u001b" "\u001c" "\u001d" "\u001e" "\u001f"
  end
end
