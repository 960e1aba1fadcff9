"""Reports as tables: as data frames, and as titled columns of cells."""
