"""What an onboarding holds: its chapters in order, every text with its source, and what is missing said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.onboarding.build import onboarding
from bot.onboarding.chapters import TIMELINE
from bot.sources import source_url
from corpus.model import Programme
from corpus.results import Chapter, Entry, Onboarding
from retrieval.index import Index
from tests.bot.onboarding.conftest import INFO, TODAY


def chapter(built: Onboarding, name: str) -> Chapter:
    return next(c for c in built.chapters if c.id == name)


def entry(built: Onboarding, name: str, title: str) -> Entry:
    return next(e for e in chapter(built, name).entries if e.title == title)


def quote(entry: Entry) -> str:
    assert entry.citation
    return entry.citation.quote


def test_the_chapters_come_in_the_order_of_reading(built: Onboarding) -> None:
    assert (built.alliance, built.name, built.index) == ("heide", "Fachkräftebündnis Heide", INFO)
    assert [(c.id, c.title) for c in built.chapters] == [
        ("buendnis", "Was das Bündnis ist"),
        ("mitglieder", "Wer wo sitzt"),
        ("entscheidungen", "Wer was entscheidet und wie oft"),
        ("geld", "Wie das Geld fließt"),
        ("veraenderungen", "Was sich seit 2012 geändert hat"),
        ("handlungsfelder", "Aktuelle Themenfelder"),
        ("projekte", "Projekte bisher"),
        ("nachlesen", "Zum Nachlesen"),
    ]
    assert all(c.lead for c in built.chapters)


def test_every_text_has_a_source_that_is_verbatim_and_numbered_as_it_is_read(heide: Index, built: Onboarding) -> None:
    cited = []
    for part in built.chapters:
        cited += [e.citation for e in (built.timeline if part.id == TIMELINE else part.entries)]
    cited += [term.citation for term in built.glossary]
    assert len(cited) == 28
    numbers = [citation.n for citation in cited if citation]
    assert len(numbers) == len(cited)
    assert list(dict.fromkeys(numbers)) == list(range(1, max(numbers) + 1))
    # the contact is read last
    assert [c.n for c in built.citations] == [*dict.fromkeys(numbers), max(numbers) + 1]
    assert {c for c in cited if c} == set(built.citations[:-1])
    assert len({c.url for c in built.citations}) == len(built.citations)
    texts = {p.id: p.text for p in heide.passages}
    assert all(c.quote and c.quote in texts[c.passage_id] for c in built.citations)


def test_members_and_decisions_rest_on_the_evidence_that_says_them(built: Onboarding) -> None:
    sits = entry(built, "mitglieder", "Steuerrunde")
    assert sits.items == ("Handwerkskammer Birkenau", "Landkreis Eichtal")
    assert "der Landkreis Eichtal" in quote(sits)
    assert [e.title for e in chapter(built, "mitglieder").entries] == ["Steuerrunde"]
    task, often = entry(built, "entscheidungen", "Steuerrunde"), entry(built, "entscheidungen", "Wie oft: Steuerrunde")
    assert task.text == "Sie gibt ihr Votum zu Vorhaben ab."
    assert quote(task) == "Die Steuerrunde beurteilt alle Vorhaben und gibt ihr Votum ab."
    assert often.text == "Viermal im Jahr."
    assert quote(often) == "Sie kommt viermal im Jahr zusammen."


def test_task_and_meetings_from_one_place_are_one_entry(heide: Index, programme: Programme) -> None:
    together = replace(programme.bodies[0], sources=programme.bodies[0].sources[:1])
    written = replace(together, id="x", name="Rat", meets="Der Rat tagt jährlich.")
    found = onboarding(heide, replace(programme, bodies=(together, written)), INFO, today=TODAY)
    assert (
        entry(found, "entscheidungen", "Steuerrunde").text
        == "Sie gibt ihr Votum zu Vorhaben ab. Wie oft: Viermal im Jahr."
    )
    assert entry(found, "entscheidungen", "Rat").text == "Sie gibt ihr Votum zu Vorhaben ab. Der Rat tagt jährlich."


def test_who_decides_is_said_once_for_all_that_share_it(heide: Index, built: Onboarding, programme: Programme) -> None:
    both = entry(built, "entscheidungen", "Wer entscheidet: Netzwerkvorhaben und Kursvorhaben")
    assert both.text == "Die Förderbank entscheidet."
    assert "entscheidet" in quote(both)
    first, second = programme.funding_objects
    apart = replace(
        programme,
        funding_objects=(first, replace(second, decides="Die Bank entscheidet allein.", sources=first.sources)),
    )
    found = entry(onboarding(heide, apart, INFO, today=TODAY), "entscheidungen", "Wer entscheidet")
    assert found.items == (
        "Netzwerkvorhaben: Die Förderbank entscheidet.",
        "Kursvorhaben: Die Bank entscheidet allein.",
    )


def test_steps_are_numbered_and_say_for_what_they_hold(built: Onboarding) -> None:
    assert entry(built, "entscheidungen", "Schritt 1: Gespräch").items == ()
    assert entry(built, "entscheidungen", "Schritt 2: Antrag").items == ("Nur für: Netzwerkvorhaben",)


def test_money_is_what_it_is_for_and_how_much(built: Onboarding) -> None:
    assert [e.title for e in chapter(built, "geld").entries] == ["Netzwerkvorhaben", "Kursvorhaben", "2021 bis 2027"]


def test_the_timeline_is_in_order_and_stands_in_one_place(built: Onboarding) -> None:
    assert [(e.when, e.year, e.text) for e in built.timeline] == [
        ("Mai 2012", 2012, "Gründung."),
        ("2012–2016", 2012, "Erste Förderrunde."),
        ("2020", 2020, "Die Universität kommt dazu."),
    ]
    assert chapter(built, "veraenderungen").entries == ()


def test_action_fields_have_their_topics_and_say_whether_they_hold(
    heide: Index, programme: Programme, built: Onboarding
) -> None:
    fields = chapter(built, "handlungsfelder")
    assert [(e.title, e.text) for e in fields.entries] == [
        ("Themenfeld I: Nachwuchs gewinnen", "Umfasst 1 Thema."),
        ("Thema: Patenschaften", "Wer eine Ausbildung macht, wird begleitet."),
        ("Übergreifend: Klimaschutz", "Das Klima zählt überall."),
    ]
    assert fields.lead == "Nach: Strategie Heide 2024 (Stand: Dezember 2024, in Kraft bis 31. Dezember 2027)."
    later = onboarding(heide, programme, INFO, today=date(2028, 1, 1))
    assert "außer Kraft seit 31. Dezember 2027" in chapter(later, "handlungsfelder").lead


def test_projects_are_those_of_the_programme_and_those_only_a_document_tells_of(built: Onboarding) -> None:
    projects = chapter(built, "projekte").entries
    # the profile of the Lernwerkstatt is about a project that the programme names
    assert [e.title for e in projects] == ["Lernwerkstatt", "Projektprofil: Pflegebus"]
    assert projects[0].items == ("Themenfeld I: Nachwuchs gewinnen",)
    assert projects[1].text == "Dazu liegt eine Projektbeschreibung vor, Stand: 2025."
    # "Neue Worte." below the title says nothing about it
    assert quote(projects[1]).startswith("Der Pflegebus fährt durch die Dörfer")


def test_the_action_fields_of_a_project_are_in_their_order(heide: Index, programme: Programme) -> None:
    first = programme.action_fields[0]
    fields = (first, replace(first, id="II", title="Zuwanderung"))
    served = {"kein": (), "zwei": ("II",), "beide": ("II", "I")}
    projects = tuple(replace(programme.projects[0], title=title, fields=ids) for title, ids in served.items())
    found = onboarding(heide, replace(programme, action_fields=fields, projects=projects), INFO, today=TODAY)
    assert {e.title: e.items for e in chapter(found, "projekte").entries if e.title in served} == {
        "kein": (),
        "zwei": ("Themenfeld II: Zuwanderung",),
        "beide": ("Themenfelder I und II",),
    }


def test_the_documents_close_it_with_what_no_longer_holds_and_what_is_for_all_last(built: Onboarding) -> None:
    documents = chapter(built, "nachlesen").entries
    assert [e.title for e in documents] == [
        "Projektprofil: Pflegebus",
        "Strategie Heide 2024",
        "Projektprofil: Lernwerkstatt",
        "Strategie Heide 2014",
        "Leitfaden für alle",
    ]
    texts = {e.title: e.text for e in documents}
    assert texts["Strategie Heide 2014"] == (
        "Strategie, Stand: 2014, abgelöst durch „Strategie Heide 2024“. Herausgeber: Geschäftsstelle."
    )
    assert texts["Leitfaden für alle"].endswith("Betrifft nicht nur dieses Bündnis.")
    assert quote(documents[-1]).startswith("Alle Bündnisse im Land")
    assert "Noch nicht" not in chapter(built, "nachlesen").lead


def test_the_glossary_is_in_german_order(built: Onboarding) -> None:
    assert [t.term for t in built.glossary] == ["Ähnlichkeitsvotum", "BVJ", "Zuwendung"]


def test_the_contact_is_among_the_sources(built: Onboarding) -> None:
    assert built.contact and built.contact.source and built.contact.source.passage_id
    source = built.contact.source
    assert source_url(source.passage_id or "", source.start, source.end) == built.citations[-1].url
    assert "Berta Beispiel" in built.citations[-1].quote


def test_the_territory_is_told_unless_a_statement_does(heide: Index, programme: Programme, built: Onboarding) -> None:
    place = entry(built, "buendnis", "Gebiet")
    assert place.text == "Zum Gebiet gehören Birkenau und Eichtal."
    assert quote(place) == "Zum Gebiet zählen die Landkreise Birkenau und Eichtal."
    told = replace(programme.about[0], text="Es umfasst Birkenau und Eichtal.")
    found = onboarding(heide, replace(programme, about=(told,)), INFO, today=TODAY)
    assert [e.title for e in chapter(found, "buendnis").entries] == ["Was es ist"]


@pytest.mark.parametrize(
    ("without", "title", "name"),
    [
        ("bodies", "Wer wo sitzt", "mitglieder"),
        ("timeline", "Was sich seit der Gründung geändert hat", "veraenderungen"),
        ("money", "", "geld"),
    ],
)
def test_a_gap_is_left_out_and_told(heide: Index, programme: Programme, without: str, title: str, name: str) -> None:
    empty: dict[str, tuple[()]] = {without: ()}
    found = onboarding(heide, replace(programme, **empty), INFO, today=TODAY)  # type: ignore[arg-type]
    lead = chapter(found, "nachlesen").lead
    if title:
        assert name not in {c.id for c in found.chapters}
        assert lead.endswith(f"Noch nicht mit Beleg aufbereitet: „{title}“.")
    else:  # the funding objects are left in that chapter
        assert len(chapter(found, name).entries) == 2
        assert "Noch nicht" not in lead


def test_an_alliance_without_a_programme_gets_its_documents(heide: Index) -> None:
    found = onboarding(heide, Programme(alliance="kueste", name="Kueste"), INFO, today=TODAY)
    assert [c.id for c in found.chapters] == ["nachlesen"]
    assert [e.title for e in found.chapters[0].entries] == ["Strategie Küste", "Leitfaden für alle"]
    assert "Mehr ist zu diesem Bündnis noch nicht mit Beleg aufbereitet." in found.chapters[0].lead
    assert (found.timeline, found.glossary, found.questions, found.contact) == ((), (), (), None)
    assert [c.n for c in found.citations] == [1, 2]


def test_projects_without_a_programme_are_those_of_the_documents(heide: Index) -> None:
    found = onboarding(heide, Programme(alliance="heide", name="Heide"), INFO, today=TODAY)
    assert [c.id for c in found.chapters] == ["projekte", "nachlesen"]
    assert [e.title for e in found.chapters[0].entries] == ["Projektprofil: Lernwerkstatt", "Projektprofil: Pflegebus"]
    assert "„Was das Bündnis ist“, „Wer wo sitzt“" in found.chapters[1].lead


def test_a_step_may_apply_to_what_fell_out_with_its_document(heide: Index, programme: Programme) -> None:
    """Ingest leaves out a funding object whose optional document is missing; steps still name it."""
    found = onboarding(heide, replace(programme, funding_objects=()), INFO, today=TODAY)
    items = [e.items for e in chapter(found, "entscheidungen").entries]
    assert ("Nur für: FG1",) in items
