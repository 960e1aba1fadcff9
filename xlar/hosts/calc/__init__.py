"""LibreOffice Calc: the xlwings engine that drives it."""
