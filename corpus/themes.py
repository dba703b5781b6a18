"""What project ideas are about: the themes of German labour market policy, and what else is proposed to public offices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.entries import Problems, read_yaml

PATH = Path(__file__).parent / "themes.yaml"


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A theme by its id. Those `outside` belong to no action field of any alliance."""

    id: str
    meaning: str
    outside: bool = False


@cache
def load_themes(path: Path = PATH) -> tuple[Theme, ...]:
    """All themes, first those that projects for skilled workers are about. ManifestError if the file is wrong."""
    problems = Problems(path)
    content = read_yaml(path, problems)
    groups = content if isinstance(content, dict) else {}
    problems.check_keys("Datei", groups, ("inside", "outside"), ("inside", "outside"))
    themes: list[Theme] = []
    for key in ("inside", "outside"):
        entries = groups.get(key)
        if entries is None:  # noted above
            continue
        if not isinstance(entries, dict) or not entries:
            problems.add(key, "erwartet werden Zeilen wie „kennung: Bedeutung“.")
            continue
        entries = {str(identity): meaning for identity, meaning in entries.items()}
        problems.check_keys(key, entries, entries, entries)
        for identity in entries:
            if any(theme.id == identity for theme in themes):
                problems.add(key, f"„{identity}“ steht schon unter „inside“. Streichen Sie eines von beiden.")
            meaning = problems.text(key, entries, identity)
            themes.append(Theme(id=identity, meaning=meaning or "", outside=key == "outside"))
    problems.raise_if_any()
    return tuple(themes)
