-- patterns that recurse are bounded: long single-item patterns still match
print(#(("ab"):rep(500)):match(("ab"):rep(500)), (("a"):rep(150)):find(("a?"):rep(150) .. "$"), (("a"):rep(10)):match(("a?"):rep(10) .. ("a"):rep(10)) == ("a"):rep(10)) -- expect: 1000	1	true
print((("x"):rep(30)):match(("(x)"):rep(30)) == "x", #(("()"):rep(32)), select("#", ("a"):match(("()"):rep(32)))) -- expect: true	64	32
