"""What people start: the command line today, spreadsheet programs beside it."""
