"""Results as text for a model that reads no JSON: numbered sources, the wording of documents behind bars."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api.schemas import AllianceView, DocumentView, PassageView
from bot.cli.common import contact_lines, note_lines, place, source_lines
from bot.mcp.views import PassageInContext
from bot.vermerk.jobs import sources_of_check, sources_of_fit
from bot.web.explanation import reworded
from bot.web.german import KINDS, format_issued
from corpus.model import Answer, Citation, FileStatus, Status
from corpus.results import CriterionStatus, Eligibility, Fit, FitVerdict, OpenQuestion, Verdict

_STATUSES = {
    Status.ANSWERED: "Antwort aus den Dokumenten:",
    Status.CLARIFY: "Rückfrage: Die Frage lässt sich verschieden verstehen. Bitte fragen Sie die Person, was gemeint ist.",
    Status.NO_ANSWER: "Keine Antwort: Die Dokumente beantworten die Frage nicht. Geben Sie das so weiter und ergänzen Sie nichts.",
}
_FITS = {
    FitVerdict.FITS: "Die Idee passt zur Strategie.",
    FitVerdict.PARTLY: "Die Idee passt teilweise zur Strategie.",
    FitVerdict.NO_FIT: "Die Idee passt nicht zur Strategie.",
}
_VERDICTS = {
    Verdict.ELIGIBLE: "Förderfähig: In den Dokumenten spricht nichts dagegen.",
    Verdict.UNCLEAR: "Noch zu klären: Es sind Punkte offen.",
    Verdict.NOT_ELIGIBLE: "Nicht förderfähig: Mindestens eine Bedingung ist nicht erfüllt.",
}
_MARKS = {CriterionStatus.MET: "erfüllt", CriterionStatus.UNMET: "nicht erfüllt", CriterionStatus.OPEN: "offen"}


def answer_text(answer: Answer, typed: str) -> str:
    """An answer, what was asked back, or the refusal, as it is to be passed on."""
    understood = reworded(answer, typed)
    lines = [_STATUSES[answer.status], "", answer.answer, "", *note_lines(answer.notes)]
    if answer.mode == "generative":
        lines.append("Formuliert von einem Sprachmodell; jeder Satz ist an den Quellen geprüft.")
    if understood:
        lines.append(f"Verstanden als: {understood}")
    if answer.status is not Status.ANSWERED:
        offered = "Zur Wahl" if answer.status is Status.CLARIFY else "Das beantworten die Dokumente"
        lines += [f"{offered}: {suggestion}" for suggestion in answer.suggestions]
        lines += contact_lines(answer.contact)
    return _joined([*lines, *_sources(answer.citations)])


def search_text(passages: Sequence[PassageView]) -> str:
    """The passages found with their whole text."""
    blocks = [[f"[{n}] {_heading(p)}", *_passage(p)] for n, p in enumerate(passages, start=1)]
    if not blocks:
        return "Kein Treffer in diesem Ausschnitt der Dokumente."
    return "\n\n".join("\n".join(block) for block in blocks)


def passage_text(passage: PassageInContext) -> str:
    """A passage with its footnotes and the ids of its neighbours."""
    lines = [_heading(passage), *_passage(passage)]
    lines += [f"    Fußnote: {note}" for note in passage.footnotes]
    lines.append(f"Davor: {passage.previous_id or 'nichts, hier beginnt das Dokument'}")
    lines.append(f"Danach: {passage.next_id or 'nichts, hier endet das Dokument'}")
    return "\n".join(lines)


def fit_text(fit: Fit, *, name: str, field_word: str) -> str:
    """Where an idea belongs, and what speaks against it. `name` is the alliance's, `field_word` what it calls its fields."""
    lines = [f"{name}: {_FITS[fit.verdict]}", fit.summary, *note_lines(fit.notes)]
    if fit.idea_summary:
        lines.append(f"Die Beschreibung in Kürze (Sprachmodell, geprüft): {fit.idea_summary}")
    lines.append("")
    for match in fit.matches:
        lines.append(f"{field_word} {match.id} „{match.title}“, {round(100 * match.score)} %{_marks(match.citations)}")
        lines += [f"  - {reason}" for reason in match.reasons]
    lines += _part("Zu bedenken:", [f"- {concern}" for concern in fit.concerns])
    goals = [f"- {g.title} (im Text: {', '.join(g.words)}){_marks([g.citation])}" for g in fit.cross_cutting]
    lines += _part("Querschnittsziele:", goals)
    lines += _part("Ähnliche Projekte:", [f"- {p.title}{_marks([p.citation])}" for p in fit.similar_projects])
    return _joined([*lines, *_sources(sources_of_fit(fit))])


