-- lcode: division and modulo by zero and nan results are left for run time
print(loadstring("return 1 / 0, -1 / 0, 1 % 0")()) -- expect: inf	-inf	-nan
print(loadstring("return 0 / 0")()) -- expect: -nan
print(loadstring("return (1e308 * 10) - (1e308 * 10)")()) -- expect: -nan
print(loadstring("return 2 ^ 1024, -(2 ^ 1024), 10 % 3.5")()) -- expect: inf	-inf	3
print(loadstring("return 2 * 3 + 4 ^ 2 / 8 - -1")()) -- expect: 9
print(loadstring("return '10' + 5, '3' * '4', -'2'")()) -- expect: 15	12	-2
print(loadstring("return #'abc' + 1, not 1 == 2, not nil")()) -- expect: 4	false	true
