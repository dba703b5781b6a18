"""The fit of an idea: which action field, how surely, why, and what speaks against it."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from bot.eligibility.reading import Reading, read_idea
from bot.fit.concerns import concerns, goals_touched, shortened
from bot.fit.fields import Fields, fields_of
from bot.fit.idea import Idea
from bot.fit.idea import read_idea as embed_idea
from bot.fit.model import Model, load_model
from bot.fit.projects import similar_projects
from bot.sources import Sources
from corpus.errors import UsageError
from corpus.model import IndexInfo, Note
from corpus.programme import ActionField, Programme, Topic
from corpus.results import FieldMatch, Fit, FitVerdict
from corpus.themes import load_themes
from retrieval.embedders import Embedder, load_embedder
from retrieval.index import Index

REJECT = 0.5  # probability of "none" from which nothing is said to fit
SURE = 0.5  # probability of the first field from which the fit is plain
_SHOWN = 0.05  # probability below which a field is not worth a line, but the second is always shown
_TELLING = 0.15  # probability of a theme that is worth naming


class FieldMatcher:
    """Places ideas in the strategies of one index. What it knows of a programme is made once, when first asked."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.model = load_model()
        # the model was fitted on the vectors of this embedder, whatever the index was made with
        same = index.embedder.passport.embedder == self.model.embedder
        self.embedder: Embedder = index.embedder if same else load_embedder(self.model.embedder)
        self._fields: dict[str, Fields] = {}

    def fields(self, programme: Programme) -> Fields:
        """The fields of a programme; UsageError if it has none."""
        if not programme.action_fields:
            raise UsageError(
                f"Für {programme.name} nennen die Dokumente keine Handlungsfelder, deshalb lässt sich eine Idee dort "
                "nicht einordnen.",
                remedy="Wählen Sie ein anderes Bündnis oder ergänzen Sie die Strategie und die Programmdatei.",
            )
        if programme.alliance not in self._fields:
            self._fields[programme.alliance] = fields_of(programme, self.embedder, self.model)
        return self._fields[programme.alliance]

    def fit(self, programme: Programme, text: str, info: IndexInfo) -> Fit:
        """Place a text of at least one word; UsageError if the programme has no action fields."""
        fields = self.fields(programme)
        started = time.perf_counter()
        idea = embed_idea(text, self.embedder)
        embedded = time.perf_counter()
        logs = self.model.theme_logs(idea.vector, text)
        shares = fields.probabilities(self.model, logs, idea.vector)
        verdict = verdict_of(shares)
        ranked = sorted(zip(fields.fields, shares[:-1].tolist(), strict=True), key=lambda pair: -pair[1])
        ranked = [(f, p) for n, (f, p) in enumerate(ranked) if n < 2 or p >= _SHOWN]
        sources = Sources(self.index)
        chosen = [] if verdict is FitVerdict.NO_FIT else ranked
        matches = tuple(self._match(programme, fields, field, share, idea, logs, sources) for field, share in chosen)
        reading = read_idea(text)
        return Fit(
            alliance=programme.alliance,
            verdict=verdict,
            relevance=round(1.0 - float(shares[-1]), 3),
            summary=_summary(programme, verdict, ranked, self.model, logs),
            matches=matches,
            cross_cutting=goals_touched(programme, idea, sources) if matches else (),
            similar_projects=similar_projects(self.index, programme, idea.vector, sources) if matches else (),
            concerns=concerns(programme, idea, reading, self.model, chosen) if matches else (),
            index=info,
            notes=_notes(reading),
            timings_ms={
                "embed": (embedded - started) * 1000,
                "rest": (time.perf_counter() - embedded) * 1000,
            },
        )

    def subject(self, programme: Programme, text: str, info: IndexInfo) -> Fit:
        """Whether a text is about skilled workers at all, for a programme that names no action fields to place it in."""
        started = time.perf_counter()
        logs = self.model.theme_logs(embed_idea(text, self.embedder).vector, text)
        outside = float(np.exp(logs[self.model.outside]).sum())
        return Fit(
            alliance=programme.alliance,
            verdict=FitVerdict.NO_FIT if outside >= REJECT else FitVerdict.PARTLY,
            relevance=round(1.0 - outside, 3),
            summary="",
            matches=(),
            cross_cutting=(),
            similar_projects=(),
            concerns=(),
            index=info,
            timings_ms={"embed": (time.perf_counter() - started) * 1000},
        )

    def _match(
        self,
        programme: Programme,
        fields: Fields,
        field: ActionField,
        share: float,
        idea: Idea,
        logs: np.ndarray,
        sources: Sources,
    ) -> FieldMatch:
        topic = fields.topic(field, logs, idea.vector)
        of = np.max([fields.topic_members[t.id] for t in field.topics], axis=0) > 0
        citations = [sources.cite(topic.sources), sources.cite(topic.sources, about=idea.text[:2000])]
        return FieldMatch(
            id=field.id,
            title=field.title,
            topic=topic.title,
            score=round(share, 3),
            reasons=tuple(_reasons(topic, idea, logs, of, self.model)),
            citations=tuple(dict.fromkeys(c for c in citations if c)),
        )


