"""The receivables ledger and every figure taken from it: pure functions over columns.

Nothing here knows files, cells, the clock or a locale; the day a report looks from
(``as_of``) is always passed in. Amounts are int64 minor units (cents), days are day
numbers (days since 1970-01-01).
"""
