-- limit: two digits of width and precision
print(#string.format("%99d", 1), #string.format("%.99f", 1), #string.format("%99.99f", 1e308), #string.format("%99s", ""), #string.format("%-99.99e", 1)) -- expect: 99	101	409	99	105
print(pcall(string.format, "%100d", 1)) -- expect: false	invalid format (width or precision too long)
print(pcall(string.format, "%.100f", 1)) -- expect: false	invalid format (width or precision too long)
print(pcall(string.format, "%1.999f", 1)) -- expect: false	invalid format (width or precision too long)
print(pcall(string.format, "%999999999999s", "x")) -- expect: false	invalid format (width or precision too long)
