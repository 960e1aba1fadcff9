"""The worksheet functions in LibreOffice Calc: an extension, built for the Python in use.

`package` builds it, `install` hands it to LibreOffice, ``component`` is what runs inside.
"""
