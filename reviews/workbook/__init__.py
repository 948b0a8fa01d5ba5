"""Score sheets as a workbook: written, read back, and compared field by field. Nothing here changes data."""
