-- numbers inside concat are written with %.14g
print(table.concat({ 1, 1.5, -0.25, 1e15, 1e14, 123456789012345, 1 / 3, 1e100, 2 ^ 53 }, " ")) -- expect: 1 1.5 -0.25 1e+15 1e+14 1.2345678901234e+14 0.33333333333333 1e+100 9.007199254741e+15
print(table.concat({ 0.1, 0.2, 0.1 + 0.2, 100, 1e-5 }, ",")) -- expect: 0.1,0.2,0.3,100,1e-05
print(table.concat({ 1 / 0, -1 / 0 }, " ")) -- expect: inf -inf
print(table.concat({ 1, 2 }, 3), table.concat({ "a", "b" }, 1.5), #table.concat({ 0.5, 0.5 })) -- expect: 132	a1.5b	6
