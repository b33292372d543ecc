-- sieve of Eratosthenes, gcd, modular power, perfect numbers
local sieve, primes = {}, {}
for i = 2, 200 do
  if not sieve[i] then primes[#primes + 1] = i for j = i * i, 200, i do sieve[j] = true end end
end
print(#primes, primes[#primes], table.concat(primes, " ", 1, 12)) -- expect: 46	199	2 3 5 7 11 13 17 19 23 29 31 37
local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
print(gcd(48, 36), gcd(17, 5), gcd(1071, 462), gcd(0, 9)) -- expect: 12	1	21	9
local function powmod(b, e, m)
  local r = 1
  b = b % m
  while e > 0 do if e % 2 == 1 then r = r * b % m end b = b * b % m e = math.floor(e / 2) end
  return r
end
print(powmod(2, 100, 1000007), powmod(3, 200, 13), powmod(7, 0, 5)) -- expect: 698635	9	1
local perfect = {}
for n = 2, 500 do
  local s = 1
  for d = 2, math.sqrt(n) do if n % d == 0 then s = s + d + (d * d ~= n and n / d or 0) end end
  if s == n then perfect[#perfect + 1] = n end
end
print(table.concat(perfect, " ")) -- expect: 6 28 496
