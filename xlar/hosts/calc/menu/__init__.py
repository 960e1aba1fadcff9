"""The menu and the toolbar in LibreOffice Calc: the commands of the ribbon, part of the extension.

`package` writes their configuration, ``component`` is what runs inside LibreOffice.
"""
