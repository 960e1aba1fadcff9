"""What goes out: statements, letters and agreements, first as data, then rendered."""
