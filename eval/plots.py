"""Plots as inline SVG without any reference to elsewhere; text stays text, the same figures give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eval.metrics import calibration_bins, risk_coverage
from eval.summary import Row

_BLUE, _GREY, _RED = "#1f5f8b", "#8a8f94", "#b3372f"
_COLOURS = (_BLUE, _RED, "#3d7f4f", "#8a6d1f")
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "lotse",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": _GREY,
}
Curve = tuple[Sequence[float], Sequence[bool]]  # confidences, and errors or hits


def bars(rows: Sequence[Row], names: Mapping[str, str]) -> str:
    """Horizontal bars with 95 % intervals."""
    with _drawing(7.2, 0.6 + 0.3 * max(len(rows), 2)) as (axes, svg):
        places = range(len(rows))
        shares = [100 * r.share for r in rows]
        spread = [
            [max(0.0, 100 * (r.share - r.interval[0])) for r in rows],
            [max(0.0, 100 * (r.interval[1] - r.share)) for r in rows],
        ]
        axes.barh(places, shares, color=_BLUE, height=0.62, xerr=spread, ecolor=_GREY, capsize=2)
        axes.set_yticks(places, [f"{names.get(r.label, r.label)} ({r.n})" for r in rows])
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel("richtig beantwortet, in Prozent")
    return svg[0]


def risk_curve(curves: Mapping[str, Curve]) -> str:
    """How the share of wrong answers grows when less sure answers are given, too."""
    with _drawing(5.2, 3.5) as (axes, svg):
        top = 5.0
        for colour, (name, (confidences, errors)) in zip(_COLOURS, curves.items(), strict=False):
            coverage, risk = risk_coverage(confidences, errors)
            axes.step([100 * c for c in coverage], [100 * r for r in risk], where="post", color=colour, label=name)
            top = max([top, *(100 * r for c, r in zip(coverage, risk, strict=True) if c > 0.1)])
        axes.axhline(3, color=_GREY, linestyle=":", linewidth=1)
        axes.set_xlim(0, 100)
        axes.set_ylim(0, top * 1.1)
        axes.set_xlabel("die sichersten Antworten, in Prozent aller gegebenen")
        axes.set_ylabel("davon falsch, in Prozent")
        axes.legend(frameon=False)
    return svg[0]


def calibration(curves: Mapping[str, Curve]) -> str:
    """Stated confidence against what came true; on the diagonal both agree. Larger dots stand for more questions."""
    with _drawing(5.2, 3.5) as (axes, svg):
        axes.plot([0, 100], [0, 100], color=_GREY, linestyle=":", linewidth=1)
        for colour, (name, (confidences, hits)) in zip(_COLOURS, curves.items(), strict=False):
            bins = calibration_bins(confidences, hits)
            x, y = [100 * c for _, c, _ in bins], [100 * h for _, _, h in bins]
            axes.plot(x, y, color=colour, linewidth=1, label=name)
            axes.scatter(x, y, s=[6 + 1.5 * n for n, _, _ in bins], color=colour, alpha=0.7)
        axes.set_xlim(0, 100)
        axes.set_ylim(0, 102)
        axes.set_xlabel("angegebene Sicherheit, in Prozent")
        axes.set_ylabel("trifft zu, in Prozent")
        axes.legend(frameon=False, loc="upper left")
    return svg[0]


def searches(figures: Mapping[str, Mapping[str, float]]) -> str:
    """R@1 and R@5 of several searches beside each other."""
    with _drawing(7.2, 0.8 + 0.42 * max(len(figures), 2)) as (axes, svg):
        places = list(range(len(figures)))
        for shift, key, colour in ((-0.19, "R@5", "#9dbfd6"), (0.19, "R@1", _BLUE)):
            values = [100 * f[key] for f in figures.values()]
            found = axes.barh([p + shift for p in places], values, height=0.36, color=colour, label=_FOUND[key])
            axes.bar_label(found, fmt="%.0f", padding=2, fontsize=8)
        axes.set_yticks(places, list(figures))
        axes.invert_yaxis()
        axes.set_xlim(0, 108)
        axes.set_xlabel("Fragen, deren Stelle gefunden wird, in Prozent")
        axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.4, 1.16), ncols=2)
    return svg[0]


_FOUND = {"R@1": "an erster Stelle", "R@5": "unter den ersten fünf"}


@contextmanager
def _drawing(width: float, height: float) -> Iterator[tuple[Axes, list[str]]]:
    """Axes to draw on; when the block ends, the list holds the SVG."""
    svg: list[str] = []
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure.subplots(), svg
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    text = buffer.getvalue()
    svg.append(re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.S))
