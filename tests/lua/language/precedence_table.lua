-- manual 2.5.6: or < and < comparison < .. < + - < * / % < not # - < ^
print(1 + 2 * 3, (1 + 2) * 3, 2 * 3 % 4, 2 + 3 % 2, 10 - 2 - 3, 16 / 4 / 2) -- expect: 7	9	2	3	5	2
print(2 ^ 3 ^ 2, -2 ^ 2, 2 ^ -1, 2 ^ - -2, (-2) ^ 2, -3 ^ 2 ^ 0.5 < 0) -- expect: 512	-4	0.5	4	4	true
print(not 1 == 2, not (1 == 2), not nil and 5, -"2" + 10, - -2, not not nil) -- expect: false	true	5	8	2	false
print("a" .. 1 + 2, 1 .. 2 ^ 2, "x" .. -1, #"abc" .. "", -#"abc") -- expect: a3	14	x-1	3	-3
print(1 < 2 == true, "a" < "b" == true, 1 == 1 ~= false) -- expect: true	true	true
print(1 or 2 and nil, (1 or 2) and nil, nil and 1 or 2, false == false and "t") -- expect: 1	nil	2	t
print(2 - -2 ^ 2, 5 % -3 ^ 2, 2 * -3, 1 - - 1, 7 - 4 + 1, 2 ^ 2 * 3, 3 * 2 ^ 2) -- expect: 6	-4	-6	2	4	12	12
print((#"ab") ^ 2, -"3" ^ 2, not 0 == not 1, 1 .. 2 == "12", 1 + 1 .. 1 + 1) -- expect: 4	-9	true	true	22
