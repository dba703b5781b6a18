"""Reading of our YAML files: every mistake is collected and reported together, with its entry and the remedy."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from rapidfuzz import fuzz, process

from corpus.errors import ManifestError

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# letters that no font shows and marks that turn the order of others around: nobody can see what such a name says
_UNSEEN = re.compile(
    "[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SHOWN = 80
_SIMILAR = 60.0  # 0 to 100; what is less like a known word is no misspelling of it


class _Loader(yaml.SafeLoader):
    """The safe loader, but scalars stay text: a date stays as written, "no" is no truth value, 2024 needs no quotes."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's way to say which plain scalars are no text
        first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.twice: list[tuple[str, int]] = []  # keys and lines that YAML would silently let win over the first

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping; keys that stand twice are noted in `twice`."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    self.twice.append((key.value, key.start_mark.line + 1))
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


class Problems:
    """Collects what is wrong in one file and raises it all at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: list[str] = []

    def add(self, entry: str, message: str) -> None:
        """Note a mistake of an entry; the message says what to do."""
        self._found.append(f"{entry}: {message}")

    def raise_if_any(self) -> None:
        """ManifestError with all mistakes."""
        if self._found:
            lines = "\n  - ".join(dict.fromkeys(self._found))
            raise ManifestError(
                f"{self.path}:\n  - {lines}\n", remedy="Am Index wurde nichts geändert. Berichtigen Sie die Datei."
            )

    def check_keys(
        self, entry: str, value: Mapping[Any, Any], known: Collection[str], required: Collection[str]
    ) -> None:
        """Note unknown keys, with the nearest known one, and required ones that are missing or empty."""
        for key in value:
            if key not in known:
                self.add(entry, f"die Angabe „{shown(key)}“ ist unbekannt. {hint(str(key), known)}")
        for key in sorted(required):
            if value.get(key) is None:
                self.add(entry, f"die Angabe „{key}“ fehlt. Ergänzen Sie „{key}: …“.")

    def text(self, entry: str, value: Mapping[Any, Any], key: str) -> str | None:
        """The text under a key, without blanks around it. None if it is missing, or noted because it is none."""
        found = value.get(key)
        if found is None:
            return None
        if not isinstance(found, str) or not found.strip():
            self.add(entry, f"„{key}“ ist leer oder kein Text. Schreiben Sie „{key}: …“ in eine Zeile.")
            return None
        # a file is found by its name as it is
        return found.strip() if key == "file" else " ".join(_UNSEEN.sub("", found).split())

    def texts(self, entry: str, value: Mapping[Any, Any], key: str) -> tuple[str, ...]:
        """The list of texts under a key; empty if it is missing, or noted because it is none."""
        found = value.get(key)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(item, str) and item.strip() for item in found):
            self.add(entry, f"„{key}“ ist keine Liste von Texten. Schreiben Sie „{key}: [eins, zwei]“.")
            return ()
        return tuple(" ".join(_UNSEEN.sub("", item).split()) for item in found)

    def slug(self, entry: str, value: Mapping[Any, Any], key: str) -> str | None:
        """The text under a key, noted if it is no slug."""
        found = self.text(entry, value, key)
        if found is not None and (not _SLUG.fullmatch(found) or len(found) > 80):
            self.add(
                entry,
                f"{key} „{shown(found)}“ ist ungültig. Erlaubt sind a bis z, Ziffern und einzelne Bindestriche "
                "dazwischen, höchstens 80 Zeichen.",
            )
        return found

    def url(self, entry: str, value: Mapping[Any, Any], key: str) -> str | None:
        """The web address under a key; noted, and None, if it is not http or https: it becomes a link."""
        found = self.text(entry, value, key)
        if found is not None and not _is_web_address(found):
            self.add(
                entry, f"{key} „{shown(found)}“ ist keine Webadresse. Schreiben Sie https://… oder lassen Sie sie weg."
            )
            return None
        return found


def read_yaml(path: Path, problems: Problems) -> Any:
    """The content of a YAML file, its scalars as text; keys that stand twice are noted. ManifestError if it is not YAML."""
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        try:
            content = loader.get_single_data()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, RecursionError, OSError) as error:
        raise ManifestError(f"{path}{_reason(error)}", remedy="Am Index wurde nichts geändert.") from error
    for key, line in loader.twice:
        problems.add(f"Zeile {line}", f"die Angabe „{shown(key)}“ steht in diesem Eintrag doppelt. Streichen Sie eine.")
    return content


def shown(value: object) -> str:
    """A value as a message may quote it: one line, not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"


def hint(value: str, known: Collection[str]) -> str:
    """A sentence that names the known word nearest to a value, or all of them."""
    near = process.extractOne(value, sorted(known), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return f"Meinten Sie „{near[0]}“?" if near else f"Bekannt sind: {', '.join(sorted(known))}."


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not re.search(r"[\s<>\"\\]", text)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return " ist kein UTF-8-Text. Speichern Sie die Datei in UTF-8."
    if isinstance(error, OSError):
        return f" ist nicht lesbar: {error.strerror or error}. Prüfen Sie Pfad und Rechte."
    mark = getattr(error, "problem_mark", None)
    where = f", Zeile {mark.line + 1}" if mark else ""
    return f"{where}: Das ist kein gültiges YAML. Prüfen Sie dort Einrückung, Doppelpunkte und Anführungszeichen."
