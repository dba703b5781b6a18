"""Several questions in one: "Wer ist beteiligt und seit wann?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.followup import standalone, topic
from bot.understanding.german import WH
from corpus.model import Programme, Turn

_SENTENCE = re.compile(r"(?<=[?!.])\s+(?=[A-ZÄÖÜ„\"]|(?:und|and)\b)")
_VERB = (
    r"(?:ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|kann|können|darf|dürfen|muss|müssen|soll|sollen|gibt|gilt"
    r"|is|are|was|were|does|do|did|can|may|must|has|have)"
)
_NEXT = re.compile(
    rf",?\s+(?:und|sowie|and|oder)\s+(?:(?={WH})"
    rf"|(?={_VERB}\s+(?:er|sie|es|das|die|der|ich|wir|man|dort|dafür|dazu|davon|it|they|there|i|we)\b))",
    re.I,
)
_QUESTION_WORD = re.compile(WH, re.I)
_VERB_FIRST = re.compile(rf"{_VERB}\b|[A-ZÄÖÜ][a-zäöüß]+(?:t|en)\s+[a-zäöü]", re.I)
_NO_VERB = re.compile(r"(?:[A-ZÄÖÜ\d][\w-]*|der|die|das|des|den|dem|von|vom|in|im|für|bei|the|of|in|\s)*")
_GREETING = re.compile(r"^(?:und|and|sowie)\s+", re.I)


def parts(question: str, programmes: Sequence[Programme] = (), names: Sequence[str] = ()) -> tuple[str, ...]:
    """The questions in a question, each standing for itself; () if there is only one. Background stays with the next."""
    found = [piece for sentence in _asked(question) for piece in _coordinated(sentence)]
    if len(found) < 2:
        return ()
    told: list[Turn] = []
    for piece in found if question == question.lower() else map(_capital, found):
        meant = standalone(piece, told, programmes, names)
        if told and meant == piece and (about := _subject_of(told, piece, programmes, names)):
            meant = f"{piece.rstrip(' ?')} ({about})?"
        told.append(Turn(question=_capital(meant), answer=""))
    return tuple(turn.question for turn in told)


def _asked(question: str) -> list[str]:
    """The sentences that ask, each with the statements before it; statements after the last question are left out."""
    asked, background = [], ""
    for sentence in _SENTENCE.split(question.strip()):
        text = f"{background} {sentence}".strip()
        if sentence.endswith("?"):
            asked.append(text)
            background = ""
        else:
            background = text
    return asked or [question.strip()]


def _coordinated(sentence: str) -> list[str]:
    """Split before "und wer", "and when", "und gibt es" where what stands before is a whole question."""
    background, _, last = sentence.rpartition(". ")
    pieces, rest = [], last
    start = 0
    while match := _NEXT.search(rest, start):
        before, after = rest[: match.start()], rest[match.end() :]
        if _is_whole(before) and not re.search(r",\s*(?:wer|was|wie|wann|wo|ob|welche\w*|warum)\b", before, re.I):
            pieces.append(before.rstrip(" ,") + "?")
            rest, start = after, 0
        else:
            start = match.end()
    pieces.append(rest if rest.rstrip().endswith("?") or not pieces else rest.rstrip(" .!") + "?")
    first = f"{background}. {pieces[0]}" if background else pieces[0]
    return [_GREETING.sub("", first), *pieces[1:]] if len(pieces) > 1 else [sentence]


def _is_whole(text: str) -> bool:
    """True if a text is a question with a verb, not only "wer" or "wie viele Betriebe"."""
    head = _QUESTION_WORD.match(text)
    if not head:
        return bool(_VERB_FIRST.match(text)) and text.count(" ") >= 2
    rest = text[head.end() :].strip()
    return bool(rest) and not _NO_VERB.fullmatch(rest)


def _subject_of(told: Sequence[Turn], piece: str, programmes: Sequence[Programme], names: Sequence[str]) -> str:
    """What the first question named, for a later one that names nothing known."""
    return "" if topic(piece, programmes, names) else topic(told[0].question, programmes, names)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
