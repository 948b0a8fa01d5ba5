"""A plan as a workbook and as pasted tables: written, read back, and compared row by row. Nothing here changes data."""