def verdict_of(shares: np.ndarray) -> FitVerdict:
    """The verdict for the probabilities of the fields and, last, of none."""
    if shares[-1] >= REJECT:
        return FitVerdict.NO_FIT
    return FitVerdict.FITS if shares[:-1].max() >= SURE else FitVerdict.PARTLY


def _reasons(topic: Topic, idea: Idea, logs: np.ndarray, of: np.ndarray, model: Model) -> list[str]:
    """Why a field: the theme of the idea, the piece of it that says so most plainly, the topic it belongs to."""
    meanings = {theme.id: theme.meaning for theme in load_themes()}
    shares = np.exp(logs) * of
    themes = [i for i in np.argsort(-shares)[:2].tolist() if shares[i] >= _TELLING]
    reasons = [f"Die Idee handelt davon: {meanings[model.themes[i]]}." for i in themes]
    if of.any() and len(idea.pieces) > 1:
        piece = max(idea.pieces, key=lambda p: float(np.exp(model.theme_logs(p.vector, idea.words(p)))[of].sum()))
        reasons.append(f"Dafür spricht im Text: „{shortened(idea.words(piece))}“.")
    reasons.append(f"Das gehört zum Thema „{topic.title}“: {topic.description}")
    return reasons


def _summary(
    programme: Programme,
    verdict: FitVerdict,
    ranked: Sequence[tuple[ActionField, float]],
    model: Model,
    logs: np.ndarray,
) -> str:
    word, (field, share) = programme.field_word, ranked[0]
    if verdict is FitVerdict.NO_FIT:
        meanings = {theme.id: theme.meaning for theme in load_themes()}
        theme = model.themes[int(np.argmax(logs))]
        about = f" Am ehesten geht es um: {meanings[theme]}." if model.outside[model.themes.index(theme)] else ""
        return (
            f"Die Idee passt zu keinem {word} ({programme.name}).{about} Wenn es doch um Fachkräfte geht, beschreiben "
            "Sie, wen das Projekt wie in Ausbildung, Arbeit oder Weiterbildung bringt."
        )
    how = "passt zu" if verdict is FitVerdict.FITS else "passt vielleicht zu"
    return (
        f"Die Idee {how} {word} {field.id} „{field.title}“ ({round(100 * round(share, 3))} von 100 solchen Ideen gehören dorthin). "
        "Über die Zuordnung entscheidet das Bündnis."
    )


def _notes(reading: Reading) -> tuple[Note, ...]:
    notes = []
    if reading.english:
        notes.append(
            Note(kind="language", text="Die Beschreibung ist englisch; geprüft wird sie gegen deutsche Texte.")
        )
    if reading.orders:
        notes.append(
            Note(kind="instruction", text=f"„{shortened(reading.orders)}“ wurde als Text gelesen, nicht als Anweisung.")
        )
    return tuple(notes)
