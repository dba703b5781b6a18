"""Interpret the content of a PDF page: what text stands where, which lines and areas are painted.

pypdf's own text extraction hands out text without widths and without colour, so the operators are followed here;
parsing, decoding of streams and fonts stay with pypdf and its limits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.errors import LimitReachedError
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from ingest.loaders.pdf_fonts import Faces, Typeface
from ingest.loaders.pdf_geometry import (
    EVERYWHERE,
    IDENTITY,
    Box,
    Fragment,
    Matrix,
    Point,
    apply,
    bounds,
    intersect,
    is_empty,
    multiply,
)
from ingest.loaders.pdf_paint import PAINTING, Colour, Paint, Shape, colour, colour_space

_MAX_FORMS = 2000
_MAX_PAINTED = 200_000  # fragments and shapes of one page
_MAX_DEPTH = 12
_GAP = 0.5  # of a word space: a smaller shift inside a shown string is kerning


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state that `q` saves and `Q` restores."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Colour = (0.0, 0.0, 0.0)
    space: int = 1  # components of the fill colour space, 0 if its colours cannot be known
    alpha: float = 1.0
    blend: bool = False
    face: Typeface = field(default_factory=lambda: Typeface(None))
    size: float = 0.0
    spacing: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A fragment with the state it was painted in; `order` is its place in the painting."""

    fragment: Fragment
    order: int
    colour: Colour
    alpha: float
    mode: int
    clip: Box
    tiny: bool


