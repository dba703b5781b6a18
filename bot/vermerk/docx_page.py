"""The page of a Word file: size, styles, language, page numbers."""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.word import set_language

_FONT = "Arial"  # on every office machine; LibreOffice has one of the same widths
_BLACK, _GREY = RGBColor(0, 0, 0), RGBColor(0x50, 0x50, 0x50)
_LINE_COLOUR, _HEADER_FILL = "969696", "EEEEEE"
_LINE_SPACING = 1.15
_LEFT, _RIGHT, _TOP, _BOTTOM = Mm(25), Mm(20), Mm(25), Mm(25)
_WIDTH, _HEIGHT = Mm(210), Mm(297)

TEXT_WIDTH = Length(_WIDTH - _LEFT - _RIGHT)
FIELD, REFERENCE, TABLE_TEXT, ANSWER = "Field", "Reference", "Table Text", "Answer Line"


def prepared(running: str) -> WordDocument:
    """An empty German A4 document with our styles; `running` and the page numbers stand at the foot of each page."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    _set_font_and_language(document)
    _set_styles(document)
    _set_options(document)
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run(f"{running}\tSeite ")
    _add_field(footer, "PAGE")
    footer.add_run(" von ")
    _add_field(footer, "NUMPAGES")
    return document


def shaded(cell: _Cell) -> None:
    """Give a cell the background of a header."""
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _HEADER_FILL)
    cell._tc.get_or_add_tcPr().append(shade)


def _set_font_and_language(document: WordDocument) -> None:
    """One font and German everywhere; the template has theme fonts, which win, and American English."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), _FONT)
    set_language(document)


def _set_styles(document: WordDocument) -> None:
    styles: Any = document.styles
    for name in (FIELD, REFERENCE, TABLE_TEXT, ANSWER):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name in ("Title", "Subtitle", "Quote", "Footer"):  # with decorations of the template
        element = styles[name].element
        for part in (element.pPr, element.rPr):
            if part is not None:
                element.remove(part)
    # name, size, bold; millimetres left and hanging, points before and after
    for name, size, bold, left, hanging, before, after in (
        ("Normal", 10.5, False, 0, 0, 0, 6),
        ("Title", 20, True, 0, 0, 0, 6),
        ("Subtitle", 13, True, 0, 0, 0, 12),
        ("Heading 1", 12.5, True, 0, 0, 18, 6),
        ("Quote", 10, False, 5, 0, 0, 8),
        ("List Number", 10.5, False, 7, 7, 0, 5),
        ("List Bullet", 10.5, False, 7, 7, 0, 5),
        (FIELD, 10.5, False, 36, 36, 0, 4),
        (REFERENCE, 10, False, 11, 11, 8, 4),
        (TABLE_TEXT, 9.5, False, 0, 0, 2, 2),
        (ANSWER, 10.5, False, 7, 0, 14, 0),
        ("Footer", 8.5, False, 0, 0, 0, 0),
    ):
        style = styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, _GREY if name == "Footer" else _BLACK
        form = style.paragraph_format
        form.left_indent, form.first_line_indent = Mm(left), Mm(-hanging)
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), _LINE_SPACING
        form.widow_control = True
        if name in (FIELD, REFERENCE):
            form.tab_stops.add_tab_stop(Mm(left))
        for close in style.element.pPr.findall(qn("w:contextualSpacing")):
            style.element.pPr.remove(close)
    styles[REFERENCE].paragraph_format.keep_with_next = True
    _put_bar_left(styles["Quote"].element.pPr)
    _draw_rows_only(styles["Table Grid"].element)


def _put_bar_left(properties: Any) -> None:
    borders, bar = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", _LINE_COLOUR)):
        bar.set(qn(f"w:{name}"), value)
    borders.append(bar)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")


def _draw_rows_only(style: Any) -> None:
    """Lines between the rows of a table and none between its columns."""
    borders = next(style.iter(qn("w:tblBorders")))
    for line in list(borders):
        if line.tag in (qn("w:left"), qn("w:right"), qn("w:insideV")):
            borders.remove(line)
        else:
            line.set(qn("w:color"), _LINE_COLOUR)


def _set_options(document: WordDocument) -> None:
    """Hyphenate, and lay out as Word has since 2013."""
    settings = document.settings.element
    hyphenate = OxmlElement("w:autoHyphenation")
    settings.find(qn("w:defaultTabStop")).addnext(hyphenate)
    for option in settings.iter(qn("w:compatSetting")):
        if option.get(qn("w:name")) == "compatibilityMode":
            option.set(qn("w:val"), "15")


def _add_field(paragraph: WordParagraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
