"""The part of the add-in that runs inside LibreOffice, in whatever Python it brings.

Nothing but the standard library and ``uno`` is used here, in the words of Python 3.8. The figures
come from a worker, a process of the Python that has xlar (`xlar.hosts.calc.worker`).
"""
