"""What a button does, on an open workbook: ribbon, Calc's menu and ``xlar run`` share these.

A command reads the workbook, computes everything, and only then writes; a write that fails takes
back those before it. Workbooks are xlwings' `Book` objects, whatever program holds them.
"""
