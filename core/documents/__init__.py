"""Documents described once and made as a page, a PDF, a Word document or an Excel workbook: the same words in each."""

from .content import Cell, Column, Document, Line, Part, Picture, Row, Table, written
from .files import CONTENT_TYPES, download

__all__ = [
    "CONTENT_TYPES",
    "Cell",
    "Column",
    "Document",
    "Line",
    "Part",
    "Picture",
    "Row",
    "Table",
    "download",
    "written",
]
