-- what each form of return hands over
local function three() return 1, 2, 3 end
local function f1() return three() end
local function f2() return (three()) end
local function f3() return three(), 4 end
local function f4() return 0, three() end
local function f5() local a = three() return a end
local function f6() return three() == 1 end
local function f7() return { three() } end
local function f8() return #{ three() } end
local function f9(...) return ... end
local function f10(...) return (...) end
local function f11() return end
local function f12()
end
local function f13() return nil end
local function f14() return three() + 0 end
local function f15() return three() or 9 end
local function f16() return nil or three() end
local function f17() return true and three() end
print(f1()) -- expect: 1	2	3
print(f2()) -- expect: 1
print(f3()) -- expect: 1	4
print(f4()) -- expect: 0	1	2	3
print(f5()) -- expect: 1
print(f6()) -- expect: true
print(#f7()) -- expect: 3
print(f8()) -- expect: 3
print(f9(1, nil)) -- expect: 1	nil
print(f10(1, 2)) -- expect: 1
print(select("#", f11()), select("#", f12()), select("#", f13())) -- expect: 0	0	1
print(f14()) -- expect: 1
print(f15()) -- expect: 1
print(f16()) -- expect: 1
print(f17()) -- expect: 1
print((f1())) -- expect: 1
print(f1(), f1()) -- expect: 1	1	2	3
print(#{ f1(), f1() }, ({ f1(), f1() })[4]) -- expect: 4	3
