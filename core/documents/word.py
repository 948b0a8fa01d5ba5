"""Word documents: fonts, page, header, footer and language that all share, and any ``content.Document`` as one."""

import io
import re

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document as File
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .content import Line
from .packages import LONG_AGO, steady
from .typesetting import png

__all__ = ["LONG_AGO", "keep_together", "mark_head", "of_document", "prepare", "set_widths", "to_bytes"]
LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
NAVY, BLUE, SOFT = RGBColor(0x00, 0x1A, 0x4D), RGBColor(0x00, 0x33, 0xA0), RGBColor(0x4A, 0x58, 0x72)
SHORT, LONG = Cm(21), Cm(29.7)
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # signs that XML has no way to write
FONTS = [
    ("Normal", 11, None), ("Title", 24, NAVY), ("Subtitle", 13, SOFT), ("Heading 1", 16, NAVY), ("Heading 2", 13, BLUE),
]  # fmt: skip


def prepare(document, *, title, subject, language, stamp, page, header="", is_across=False):
    """Properties, language, page, fonts, header and footer of an empty document; ``page``: "Page {page} of {pages}"."""
    with translation.override(language):
        fund = _("IOM Development Fund")
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, fund, language
    properties.subject, properties.comments, properties.keywords = subject, "", ""
    properties.created = properties.modified = stamp.replace(tzinfo=None)
    properties.last_modified_by = fund
    section = document.sections[0]
    section.page_width, section.page_height = (LONG, SHORT) if is_across else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if is_across else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, size, colour in FONTS:
        _set_font(document.styles[name], size, colour)
    default = document.styles.element.find(".//" + qn("w:rPrDefault")).find(".//" + qn("w:lang"))
    default.set(qn("w:val"), LOCALES[language])
    section.header.paragraphs[0].text = header or f"{fund} – {title}"
    _write_page_numbers(section.footer.paragraphs[0], page)


def _set_font(style, size, colour):
    style.font.name, style.font.size = "Calibri", Pt(size)
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # a theme's font would win over the name
        if name.endswith("Theme"):
            del fonts.attrib[name]
    if colour is not None:
        style.font.color.rgb = colour


def _write_page_numbers(paragraph, pattern):
    """``pattern`` with Word's own fields for {page} and {pages}."""
    before, rest = pattern.split("{page}")
    between, after = rest.split("{pages}")
    paragraph.add_run(before)
    _add_field(paragraph, "PAGE")
    paragraph.add_run(between)
    _add_field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _add_field(paragraph, code):
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def mark_head(row):
    """Have a table's first row repeated on every page and read as its head."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_together(row):
    """Have a row begin on the next page rather than be cut."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_widths(table, widths):
    """Fixed widths, said twice: Word reads the cells', other programs the columns'. Spanned cells are met once."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def to_bytes(document):
    """The package, the same for the same content."""
    file = io.BytesIO()
    document.save(file)
    return steady(file.getvalue())


def of_document(document):
    """A ``content.Document`` as a Word document on A4: bytes."""
    file = File()
    with translation.override(document.language):
        page = _("Page {page} of {pages}")
    header = f"{document.mark} – {document.title}" if document.mark else ""
    prepare(
        file, title=document.title, subject=document.footer, language=document.language, stamp=document.stamp,
        page=f"{document.footer} · {page}", header=header, is_across=document.is_across,
    )  # fmt: skip
    file.add_paragraph(document.title, style="Title")
    _say(file.add_paragraph(style="Subtitle"), document.subject, document.written_in)
    if document.mark:
        file.add_paragraph().add_run(document.mark).bold = True
    for label, text in document.facts:
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{label} ").font.color.rgb = SOFT
        _say(paragraph, text, document.language)
    for part in document.parts:
        _write_part(file, document, part)
    return to_bytes(file)


def _say(paragraph, text, language):
    """A run in its own language, so that Word checks its spelling by the right dictionary."""
    run = paragraph.add_run(UNWRITABLE.sub("", text))
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), LOCALES[language])
    run._r.get_or_add_rPr().append(mark)
    return run


def _write_line(paragraph, document, line, *, strong=False):
    run = _say(paragraph, line.text, document.written_in if line.is_written else document.language)
    run.bold = strong or line.tone == "strong" or None
    if line.tone == "soft":
        run.font.color.rgb = SOFT


def _write_part(file, document, part):
    file.add_heading(part.title, level=1)
    if part.note:
        file.add_paragraph(part.note)
    for line in part.lines:
        _write_line(file.add_paragraph(), document, line)
    for picture in part.pictures:
        shape = file.add_picture(io.BytesIO(png(picture.svg)), width=_width(document))
        shape._inline.docPr.set("descr", picture.words)
    if part.table.rows:
        _write_table(file, document, part.table)
    else:
        file.add_paragraph(part.empty)


def _width(document):
    """Of the page between its margins."""
    return (LONG if document.is_across else SHORT) - Cm(4)


def _write_table(file, document, table):
    grid = file.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
    rows = [row.cells for row in grid.rows]  # asked once: python-docx reads the table anew each time
    mark_head(grid.rows[0])
    unit = _width(document) // sum(column.width for column in table.columns)
    set_widths(grid, [column.width * unit for column in table.columns])
    for place, column in enumerate(table.columns):
        _fill(rows[0][place], document, [Line(column.label)], column, strong=True)
    for number, (row, cells) in enumerate(table.laid_out(), 1):
        keep_together(grid.rows[number])
        for place, column, cell in cells:
            target = rows[number][place]
            if cell.rows > 1:
                target = target.merge(rows[number + cell.rows - 1][place])
            _fill(target, document, cell.lines, column, strong=row.is_total)


def _fill(target, document, lines, column, *, strong):
    for place, line in enumerate(lines):
        paragraph = target.add_paragraph() if place else target.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if column.is_number else None
        _write_line(paragraph, document, line, strong=strong)
        paragraph.runs[0].font.size = Pt(9)