class Interpreter:
    """Walks through the operators of one page and collects what is painted."""

    def __init__(self, page: PageObject, faces: Faces) -> None:
        self.shown: list[Shown] = []
        self.shapes: list[Shape] = []
        self.images: list[Box] = []
        self._pdf = page.pdf
        self._faces = faces
        self._streams: dict[int, list[tuple[Any, bytes]]] = {}
        self._forms = 0
        self._run = 0
        resources = _resolve(page.get("/Resources"))
        contents = page.get("/Contents")
        if contents is not None and isinstance(resources, DictionaryObject):
            self._walk(self._operations(contents), resources, State(), ())

    @property
    def order(self) -> int:
        """How much has been painted so far."""
        return len(self.shown) + len(self.shapes)

    def _operations(self, stream: Any) -> list[tuple[Any, bytes]]:
        return ContentStream(stream, self._pdf, "bytes").operations

    def _walk(
        self, operations: list[tuple[Any, bytes]], resources: DictionaryObject, state: State, parents: tuple[int, ...]
    ) -> None:
        stack: list[State] = []
        text = line = IDENTITY
        paint = Paint()
        for operands, operator in operations:
            match operator:
                case b"q":
                    stack.append(state)
                case b"Q":
                    state = stack.pop() if stack else state
                case b"cm":
                    state = replace(state, matrix=multiply(_matrix(operands), state.matrix))
                case b"BT":
                    text = line = IDENTITY
                case b"Tm":
                    text = line = _matrix(operands)
                case b"Td" | b"TD":
                    x, y = _numbers(operands, 2)
                    if operator == b"TD":
                        state = replace(state, leading=-y)
                    text = line = multiply((1, 0, 0, 1, x, y), line)
                case b"T*":
                    text = line = multiply((1, 0, 0, 1, 0, -state.leading), line)
                case b"Tj" | b"TJ":
                    text = self._show(operands[0] if operands else b"", text, state)
                case b"'" | b'"':
                    if operator == b'"':
                        word, spacing = _numbers(operands, 2)
                        state = replace(state, word=word, spacing=spacing)
                    text = line = multiply((1, 0, 0, 1, 0, -state.leading), line)
                    text = self._show(operands[-1] if operands else b"", text, state)
                case b"Tf" | b"Tr" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts":
                    state = self._text_state(operator, operands, resources, state)
                case b"gs":
                    state = self._extended(operands, resources, state)
                case b"cs":
                    state = replace(state, space=colour_space(operands, resources), fill=(0.0, 0.0, 0.0))
                case b"g" | b"rg" | b"k" | b"sc" | b"scn":
                    parts = {b"g": 1, b"rg": 3, b"k": 4}.get(operator, state.space)
                    state = replace(state, space=parts, fill=colour(operands, parts))
                case b"Do":
                    self._external(operands, resources, state, parents)
                case b"INLINE IMAGE":
                    self.images.append(_unit_square(state))
                case b"sh":
                    self.shapes.append(Shape(state.clip, None, False, self.order))
                case _ if operator in PAINTING:
                    fill = state.fill if state.alpha > 0.99 and not state.blend else None
                    self.shapes.extend(paint.finish(operator, fill, state.clip, self.order))
                    state = replace(state, clip=paint.clip(state.clip))
                    paint = Paint()
                case _:
                    paint.add(operator, operands, state.matrix)

    def _text_state(self, operator: bytes, operands: Any, resources: DictionaryObject, state: State) -> State:
        if operator == b"Tf":
            return replace(state, face=self._face(operands, resources), size=_numbers(operands[1:], 1)[0])
        value = _numbers(operands, 1)[0]
        match operator:
            case b"Tr":
                return replace(state, mode=int(value))
            case b"Tc":
                return replace(state, spacing=value)
            case b"Tw":
                return replace(state, word=value)
            case b"Tz":
                return replace(state, stretch=value / 100)
            case b"TL":
                return replace(state, leading=value)
        return replace(state, rise=value)

    def _face(self, operands: Any, resources: DictionaryObject) -> Typeface:
        resource = _entry(resources, "/Font", operands[0] if operands else "")
        return self._faces.get(resource)

    def _extended(self, operands: Any, resources: DictionaryObject, state: State) -> State:
        settings = _entry(resources, "/ExtGState", operands[0] if operands else "")
        if not isinstance(settings, DictionaryObject):
            return state
        blend = _resolve(settings.get("/BM", "/Normal" if not state.blend else "/Multiply"))
        return replace(
            state, alpha=float(settings.get("/ca", state.alpha)), blend=blend not in ("/Normal", "/Compatible")
        )

    def _external(self, operands: Any, resources: DictionaryObject, state: State, parents: tuple[int, ...]) -> None:
        form = _entry(resources, "/XObject", operands[0] if operands else "")
        if not isinstance(form, StreamObject):
            return
        if form.get("/Subtype") == "/Image":
            self.images.append(_unit_square(state))
            return
        self._forms += 1
        if self._forms > _MAX_FORMS:
            raise LimitReachedError("too many forms")
        if id(form) in parents or len(parents) >= _MAX_DEPTH:
            return
        if id(form) not in self._streams:
            self._streams[id(form)] = self._operations(form)
        matrix = multiply(_matrix(_resolve(form.get("/Matrix")) or IDENTITY), state.matrix)
        inner = replace(state, matrix=matrix)
        box = _resolve(form.get("/BBox"))
        if box:
            left, bottom, right, top = _numbers(box, 4)
            corners = [apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            inner = replace(inner, clip=intersect(state.clip, bounds(corners)))
        own = _resolve(form.get("/Resources"))
        used = own if isinstance(own, DictionaryObject) else resources
        self._walk(self._streams[id(form)], used, inner, (*parents, id(form)))

    def _show(self, shown: Any, text: Matrix, state: State) -> Matrix:
        """Collect the fragments of one show operation; returns the text matrix behind it."""
        self._run += 1
        if self.order > _MAX_PAINTED:
            raise LimitReachedError("too much on one page")
        pieces = shown if isinstance(shown, list) else [shown]
        start: Matrix | None = None
        buffer: list[str] = []
        for piece in pieces:
            if isinstance(piece, (int, float)):
                shift = -float(piece) / 1000 * state.size * state.stretch
                if buffer and start and abs(shift) > _GAP * state.face.space * abs(state.size * state.stretch):
                    self._collect("".join(buffer), start, text, state)
                    buffer, start = [], None
                text = multiply((1, 0, 0, 1, shift, 0), text)
                continue
            start = start or text
            for char, width, blank in state.face.decode(_bytes(piece)):
                advance = width * state.size + state.spacing + (state.word if blank else 0.0)
                text = multiply((1, 0, 0, 1, advance * state.stretch, 0), text)
                buffer.append(char)
        if buffer and start:
            self._collect("".join(buffer), start, text, state)
        return text

    def _collect(self, text: str, start: Matrix, end: Matrix, state: State) -> None:
        first = multiply((1, 0, 0, 1, 0, state.rise), multiply(start, state.matrix))
        last = multiply((1, 0, 0, 1, 0, state.rise), multiply(end, state.matrix))
        height = abs(state.size) * math.hypot(first[2], first[3]) * state.face.height
        width = abs(state.size) * math.hypot(first[0], first[1])
        angle = _angle(first[0] * (state.size or 1), first[1] * (state.size or 1))
        radians = math.radians(angle)
        cos, sin = math.cos(radians), math.sin(radians)
        begin: Point = (first[4], first[5])
        over: Point = (begin[0] - sin * height * 0.7, begin[1] + cos * height * 0.7)
        stop: Point = (last[4], last[5])
        fragment = Fragment(
            text=text,
            x0=begin[0] * cos + begin[1] * sin,
            x1=stop[0] * cos + stop[1] * sin,
            y=-begin[0] * sin + begin[1] * cos,
            size=height,
            space=state.face.space * width * abs(state.stretch),
            bold=state.face.bold or state.mode == 2,
            angle=angle,
            run=self._run,
            box=bounds([begin, over, stop]),
        )
        tiny = is_empty((0, 0, width * abs(state.stretch), height), 1.0) and state.face.measured
        self.shown.append(Shown(fragment, self.order, state.fill, state.alpha, state.mode, state.clip, tiny))


def _angle(x: float, y: float) -> int:
    degrees = round(math.degrees(math.atan2(y, x))) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= 1 else degrees


def _unit_square(state: State) -> Box:
    corners = [apply(state.matrix, x, y) for x in (0, 1) for y in (0, 1)]
    return intersect(state.clip, bounds(corners))


def _resolve(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _entry(resources: DictionaryObject, kind: str, name: Any) -> Any:
    group = _resolve(resources.get(kind))
    return _resolve(group.get(name)) if isinstance(group, DictionaryObject) else None


def _numbers(operands: Any, count: int) -> list[float]:
    values = [float(value) for value in list(operands)[:count] if isinstance(value, (int, float))]
    return values + [0.0] * (count - len(values))


def _matrix(operands: Any) -> Matrix:
    values = _numbers(operands, 6) if len(operands) >= 6 else list(IDENTITY)
    return (values[0], values[1], values[2], values[3], values[4], values[5])


def _bytes(piece: Any) -> bytes:
    if isinstance(piece, bytes):
        return piece
    raw = getattr(piece, "original_bytes", b"")
    return raw if isinstance(raw, bytes) else b""
