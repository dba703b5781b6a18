"""Paths, colours and painted areas of a PDF page."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdf.generic import DictionaryObject

from ingest.loaders.pdf_geometry import Box, Matrix, Point, apply, bounds, intersect

Colour = tuple[float, float, float] | None  # red, green, blue from 0 to 1; None: cannot be known

FILLING = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
STROKING = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
PAINTING = FILLING | STROKING | {b"n"}

_THIN = 2.5  # points: a filled area as thin as this is drawn as a line


@dataclass(frozen=True, slots=True)
class Shape:
    """A painted area (`rule` false) or a straight line (`rule` true). `colour` is None if areas beneath may show."""

    box: Box
    colour: Colour
    rule: bool
    order: int
    solid: bool = True  # False: only the box around the area is known


@dataclass
class Paint:
    """The path under construction, already in page coordinates."""

    parts: list[list[Point]] = field(default_factory=list)
    curved: bool = False
    clipping: bool = False

    def add(self, operator: bytes, operands: Any, matrix: Matrix) -> None:
        """Take in one path operator; others are ignored."""
        if operator in (b"W", b"W*"):
            self.clipping = True
            return
        if operator == b"h" and self.parts and self.parts[-1]:
            self.parts[-1].append(self.parts[-1][0])
        if operator not in (b"m", b"l", b"c", b"v", b"y", b"re"):
            return
        values = [float(value) for value in operands if isinstance(value, (int, float))]
        if operator == b"re" and len(values) >= 4:
            x, y, width, height = values[:4]
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
            self.parts.append([apply(matrix, *corner) for corner in corners])
            return
        points = [apply(matrix, x, y) for x, y in zip(values[::2], values[1::2], strict=False)]
        if operator == b"m" or not self.parts:
            self.parts.append([])
        self.parts[-1].extend(points)
        self.curved = self.curved or operator in (b"c", b"v", b"y")

    def finish(self, operator: bytes, fill: Colour, clip: Box, order: int) -> list[Shape]:
        """The areas and lines that the painting operator leaves on the page."""
        shapes: list[Shape] = []
        for points in self.parts:
            if not points:
                continue
            box = intersect(bounds(points), clip)
            straight = not self.curved and _is_rectangle(points)
            if operator in FILLING:
                thin = min(box[2] - box[0], box[3] - box[1]) <= _THIN
                shapes.append(Shape(box, fill, thin and straight, order, solid=straight))
            if operator in STROKING and not self.curved:
                closed = [*points, points[0]] if operator in (b"s", b"b", b"b*") else points
                for start, end in pairwise(closed):
                    if abs(start[0] - end[0]) < 0.5 or abs(start[1] - end[1]) < 0.5:
                        shapes.append(Shape(bounds([start, end]), None, True, order))
        return shapes

    def clip(self, current: Box) -> Box:
        """The clip after this path; only the box around a path is known, so never too small."""
        points = [point for part in self.parts for point in part]
        return intersect(current, bounds(points)) if self.clipping and points else current


def _is_rectangle(points: list[Point]) -> bool:
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    return len(corners) <= 4 and len({x for x, _ in corners}) <= 2 and len({y for _, y in corners}) <= 2


def colour(operands: Any, parts: int) -> Colour:
    """Red, green and blue of a fill colour with 1 (grey), 3 (RGB) or 4 (CMYK) parts; None for anything else."""
    values = [min(1.0, max(0.0, float(value))) for value in operands if isinstance(value, (int, float))]
    if len(values) != parts:
        return None
    match values:
        case [grey]:
            return (grey, grey, grey)
        case [red, green, blue]:
            return (red, green, blue)
        case [cyan, magenta, yellow, black]:
            return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    return None


def colour_space(operands: Any, resources: DictionaryObject) -> int:
    """Number of components if the space is grey, RGB or CMYK at heart, else 0 (spot colours, patterns, tables)."""
    name: Any = operands[0] if operands else ""
    group = resources.get("/ColorSpace")
    group = group.get_object() if group is not None else None
    if isinstance(group, DictionaryObject) and name in group:
        name = group[name].get_object()
    if isinstance(name, list) and name:
        if name[0] == "/ICCBased" and len(name) > 1:
            profile = name[1].get_object()
            return int(profile.get("/N", 0)) if isinstance(profile, DictionaryObject) else 0
        name = name[0]
    sizes = {"/DeviceGray": 1, "/CalGray": 1, "/G": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/RGB": 3, "/DeviceCMYK": 4}
    return sizes.get(str(name), 0)
