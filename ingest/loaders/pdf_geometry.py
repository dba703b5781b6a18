"""Affine matrices and boxes of a PDF page, in points."""

from __future__ import annotations

from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of characters as painted.

    `x0`, `x1` and `y` are measured along and across the direction of writing, `box` on the page;
    `run` numbers the show operation, `hidden` says why nobody can see it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    space: float
    bold: bool
    angle: int
    run: int
    box: Box
    hidden: str = ""


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The transformation that applies `first`, then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """The point where the matrix puts (x, y)."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def bounds(points: list[Point]) -> Box:
    """The smallest box around the points."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))


def intersect(first: Box, second: Box) -> Box:
    """The common part; its right lies left of its left where there is none."""
    return (max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3]))


def is_empty(box: Box, least: float = 0.0) -> bool:
    """Whether a box has no extent beyond `least` in one direction."""
    return box[2] - box[0] <= least or box[3] - box[1] <= least


def area(box: Box) -> float:
    """Area in square points, 0.0 for an empty box."""
    return 0.0 if is_empty(box) else (box[2] - box[0]) * (box[3] - box[1])


def contains(outer: Box, inner: Box, slack: float = 0.5) -> bool:
    """Whether `outer` covers `inner` up to `slack` points."""
    left, bottom, right, top = outer
    return (
        left <= inner[0] + slack
        and bottom <= inner[1] + slack
        and right >= inner[2] - slack
        and top >= inner[3] - slack
    )


def is_inside(box: Box, point: Point) -> bool:
    """Whether the point lies in the box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def turned(point: Point, angle: int) -> Point:
    """The point in the frame of text that is written at `angle` (a multiple of 90 degrees)."""
    x, y = point
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[angle]
