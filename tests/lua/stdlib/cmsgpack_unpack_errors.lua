-- parity P5: bad and short input
local function t(s) local ok, e = pcall(cmsgpack.unpack, s) return tostring(ok) .. " " .. tostring(e) end
for _, b in ipairs { 0xc1, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 } do
  print(("%02x"):format(b), t(string.char(b) .. ("\1"):rep(30))) -- expect: c1	false Bad data format in input.
  -- expect: c4	false Bad data format in input.
  -- expect: c5	false Bad data format in input.
  -- expect: c6	false Bad data format in input.
  -- expect: c7	false Bad data format in input.
  -- expect: c8	false Bad data format in input.
  -- expect: c9	false Bad data format in input.
  -- expect: d4	false Bad data format in input.
  -- expect: d5	false Bad data format in input.
  -- expect: d6	false Bad data format in input.
  -- expect: d7	false Bad data format in input.
  -- expect: d8	false Bad data format in input.
end
for _, s in ipairs {
  "\204", "\205\1", "\206\1\1\1", "\207\1", "\208", "\209\1", "\210\1", "\211\1\1\1\1\1\1\1", "\202\1\1\1",
  "\203\1", "\161", "\163ab", "\217", "\217\5abc", "\218\0", "\218\0\5abc", "\219\0\0\0", "\219\0\0\0\5abcd",
  "\145", "\146\1", "\220\0", "\220\0\1", "\221\0\0\0", "\129", "\129\1", "\129\161k", "\222\0", "\222\0\1\1",
  "\223\0\0", "\1\2\204"
} do
  print((s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)), t(s)) -- expect: cc	false Missing bytes in input.
  -- expect: cd01	false Missing bytes in input.
  -- expect: ce010101	false Missing bytes in input.
  -- expect: cf01	false Missing bytes in input.
  -- expect: d0	false Missing bytes in input.
  -- expect: d101	false Missing bytes in input.
  -- expect: d201	false Missing bytes in input.
  -- expect: d301010101010101	false Missing bytes in input.
  -- expect: ca010101	false Missing bytes in input.
  -- expect: cb01	false Missing bytes in input.
  -- expect: a1	false Missing bytes in input.
  -- expect: a36162	false Missing bytes in input.
  -- expect: d9	false Missing bytes in input.
  -- expect: d905616263	false Missing bytes in input.
  -- expect: da00	false Missing bytes in input.
  -- expect: da0005616263	false Missing bytes in input.
  -- expect: db000000	false Missing bytes in input.
  -- expect: db0000000561626364	false Missing bytes in input.
  -- expect: 91	false Missing bytes in input.
  -- expect: 9201	false Missing bytes in input.
  -- expect: dc00	false Missing bytes in input.
  -- expect: dc0001	false Missing bytes in input.
  -- expect: dd000000	false Missing bytes in input.
  -- expect: 81	false Missing bytes in input.
  -- expect: 8101	false Missing bytes in input.
  -- expect: 81a16b	false Missing bytes in input.
  -- expect: de00	false Missing bytes in input.
  -- expect: de000101	false Missing bytes in input.
  -- expect: df0000	false Missing bytes in input.
  -- expect: 0102cc	false Missing bytes in input.
end
