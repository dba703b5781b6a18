"""places.yaml: complete as far as we say so, and every mistake of such a file by name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import corpus
from corpus.errors import ManifestError
from corpus.places import HOME, Place, PlaceKind, load_place_data, load_places
from corpus.programmes import load_programmes

SOURCE = "source: [{part: alles, title: Liste, publisher: Amt, as_of: 2024}]\n"
SMALL = f"""\
{SOURCE}districts:
  Celle: {{kind: Landkreis, towns: [Celle], municipalities: [Hann. Münden = Hannoversch Münden], former: [Höfer]}}
  Stadt Oldenburg: {{kind: kreisfreie Stadt, also: [Oldenburg], towns: [Oldenburg (Oldb)]}}
states:
  Niedersachsen: {{}}
  Hamburg: {{former: [Hamburg-Harburg]}}
countries: {{Polen: {{}}}}
landscapes: [Harz]
larger: {{Celle: Celle}}
words: [ohne]
lookalikes: [hitler]
"""
SETTLED = (PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.MUNICIPALITY)
# gemeindefreie Bezirke Lohheide and Osterheide included
MUNICIPALITIES = {
    "Celle": 21,
    "Harburg": 42,
    "Heidekreis": 23,
    "Lüchow-Dannenberg": 27,
    "Lüneburg": 43,
    "Uelzen": 27,
    "Hameln-Pyrmont": 8,
    "Hildesheim": 20,
    "Holzminden": 32,
    "Nienburg": 36,
    "Schaumburg": 38,
    "Region Hannover": 21,
}


def write(folder: Path, text: str) -> Path:
    path = folder / "places.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def message(folder: Path, text: str) -> str:
    path = write(folder, text)
    with pytest.raises(ManifestError) as caught:
        load_place_data(path)
    assert str(path) in caught.value.message
    assert caught.value.remedy
    return str(caught.value)


def test_lower_saxony_is_complete() -> None:
    places = [place for place in load_places() if place.state == HOME]
    kinds = Counter(place.kind for place in places)
    assert kinds[PlaceKind.DISTRICT] + kinds[PlaceKind.REGION] == 37
    assert kinds[PlaceKind.CITY] == 8
    assert sum(kinds[kind] for kind in SETTLED) == 941  # 939 of 2024, two of them without municipality
    assert kinds[PlaceKind.ASSOCIATION] == 114


@pytest.mark.parametrize(("district", "count"), MUNICIPALITIES.items())
def test_districts_of_the_alliances_are_complete(district: str, count: int) -> None:
    assert sum(place.district == district and place.kind in SETTLED for place in load_places()) == count


def test_the_districts_of_the_alliances_are_called_as_their_programmes_call_them() -> None:
    ours = {place.district for place in load_places()}
    programmes = load_programmes(Path(corpus.__file__).parent)
    named = {district for programme in programmes for district in programme.districts}
    assert named
    assert named <= ours


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("Delligsen", "Holzminden"),
        ("Duingen", "Hildesheim"),
        ("Leinebergland", "Hildesheim"),
        ("Südheide", "Celle"),
        ("Amt Neuhaus", "Lüneburg"),
        ("Duderstadt", "Göttingen"),
        ("Osterode am Harz", "Göttingen"),
        ("Weser-Aue", "Nienburg"),
        ("Hermannsburg", "Celle"),
        ("Fallersleben", "Wolfsburg"),
    ],
)
def test_mergers_up_to_2024_are_followed(name: str, district: str) -> None:
    assert {place.district for place in load_places() if place.name == name} == {district}


def test_all_states_and_neighbours_are_there() -> None:
    kinds = Counter(place.kind for place in load_places())
    assert kinds[PlaceKind.STATE] == 16
    assert kinds[PlaceKind.COUNTRY] == 9


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Lauenburg (Elbe)", "Schleswig-Holstein"),
        ("Geesthacht", "Schleswig-Holstein"),
        ("Wittenberge", "Brandenburg"),
        ("Salzwedel", "Sachsen-Anhalt"),
        ("Stendal", "Sachsen-Anhalt"),
        ("Minden", "Nordrhein-Westfalen"),
        ("Porta Westfalica", "Nordrhein-Westfalen"),
        ("Höxter", "Nordrhein-Westfalen"),
        ("Heilbad Heiligenstadt", "Thüringen"),
        ("Dömitz", "Mecklenburg-Vorpommern"),
        ("Boizenburg (Elbe)", "Mecklenburg-Vorpommern"),
        ("Bremerhaven", "Bremen"),
        ("München", "Bayern"),
    ],
)
def test_towns_outside_are_in_their_states(name: str, state: str) -> None:
    found = [place for place in load_places() if place.name == name and place.kind is PlaceKind.TOWN]
    assert [(place.state, place.district) for place in found] == [(state, None)]


def test_every_entry_of_a_file_is_read(tmp_path: Path) -> None:
    data = load_place_data(write(tmp_path, SMALL))
    city = Place(
        name="Oldenburg (Oldb)", kind=PlaceKind.CITY, district="Stadt Oldenburg", state=HOME, also=("Oldenburg",)
    )
    assert city in data.places
    assert [(place.name, place.kind, place.district, place.state, place.also) for place in data.places[:4]] == [
        ("Celle", PlaceKind.DISTRICT, "Celle", HOME, ()),
        ("Celle", PlaceKind.TOWN, "Celle", HOME, ()),
        ("Hann. Münden", PlaceKind.MUNICIPALITY, "Celle", HOME, ("Hannoversch Münden",)),
        ("Höfer", PlaceKind.FORMER, "Celle", HOME, ()),
    ]
    assert [(place.name, place.kind, place.district, place.state) for place in data.places[5:]] == [
        ("Harz", PlaceKind.LANDSCAPE, None, HOME),
        ("Niedersachsen", PlaceKind.STATE, None, HOME),
        ("Hamburg", PlaceKind.STATE, None, "Hamburg"),
        ("Hamburg-Harburg", PlaceKind.FORMER, None, "Hamburg"),
        ("Polen", PlaceKind.COUNTRY, None, "Polen"),
    ]
    assert data.larger == {"Celle": "Celle"}
    assert data.words == frozenset({"ohne"})
    assert data.lookalikes == frozenset({"hitler"})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: Landkreis", "kind: Kanton", "kind „Kanton“ ist unbekannt"),
        ("kind: Landkreis, ", "", "„kind“ fehlt"),
        (", towns: [Oldenburg (Oldb)]", "", "„towns“ fehlt"),
        ("towns: [Celle]", "town: [Celle]", "„town“ ist unbekannt"),
        ("towns: [Celle]", "towns: [Celle, Celle]", "„Celle“ steht zweimal"),
        ("towns: [Celle]", "towns: Celle", "„towns“ ist keine Liste"),
        ("larger: {Celle: Celle}", "larger: {Celle: Cele}", "„Cele“ ist kein Landkreis"),
        ("larger: {Celle: Celle}", "larger: [Celle]", "Winsen: Harburg"),
        ("Niedersachsen: {}", "Niedersachsen: 1", "geschweiften Klammern"),
        ("countries: {Polen: {}}", "countries: [Polen]", "countries"),
        ("words: [ohne]", "words: ohne", "„words“ ist keine Liste"),
        ("landscapes:", "landschaften:", "„landschaften“ ist unbekannt"),
        (SOURCE, "", "„source“ fehlt"),
        ("publisher: Amt, ", "", "„publisher“ fehlt"),
        ("as_of: 2024", "as_of: 2024, url: x", "keine Webadresse"),
        (SOURCE, "source: []\n", "Liste von Quellen"),
        (SOURCE, "source: [x]\n", "Quelle 1"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in SMALL
    assert expected in message(tmp_path, SMALL.replace(old, new, 1))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    told = message(tmp_path, SMALL.replace("kind: Landkreis", "kind: Kanton").replace("words: [ohne]", "words: x"))
    assert "Kanton" in told
    assert "„words“" in told


@pytest.mark.parametrize("text", ["", "- Celle\n", "districts: ["])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    message(tmp_path, text)
