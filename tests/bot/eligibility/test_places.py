"""Places in free text: all forms of their names, and no everyday words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.eligibility.places import FoundPlace, find_places
from corpus.places import HOME, Place, PlaceKind, load_places

SETTLED = (PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.MUNICIPALITY)


def areas(text: str) -> list[str]:
    """The district, or outside Lower Saxony the state, of every place found."""
    return [found.place.district or found.place.state for found in find_places(text)]


def typed(text: str) -> list[str]:
    return [found.typed for found in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das Projekt startet in Uelzen.", ["Uelzen"]),
        ("Uelzens Betriebe", ["Uelzen"]),
        ("Uelzener Betriebe", ["Uelzen"]),
        ("Uelzenerinnen und Uelzener", ["Uelzen", "Uelzen"]),
        ("Celler", ["Celle"]),
        ("Göttinger und Bremer Firmen", ["Göttingen", "Bremen"]),
        ("Hannoveraner, Hannoversche Vereine", ["Region Hannover", "Region Hannover"]),
        ("Emsländer und Ammerländer Höfe", ["Emsland", "Ammerland"]),
        ("das Schaumburger Land", ["Schaumburg"]),
        ("im Heidekreis", ["Heidekreis"]),
        ("UELZEN UND CELLE", ["Uelzen", "Celle"]),
        ("in lüneburg und uelzen", ["Lüneburg", "Uelzen"]),
        ("unternehmen aus munster, soltau und walsrode", ["Heidekreis", "Heidekreis", "Heidekreis"]),
        ("Lueneburg, Luechow, Goettingen, Gross Oesingen", ["Lüneburg", "Lüchow-Dannenberg", "Göttingen", "Gifhorn"]),
        ("Ülzen", ["Uelzen"]),
        ("HameIn", ["Hameln-Pyrmont"]),
        ("Celle-Nord und VHS-Soltau", ["Celle", "Heidekreis"]),
        ("Lüne-\nburg und Nieder\u00ad\nsachsen", ["Lüneburg", HOME]),
        ("Lu\u0308neburg", ["Lüneburg"]),
        ("Bad Bevensen und Bevensen", ["Uelzen", "Uelzen"]),
        ("Winsen (Luhe), Winsen/Luhe, Winsen a. d. Luhe", ["Harburg"] * 3),
        ("Winsen (Aller), Winsen Aller", ["Celle"] * 2),
        ("Buchholz i.d.N., Buchholz i. d. Nordheide, Buchholz in der Nordheide", ["Harburg"] * 3),
        ("Nienburg/Weser und Nienburg (Weser)", ["Nienburg"] * 2),
        ("Neustadt am Rübenberge, Neustadt a. Rbge.", ["Region Hannover"] * 2),
        ("Lüchow Dannenberg, Lüchow/Dannenberg, Lüchow- Dannenberg", ["Lüchow-Dannenberg"] * 3),
        ("Hann. Münden und Hannoversch Münden", ["Göttingen"] * 2),
        ("Lohne i.O. und Hude (Oldb)", ["Vechta", "Oldenburg"]),
        ("Neuwulmstorf", ["Harburg"]),
        ("Hermannsburg in der Südheide", ["Celle", "Celle"]),
        ("im Wendland", ["Lüchow-Dannenberg"]),
        ("Geesthacht, Wittenberge und Porta Westfalica", ["Schleswig-Holstein", "Brandenburg", "Nordrhein-Westfalen"]),
        ("NRW, Hessen und die Niederlande", ["Nordrhein-Westfalen", "Hessen", "Niederlande"]),
        ("niedersächsische Betriebe", [HOME]),
        ("Hamburg-Harburg und Harburg", ["Hamburg", "Harburg"]),
        ("Landkreis Harburg", ["Harburg"]),
    ],
)
def test_every_form_of_a_name(text: str, expected: list[str]) -> None:
    assert areas(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kreis Celle", PlaceKind.DISTRICT),
        ("LK Celle", PlaceKind.DISTRICT),
        ("Landkreises Celle", PlaceKind.DISTRICT),
        ("Celler Landkreis", PlaceKind.DISTRICT),
        ("Celle (Landkreis)", PlaceKind.DISTRICT),
        ("Land-\nkreis Celle", PlaceKind.DISTRICT),
        ("Stadt Celle", PlaceKind.TOWN),
        ("Celle", PlaceKind.TOWN),
        ("Hansestadt Uelzen", PlaceKind.TOWN),
        ("Region Hannover", PlaceKind.REGION),
        ("Landkreis Hannover", PlaceKind.REGION),
        ("Hannover", PlaceKind.TOWN),
        ("Stadt Oldenburg", PlaceKind.CITY),
        ("Oldenburg", PlaceKind.CITY),
        ("Landkreis Oldenburg", PlaceKind.DISTRICT),
        ("Samtgemeinde Lüchow", PlaceKind.ASSOCIATION),
        ("Samtgemeinde Aue", PlaceKind.ASSOCIATION),
        ("Land Bremen", PlaceKind.STATE),
    ],
)
def test_the_designation_decides_the_kind(text: str, kind: PlaceKind) -> None:
    assert [found.place.kind for found in find_places(f"Wir planen etwas: {text}.")] == [kind]


def test_a_designation_holds_for_the_whole_list() -> None:
    found = find_places("in den Landkreisen Oldenburg, Osnabrück und Harburg")
    assert [place.place.kind for place in found] == [PlaceKind.DISTRICT] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lünebrug", "Lüneburg"),
        ("Luneburg", "Lüneburg"),
        ("Lünburg", "Lüneburg"),
        ("Schnerverdingen", "Heidekreis"),
        ("Hitzaker", "Lüchow-Dannenberg"),
        ("Hildeshiem", "Hildesheim"),
        ("Holzmiden", "Holzminden"),
        ("Stadthgen", "Schaumburg"),
        ("Lüchow-Danneberg", "Lüchow-Dannenberg"),
        ("Bremervöhrde", "Rotenburg (Wümme)"),
        ("Lünebruger Betriebe", "Lüneburg"),
        ("im raum hildeshiem", "Hildesheim"),
        ("in Uelzn", "Uelzen"),
        ("in Hamlen", "Hameln-Pyrmont"),
    ],
)
def test_misspelt_names(text: str, expected: str) -> None:
    assert areas(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Uelsen", "Grafschaft Bentheim"), ("Munster", "Heidekreis"), ("Münster", "Nordrhein-Westfalen")],
)
def test_a_name_is_never_taken_for_a_similar_one(text: str, expected: str) -> None:
    assert areas(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "123, -- ()",
        "Essen und Trinken gehören dazu.",
        "Hilfe bei Essen und Kleidung, auch in Essen und Trinken",
        "Eine Halle für Veranstaltungen, die Werkstatt in Halle 3",
        "Sie lehrte an der Schule und springe gern.",
        "Die Stelle wird neu besetzt, mit Lage und Wetter.",
        "Meine Lehre bei den Lehrern, ohne Ringe und ohne Regen.",
        "Wir wollen werben, singen, leimen und hatten Löhne zu zahlen.",
        "Kinder springen auf Wellen und in Küsten der Bünde.",
        "Der Hof, die Burg, der Forst und die Heide; im Westen, Norden und Osten.",
        "Hitler, Rothenburg ob der Tauber und Groningen",
        "Frau Holle, Herr Oldenburg, Dr. Soltau und Familie Celle",
        "Weil alle in Lage der Dinge sind, waren binnen Tagen Waren da.",
        "Schreiben Sie an info@celle.de oder www.uelzen.de/essen, hannover.de",
        "Elbe-Weser und die Elbe",
        "wir möchten essen und trinken in einer halle, ohne lage",
        "Die Stadt hatten wir nicht gefragt.",
        "Springer, Lager, Hammer, Eimer, Werner, Berger und der Bundesrat des Bundes",
        "Beratung für Auszubildende, Geflüchtete, Betriebe, Pflege, Handwerk und Digitalisierung in Unternehmen",
        "Fachkräfte gewinnen, Ausbildung stärken, Frauen fördern, Weiterbildung planen.",
        "Badeseen, Mülleimer, Bewerbungen, Meinungen, Ehrenbürger, Göttinnen und Weingärten",
        "We train people in digital skills and the language of work.",
    ],
)
def test_everyday_words_are_no_places(text: str) -> None:
    assert typed(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kurse in Springe, Lehrte und Bergen", ["Region Hannover", "Region Hannover", "Celle"]),
        ("die VHS Springe", ["Region Hannover"]),
        ("die Gemeinde Ohne", ["Grafschaft Bentheim"]),
        ("für die stadt bergen", ["Celle"]),
        ("in Seevetal, Stelle und Winsen", ["Harburg"] * 3),
        ("Betriebe in Essen", ["Nordrhein-Westfalen"]),
        ("Bad Essen", ["Osnabrück"]),
        ("in Bergen und Umgebung", ["Celle"]),
        ("Kreis Lippe", ["Nordrhein-Westfalen"]),
    ],
)
def test_everyday_words_are_places_where_one_is_expected(text: str, expected: list[str]) -> None:
    assert areas(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Winsen", "Harburg"),
        ("Winsen im Kreis Celle", "Celle"),
        ("Neuenkirchen", "Heidekreis"),
        ("Neuenkirchen (Landkreis Stade)", "Stade"),
        ("Buchholz", "Harburg"),
        ("Buchholz, Heidekreis", "Heidekreis"),
        ("Gemeinde Buchholz", "Schaumburg"),
        ("Halle (Landkreis Holzminden)", "Holzminden"),
        ("in Halle", "Sachsen-Anhalt"),
        ("Essen (Oldenburg)", "Cloppenburg"),
        ("Stadt Husum", "Schleswig-Holstein"),
        ("Husum im Landkreis Nienburg", "Nienburg"),
        ("Gemeinde Bergen", "Celle"),
        ("Bergen an der Dumme", "Lüchow-Dannenberg"),
        ("Rotenburg", "Rotenburg (Wümme)"),
    ],
)
def test_names_of_several_places(text: str, expected: str) -> None:
    assert areas(f"Ort: {text}")[0] == expected


def test_organisations_with_a_place() -> None:
    text = (
        "IHK Lüneburg-Wolfsburg, Handwerkskammer Braunschweig-Lüneburg-Stade, VHS Celle, Leuphana Universität Lüneburg"
    )
    assert typed(text) == ["Lüneburg", "Wolfsburg", "Braunschweig", "Lüneburg", "Stade", "Celle", "Lüneburg"]


def test_landscapes_are_in_no_district() -> None:
    found = find_places("Lüneburger Unternehmen in der Lüneburger Heide")
    assert [(place.typed, place.place.district) for place in found] == [
        ("Lüneburger", "Lüneburg"),
        ("Lüneburger Heide", None),
    ]
    assert found[1].place == Place(
        name="Lüneburger Heide", kind=PlaceKind.LANDSCAPE, district=None, state="Niedersachsen"
    )


def test_spans_are_of_the_original_text_and_do_not_overlap() -> None:
    text = "Träger aus Winsen (Luhe), LK Lüchow-\u00adDannenberg, dem Landkreis\nUelzen und Lu\u0308neburg (Region Hannover)."
    found = find_places(text)
    assert [place.typed for place in found] == [
        "Winsen (Luhe)",
        "LK Lüchow-\u00adDannenberg",
        "Landkreis\nUelzen",
        "Lu\u0308neburg",
        "Region Hannover",
    ]
    assert all(text[place.start : place.end] == place.typed for place in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_same_text_gives_the_same_places() -> None:
    text = "Neuenkirchen, Buchholz, Hagen und Halle"
    assert find_places(text) == find_places(text)
    assert all(isinstance(found, FoundPlace) for found in find_places(text))


def test_every_municipality_is_found_in_its_district() -> None:
    """Names that two municipalities have cannot be told apart without a district: the smaller of each are listed here."""
    municipalities = [place for place in load_places() if place.state == HOME and place.kind in SETTLED]
    elsewhere = []
    for place in municipalities:
        found = find_places(f"Das Projekt findet in der Gemeinde {place.name} statt.")
        assert [(one.typed, one.place.name) for one in found] == [(f"Gemeinde {place.name}", place.name)]
        if found[0].place.district != place.district:
            elsewhere.append((place.name, place.district))
    assert elsewhere == [
        ("Neuenkirchen", "Cuxhaven"),
        ("Neuenkirchen", "Diepholz"),
        ("Asendorf", "Harburg"),
        ("Dohren", "Harburg"),
        ("Halle", "Holzminden"),
        ("Neuenkirchen", "Osnabrück"),
        ("Burgdorf", "Region Hannover"),
        ("Estorf", "Stade"),
        ("Neuenkirchen", "Stade"),
        ("Barum", "Uelzen"),
        ("Hanstedt", "Uelzen"),
    ]


def test_a_named_district_decides_between_municipalities_of_one_name() -> None:
    towns = [place for place in load_places() if place.state == HOME and place.kind in SETTLED]
    names = [place.name for place in towns]
    for place in towns:
        if names.count(place.name) > 1:
            found = find_places(f"Es geht um die Gemeinde {place.name} im Landkreis {place.district}.")
            assert found[0].place == place


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "\n" * 20_000, "x@" * 10_000, "Bad " * 5_000, "a.de " * 4_000, "(" * 20_000, "A-\n" * 6_000]
)
def test_odd_texts_hold_no_place(text: str) -> None:
    assert find_places(text) == ()
