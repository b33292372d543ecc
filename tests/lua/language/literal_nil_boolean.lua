-- manual 2.2: nil and false are the only false values
print(nil, true, false) -- expect: nil	true	false
print(not nil, not false, not true, not 0, not "", not {}) -- expect: true	true	false	false	false	false
print(0 and "yes" or "no", "" and "yes" or "no", nil and 1 or 2, false or nil) -- expect: yes	yes	2	nil
print(nil == false, nil == nil, false == false, true ~= false) -- expect: false	true	true	true
if 0 then print("zero is true") end -- expect: zero is true
if "" then print("empty string is true") end -- expect: empty string is true
if not nil then print("nil is not") end -- expect: nil is not
