"""Tables drawn with lines: find the grid that rulings form, and the cell of each fragment."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.loaders.pdf_geometry import Box, Fragment, bounds, turned
from ingest.loaders.pdf_paint import Shape

_TOUCH = 3.0  # points: lines this close meet
_MAX_RULES = 5000  # beyond that it is a drawing

Cell = tuple[float, float]  # top and left ruling


@dataclass
class Grid:
    """Horizontal and vertical lines that touch each other."""

    horizontals: list[Box] = field(default_factory=list)
    verticals: list[Box] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The box around all lines."""
        lines = self.horizontals + self.verticals
        return bounds([(line[0], line[1]) for line in lines] + [(line[2], line[3]) for line in lines])

    def cell(self, x: float, y: float) -> Cell | None:
        """The rulings directly above and left of the point, or None if it is not enclosed."""
        above = [line[1] for line in self.horizontals if line[0] - _TOUCH <= x <= line[2] + _TOUCH and line[1] > y]
        below = [line[1] for line in self.horizontals if line[0] - _TOUCH <= x <= line[2] + _TOUCH and line[1] <= y]
        left = [line[0] for line in self.verticals if line[1] - _TOUCH <= y <= line[3] + _TOUCH and line[0] <= x]
        if not above or not below:
            return None
        edge = max(left) if left else self.box[0]
        if not self.box[0] - _TOUCH <= x <= self.box[2] + _TOUCH:
            return None
        return (round(min(above)), round(edge))


def grids(shapes: Sequence[Shape], angle: int) -> list[Grid]:
    """The grids on a page that have at least one inner vertical line, in the frame of text written at `angle`."""
    horizontals: list[Box] = []
    verticals: list[Box] = []
    for shape in shapes:
        if not shape.rule:
            continue
        box = bounds([turned((shape.box[0], shape.box[1]), angle), turned((shape.box[2], shape.box[3]), angle)])
        width, height = box[2] - box[0], box[3] - box[1]
        if width >= height and width > _TOUCH:
            middle = (box[1] + box[3]) / 2
            horizontals.append((box[0], middle, box[2], middle))
        elif height > _TOUCH:
            middle = (box[0] + box[2]) / 2
            verticals.append((middle, box[1], middle, box[3]))
    if len(horizontals) + len(verticals) > _MAX_RULES:
        return []
    found = _components(sorted(set(horizontals), key=lambda line: line[1]), sorted(set(verticals)))
    return [grid for grid in found if _inner(grid)]


def place(fragments: Sequence[Fragment], found: Sequence[Grid], angle: int) -> list[tuple[int, Cell] | None]:
    """For each fragment the number of its grid and its cell, or None."""
    places: list[tuple[int, Cell] | None] = []
    for fragment in fragments:
        spot: tuple[int, Cell] | None = None
        if fragment.angle == angle:
            x, y = min(fragment.x0 + fragment.size / 2, (fragment.x0 + fragment.x1) / 2), fragment.y + fragment.size / 4
            for number, grid in enumerate(found):
                cell = grid.cell(x, y)
                if cell:
                    spot = (number, cell)
                    break
        places.append(spot)
    return places


def _inner(grid: Grid) -> bool:
    """Whether a vertical line stands inside: a frame around text has none."""
    left, _, right, _ = grid.box
    return len(grid.horizontals) >= 2 and any(left + _TOUCH < line[0] < right - _TOUCH for line in grid.verticals)


def _components(horizontals: list[Box], verticals: list[Box]) -> list[Grid]:
    """Group lines that cross, touch or continue each other."""
    lines = horizontals + verticals
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    heights = [line[1] for line in horizontals]
    for number, vertical in enumerate(verticals, start=len(horizontals)):
        low = bisect_left(heights, vertical[1] - _TOUCH)
        high = bisect_right(heights, vertical[3] + _TOUCH)
        for index in range(low, high):
            if horizontals[index][0] - _TOUCH <= vertical[0] <= horizontals[index][2] + _TOUCH:
                parent[root(index)] = root(number)
    found: dict[int, Grid] = {}
    for index, line in enumerate(lines):
        grid = found.setdefault(root(index), Grid())
        (grid.horizontals if index < len(horizontals) else grid.verticals).append(line)
    return [grid for grid in found.values() if grid.horizontals and grid.verticals]
