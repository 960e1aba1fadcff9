"""Excel: the server of the worksheet functions, its installation and its doctor."""
