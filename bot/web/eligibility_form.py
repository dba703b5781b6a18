"""What the forms of the eligibility check send to each other, and the project as it is read from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.api.file_note import Format
from bot.web.idea_form import Typed, showable
from corpus.errors import UsageError
from corpus.model import Programme

UNKNOWN = "unbekannt"
VALUES = {"ja": "Ja", "nein": "Nein", UNKNOWN: "Weiß ich nicht"}


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project as the person described it. `alliance` is "" as long as it is to be recognised.

    `answers` maps questions to "ja", "nein" or "unbekannt", in the order in which they were given.
    """

    idea: str
    applicant: str = ""
    alliance: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def decided(self) -> dict[str, str]:
        """The answers that say something."""
        return {key: value for key, value in self.answers.items() if value != UNKNOWN}

    def with_answers(self, texts: Iterable[str]) -> Project:
        """With more answers, each as "QUESTION=ja"; a later one replaces an earlier. UsageError for no answer."""
        answers = dict(self.answers)
        for text in texts:
            key, _, value = text.rpartition("=")
            if value not in VALUES or not key:
                raise UsageError(
                    f"„{showable(text)}“ ist keine Antwort auf eine Rückfrage.",
                    remedy="Beginnen Sie die Prüfung mit diesem Formular neu.",
                )
            answers.pop(key, None)
            answers[key] = value
        return replace(self, answers=answers)

    def without(self, value: str) -> Project:
        """Without the answers of this value."""
        return replace(self, answers={key: given for key, given in self.answers.items() if given != value})

    def only(self, keys: Iterable[str]) -> Project:
        """With the answers to these questions alone."""
        wanted = set(keys)
        return replace(self, answers={key: value for key, value in self.answers.items() if key in wanted})

    def carried(self, answers: str = "antwort") -> list[tuple[str, str]]:
        """The fields of a form that carry the project on, names and values; `answers` is the name of those for answers."""
        texts = [("idee", self.idea), ("antragsteller", self.applicant), ("buendnis", self.alliance)]
        return [*((n, v) for n, v in texts if v), *((answers, f"{k}={v}") for k, v in self.answers.items())]

    def showable(self) -> Project:
        """With texts that every page can show, also where they are refused."""
        return replace(self, idea=showable(self.idea), applicant=showable(self.applicant))


class CheckForm(BaseModel):
    """Everything that the forms of the check may send.

    `antwort` are the answers so far, `frueher` those from before the description was changed, `nachtrag` those that are
    given beside the result. `frage` is the question that `wahl` answers. `region` says that the region was asked for.
    """

    model_config = ConfigDict(frozen=True)

    idee: Typed = ""
    antragsteller: Typed = ""
    buendnis: str = ""
    antwort: list[str] = []
    frueher: list[str] = []
    nachtrag: list[str] = []
    frage: str = ""
    wahl: str = ""
    region: str = ""
    schritt: Literal["", "weiter", "zurueck", "ergebnis", "offene", "angaben"] = ""

    def described(self) -> Project:
        """The project without any answers."""
        return Project(idea=self.idee, applicant=self.antragsteller, alliance=self.buendnis)

    def project(self) -> Project:
        """The project with the answers so far. UsageError for an answer that is none."""
        return self.described().with_answers([*self.frueher, *self.antwort])


class CheckNoteForm(CheckForm):
    """The same for a file note."""

    format: Format = "docx"


def labels(programme: Programme) -> dict[str, str]:
    """What the questions of a programme are about, by their names."""
    objects = {o.id: o.title for o in programme.funding_objects}
    return objects | {c.id: c.title for c in programme.criteria}
