"""Tables in cells: which sheet is which, what their columns mean, cells as typed columns."""
