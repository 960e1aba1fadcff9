"""The part of the menu that runs inside LibreOffice, in whatever Python it brings.

Nothing but the standard library and ``uno`` is used here, in the words of Python 3.8. A command
itself runs in a process of the Python that has xlar (`xlar.hosts.calc.runner`), which works on the
open document over a pipe; so LibreOffice's window stays usable, and a crash cannot take it along.
"""
