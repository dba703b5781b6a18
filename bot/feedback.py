"""What people say about answers: kept in DATA/feedback/feedback.jsonl until somebody deletes it.

Nothing is kept about who said it. The question, the answer and its passages are kept only if the person agreed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from bot.api.validation import QUESTION_LENGTH, clean_or_empty
from bot.settings import Settings
from corpus.errors import NotFoundError, StoreError, UsageError
from retrieval import durable

COMMENT_LENGTH = 2000
ANSWER_LENGTH = 10_000
PASSAGE_LENGTH = 200
MOST_PASSAGES = 50
MOST_BYTES = 20_000_000
WAIT_S = 5.0  # for somebody else who writes


class Reason(StrEnum):
    """What somebody says about an answer."""

    HELPFUL = "hilfreich"
    WRONG = "falsch"
    INCOMPLETE = "unvollstaendig"
    WRONG_SOURCE = "falsche_quelle"
    OUTDATED = "veraltet"
    UNCLEAR = "unverstaendlich"


LABELS = {
    Reason.HELPFUL: "hilfreich",
    Reason.WRONG: "falsch",
    Reason.INCOMPLETE: "unvollständig",
    Reason.WRONG_SOURCE: "falsche Quelle",
    Reason.OUTDATED: "veraltet",
    Reason.UNCLEAR: "unverständlich",
}


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """One person's word on one answer. `given_at` is in whole seconds; `passages` are ids."""

    given_at: AwareDatetime
    reasons: tuple[Reason, ...] = ()
    comment: str = ""
    generation: int | None = None
    question: str | None = None
    answer: str | None = None
    passages: tuple[str, ...] = ()

    @property
    def keeps_question(self) -> bool:
        return bool(self.question or self.answer or self.passages)


@dataclass(frozen=True, kw_only=True)
class FeedbackLog:
    """All feedback, oldest first, and the numbers of the lines that cannot be read; they stay in the file."""

    entries: tuple[Feedback, ...] = ()
    damaged: tuple[int, ...] = ()


class FeedbackOffError(NotFoundError):
    """The operator takes no feedback."""

    title = "Keine Rückmeldungen"


class FeedbackStoreError(StoreError):
    """Feedback cannot be stored or read."""

    title = "Rückmeldungen nicht verfügbar"


_json = TypeAdapter(Feedback)


def take_feedback(
    settings: Settings,
    *,
    reasons: Iterable[str] = (),
    comment: str = "",
    generation: int | None = None,
    keep_question: bool = False,
    question: str = "",
    answer: str = "",
    passages: Iterable[str] = (),
) -> Feedback:
    """Check what somebody sends, store it and return what was stored. Raises UsageError, FeedbackOffError, StoreError.

    Without `keep_question` the question, the answer and the passages are not looked at.
    """
    if not settings.feedback:
        raise FeedbackOffError(
            "Der Betreiber nimmt hier keine Rückmeldungen entgegen.",
            remedy="Wenden Sie sich an die Stelle, die im Impressum steht.",
        )
    feedback = Feedback(
        given_at=datetime.now(UTC).replace(microsecond=0),
        reasons=tuple(dict.fromkeys(_reason(reason) for reason in reasons)),
        comment=_text(comment, "Ihr Kommentar", COMMENT_LENGTH),
        generation=generation,
        question=(_text(question, "Die Frage", QUESTION_LENGTH) or None) if keep_question else None,
        answer=(_text(answer, "Die Antwort", ANSWER_LENGTH) or None) if keep_question else None,
        passages=_passages(passages) if keep_question else (),
    )
    if not feedback.reasons and not feedback.comment:
        raise UsageError(
            "Die Rückmeldung ist leer.",
            remedy="Wählen Sie mindestens einen Grund aus, oder schreiben Sie einen Kommentar.",
        )
    append_feedback(settings.data, feedback)
    return feedback


def append_feedback(data: Path, feedback: Feedback) -> None:
    """Add a line to the file: afterwards, and after a crash, it is there whole or not at all. Raises StoreError."""
    line = _json.dump_json(feedback) + b"\n"
    with _locked(data) as path:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            os.fchmod(handle, 0o600)  # people may have written about themselves
            size = file.seek(0, os.SEEK_END)
            if size + len(line) >= MOST_BYTES:
                raise FeedbackStoreError(
                    f"{path} ist voll: mehr als {MOST_BYTES // 1_000_000} MB Rückmeldungen nimmt sie nicht auf.",
                    remedy="Lesen Sie sie mit „lotse feedback“, und verschieben oder löschen Sie dann die Datei.",
                )
            if size and (file.seek(size - 1), file.read(1))[1] != b"\n":
                line = b"\n" + line  # a crash cut the last line: it stays for itself
            try:
                if file.write(line) != len(line):
                    raise OSError("es wurde nur ein Teil geschrieben")
                os.fsync(handle)
            except OSError:
                file.truncate(size)
                raise
        durable.sync(path.parent)


def read_feedback(data: Path) -> FeedbackLog:
    """All that is stored, nothing if there is no file. Raises StoreError."""
    if not feedback_path(data).is_file():
        return FeedbackLog()
    with _locked(data) as path:
        lines = path.read_bytes().split(b"\n")
    entries: list[Feedback] = []
    damaged: list[int] = []
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                entries.append(_json.validate_json(line))
        except ValidationError:
            damaged.append(number)
    return FeedbackLog(entries=tuple(entries), damaged=tuple(damaged))


def feedback_path(data: Path) -> Path:
    """Where the feedback lies."""
    return data / "feedback" / "feedback.jsonl"


@contextmanager
def _locked(data: Path) -> Iterator[Path]:
    path = feedback_path(data)
    try:
        durable.make_folder(path.parent)
        with durable.exclusive(path.parent / "lock", wait_s=WAIT_S) as held:
            if not held:
                raise FeedbackStoreError(
                    f"Ein anderer Vorgang benutzt gerade {path}.", remedy="Versuchen Sie es gleich noch einmal."
                )
            yield path
    except OSError as error:
        raise FeedbackStoreError(
            f"Mit {path} ging etwas schief: {error}.", remedy="Prüfen Sie Speicherplatz und Rechte."
        ) from error


def _reason(text: str) -> Reason:
    try:
        return Reason(text)
    except ValueError as error:
        raise UsageError(
            f"Den Grund „{text[:40]}“ gibt es nicht.", remedy=f"Möglich sind: {', '.join(Reason)}."
        ) from error


def _text(text: str, what: str, longest: int) -> str:
    try:
        cleaned = clean_or_empty(text)
    except ValueError as error:
        raise UsageError(f"{what} {error}.", remedy="Geben Sie gewöhnlichen Text ein.") from error
    if len(cleaned) > longest:
        raise UsageError(f"{what} hat {len(cleaned)} Zeichen.", remedy=f"Erlaubt sind {longest}, bitte kürzen Sie.")
    return cleaned


def _passages(passages: Iterable[str]) -> tuple[str, ...]:
    ids = tuple(_text(each, "Die Kennung einer Textstelle", PASSAGE_LENGTH) for each in passages)
    if len(ids) > MOST_PASSAGES:
        raise UsageError(f"Das sind {len(ids)} Textstellen.", remedy=f"Erlaubt sind höchstens {MOST_PASSAGES}.")
    return tuple(each for each in ids if each)
