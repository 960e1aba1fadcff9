"""Workbooks and folders of CSV: reading them into a ledger, importing exports, writing books."""
