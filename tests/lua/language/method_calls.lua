-- manual 2.5.8: v:name(args) evaluates v once
local n = 0
local obj = { name = "o", hi = function(self, ...) return self.name, select("#", ...), ... end }
local function get() n = n + 1 return obj end
print(get():hi()) -- expect: o	0
print(get():hi(1, nil)) -- expect: o	2	1	nil
print(n) -- expect: 2
print(obj.hi({ name = "other" }, 7)) -- expect: other	1	7
local s = "str"
print(s:upper(), s:len(), s:rep(2):sub(2, 4), ("%s=%s"):format("a", 1)) -- expect: STR	3	trs	a=1
local Account = {}
Account.__index = Account
function Account.new(b) return setmetatable({ balance = b }, Account) end
function Account:deposit(v) self.balance = self.balance + v return self end
print(Account.new(10):deposit(5):deposit(1).balance) -- expect: 16
local acc = Account.new(0)
acc["deposit"](acc, 3)
print(acc.balance) -- expect: 3
