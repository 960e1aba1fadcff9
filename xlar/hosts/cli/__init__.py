"""The command line: files in, figures out.

Each command is read → core → payload; the payload is a dictionary of plain values, and JSON, CSV,
workbook and screen are made from it. Contract and examples: docs/cli.md.
"""
