"""Which text of a page nobody can see. Such text must not become evidence, whatever it says.

Recognised: render mode 3 without a scan behind it, the colour of the ground, no opacity, less than one point high or
wide, outside the page, clipped away, covered by an area painted later. Not recognised: text under an image or under a
curved shape, text clipped by a curved path, layers that are switched off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.loaders.pdf_content import Interpreter, Shown
from ingest.loaders.pdf_geometry import Box, Fragment, area, contains, intersect, is_empty, is_inside
from ingest.loaders.pdf_paint import Colour, Shape

_SCAN_SHARE = 0.5  # of the page: images that cover this much are the page itself
_CONTRAST = 0.06  # of the range of a colour channel: less is not seen
_WHITE = (1.0, 1.0, 1.0)


def judge(drawing: Interpreter, page: Box) -> list[Fragment]:
    """All fragments of the page in painting order; `hidden` names the reason where one cannot be seen."""
    areas = [shape for shape in drawing.shapes if not shape.rule]
    judged = [replace(item.fragment, hidden=_reason(item, areas, drawing.images, page)) for item in drawing.shown]
    if _is_scan(judged, drawing.images, page):
        return [replace(part, hidden="") if part.hidden == "mode" else part for part in judged]
    return judged


def _is_scan(fragments: Sequence[Fragment], images: Sequence[Box], page: Box) -> bool:
    """Whether invisible text is the recognised text of a scan: images fill the page and little else can be read."""
    covered = sum(area(intersect(image, page)) for image in images)
    invisible = sum(len(part.text) for part in fragments if part.hidden == "mode")
    visible = sum(len(part.text) for part in fragments if not part.hidden)
    return covered >= _SCAN_SHARE * area(page) and invisible > visible


def _reason(item: Shown, areas: Sequence[Shape], images: Sequence[Box], page: Box) -> str:
    box = item.fragment.box
    if item.tiny:
        return "tiny"
    if is_empty(intersect(_grown(box), page)):
        return "off page"
    if is_empty(intersect(_grown(box), item.clip), 0.5):
        return "clipped"
    if item.mode == 3:
        return "mode"
    if item.alpha < 0.05:
        return "transparent"
    if any(shape.order > item.order and shape.solid and shape.colour and contains(shape.box, box) for shape in areas):
        return "covered"
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    if item.mode in (0, 4) and item.colour and not any(is_inside(image, middle) for image in images):
        ground = _ground(item, middle, areas)
        if ground and max(abs(one - two) for one, two in zip(item.colour, ground, strict=True)) < _CONTRAST:
            return "colour"
    return ""


def _ground(item: Shown, middle: tuple[float, float], areas: Sequence[Shape]) -> Colour:
    """The colour behind a fragment; None where an image, a gradient or a curved area may lie there."""
    for shape in reversed(areas):
        if shape.order <= item.order and is_inside(shape.box, middle):
            return shape.colour if shape.solid else None
    return _WHITE


def _grown(box: Box) -> Box:
    """A box with some extent even where the text is only blanks or lies exactly on an axis."""
    return (box[0] - 0.5, box[1] - 0.5, box[2] + 0.5, box[3] + 0.5)