def check_text(result: Eligibility, *, name: str) -> str:
    """Condition by condition, what is open, and what to do next."""
    lines = [f"{name}: {_VERDICTS[result.verdict]}", result.summary, *note_lines(result.notes)]
    if chosen := result.funding_object:
        lines += ["", f"Fördergegenstand {chosen.id} „{chosen.title}“{_marks([chosen.citation])}: {chosen.reason}"]
    criteria = [f"- {_MARKS[c.status]}: {c.title}{_marks([c.citation])}: {c.reason}" for c in result.criteria]
    lines += _part("Bedingungen:", criteria)
    questions = [f"- {q.criterion_id}: {q.text}{_hint(q)}" for q in result.open_questions]
    lines += _part("Offene Fragen an die Person (ihre Antworten mit „answers“ noch einmal prüfen):", questions)
    steps = [f"{n}. {s.text}{_marks([s.citation])}" for n, s in enumerate(result.next_steps, start=1)]
    lines += _part("Nächste Schritte:", steps)
    lines += ["", *contact_lines(result.contact)]
    return _joined([*lines, *_sources(sources_of_check(result))])


def documents_text(documents: Sequence[DocumentView]) -> str:
    """One line a document."""
    return "\n".join(_document(document) for document in documents) or "Der Index enthält keine Dokumente."


def alliances_text(alliances: Sequence[AllianceView]) -> str:
    """One line an alliance, below it whom to ask."""
    lines: list[str] = []
    for each in alliances:
        tools = [tool for tool, can in (("fit", each.can_fit), ("eligibility", each.can_check)) if can]
        districts = f"; Gebiet: {', '.join(each.districts)}" if each.districts else ""
        lines.append(f"- {each.alliance}: {each.name}{districts}; möglich: {', '.join(['ask', 'search', *tools])}")
        lines += [f"  {line}" for line in contact_lines(each.contact)]
    return "\n".join(lines) or "Der Index kennt kein Bündnis."


def _sources(citations: Sequence[Citation]) -> list[str]:
    lines = ["", "Quellen:"] if citations else []
    for citation in citations:
        alliance = f"; Bündnis: {citation.alliance}" if citation.alliance else ""
        lines += [*source_lines(citation), f"    passage_id: {citation.passage_id}{alliance}"]
    return lines


def _heading(passage: PassageView) -> str:
    alliance = f", Bündnis: {passage.alliance}" if passage.alliance else ""
    return f"{passage.title} ({KINDS[passage.kind]}, Stand: {format_issued(passage.issued)}{alliance})"


def _passage(passage: PassageView) -> list[str]:
    where = place(passage.page, passage.section)
    columns = [f"    Spalten: {' | '.join(passage.header)}"] if passage.header else []
    text = [f"    | {line}" for line in passage.text.splitlines() if line.strip()]
    return [*([f"    {where}"] if where else []), f"    passage_id: {passage.passage_id}", *columns, *text]


def _document(document: DocumentView) -> str:
    about = [KINDS[document.kind], f"Stand: {format_issued(document.issued)}"]
    if document.alliance:
        about.append(f"Bündnis: {document.alliance}")
    if document.status is FileStatus.REFUSED:
        about.append(f"nicht aufgenommen: {document.reason}")
    return f"- {document.id}: {document.title} ({', '.join(about)})"


def _hint(question: OpenQuestion) -> str:
    return f" (im Text vielleicht: „{question.hint}“)" if question.hint else ""


def _marks(citations: Sequence[Citation | None]) -> str:
    return "".join(f" [{c.n}]" for c in citations if c)


def _part(heading: str, lines: list[str]) -> list[str]:
    return ["", heading, *lines] if lines else []


def _joined(lines: Sequence[str]) -> str:
    """The lines with no more than one empty one in a row."""
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept).strip()
