-- Calls methods that are found through a metatable.
local turns = 3000000
local Account = {}
Account.__index = Account
function Account.new(b) return setmetatable({ balance = b, n = 0 }, Account) end
function Account:deposit(v) self.balance = self.balance + v; self.n = self.n + 1 end
function Account:get() return self.balance end
local a = Account.new(10)
local s = 0
for i = 1, turns do
  a:deposit(i)
  s = s + a:get() % 3
end
return s + a.n
