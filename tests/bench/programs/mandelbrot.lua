-- The Mandelbrot set: arithmetic on local numbers.
local turns = 256
local N, iters, count = 256, 60, 0
local y = 0
while y < turns do
  local ci = 2.0 * y / N - 1.0
  local x = 0
  while x < N do
    local cr = 2.0 * x / N - 1.5
    local zr, zi, n = 0.0, 0.0, 0
    local zr2, zi2 = 0.0, 0.0
    while n < iters and zr2 + zi2 <= 4.0 do
      zi = 2.0 * zr * zi + ci
      zr = zr2 - zi2 + cr
      zr2 = zr * zr
      zi2 = zi * zi
      n = n + 1
    end
    count = count + n
    x = x + 1
  end
  y = y + 1
end
return count
