"""``xlar doctor``: what on this computer keeps worksheet functions or buttons from working.

`probe` gathers the facts of a `machine`, `checks` judges them. A check is a pure function, so every
case of it can be tested on any system.
"""
