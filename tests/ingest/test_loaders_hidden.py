"""Text that nobody can see stays out of PDFs' lines; text that can be seen stays in."""

from __future__ import annotations

import pytest

from ingest.loaders import load
from tests.ingest.conftest import Painted

SEEN = "BT /F 12 Tf 50 760 Td (Sichtbarer Text auf dieser Seite) Tj ET "
IMAGE = "q 600 0 0 800 0 0 cm /I Do Q "
AT = "50 400 Td (geheim) Tj ET "

HIDDEN = {
    "render mode 3": f"BT 3 Tr /F 12 Tf {AT}",
    "mode 3 over a full-page picture with visible text": f"{IMAGE} BT 3 Tr /F 12 Tf {AT}",
    "white on white": f"1 g BT /F 12 Tf {AT}",
    "white in RGB": f"1 1 1 rg BT /F 12 Tf {AT}",
    "white in CMYK": f"0 0 0 0 k BT /F 12 Tf {AT}",
    "nearly white": f"0.98 0.98 0.97 rg BT /F 12 Tf {AT}",
    "white by colour space": f"/DeviceRGB cs 1 1 1 scn BT /F 12 Tf {AT}",
    "colour of the box behind": f"0.2 0.4 0.6 rg 0 350 600 100 re f BT /F 12 Tf {AT}",
    "a tenth of a point": f"BT /F 0.1 Tf {AT}",
    "tiny by matrix": "q 0.01 0 0 0.01 0 0 cm BT /F 12 Tf 5000 40000 Td (geheim) Tj ET Q ",
    "left of the page": "BT /F 12 Tf -300 400 Td (geheim) Tj ET ",
    "above the page": "BT /F 12 Tf 50 900 Td (geheim) Tj ET ",
    "flat matrix": "q 1 0 0 0 0 400 cm BT /F 12 Tf 50 0 Td (geheim) Tj ET Q ",
    "no width": f"BT 0 Tz /F 12 Tf {AT}",
    "under a white box": f"BT /F 12 Tf {AT} 1 g 40 390 200 30 re f ",
    "under a black box": f"BT /F 12 Tf {AT} 0 g 40 390 200 30 re f ",
    "clipped to nothing": f"q 10 10 0 0 re W n BT /F 12 Tf {AT} Q ",
    "clipped away": f"q 300 300 50 50 re W n BT /F 12 Tf {AT} Q ",
    "no opacity": f"q /Clear gs BT /F 12 Tf {AT} Q ",
}

VISIBLE = {
    "plain": f"BT /F 12 Tf {AT}",
    "white on a dark banner": f"0 0 0.4 rg 0 380 600 50 re f 1 g BT /F 12 Tf {AT}",
    "white on a rounded banner": f"0 g 40 380 m 300 380 l 310 380 310 390 310 400 c 40 430 l f 1 g BT /F 12 Tf {AT}",
    "white on a picture": f"q 300 0 0 100 20 350 cm /I Do Q 1 g BT /F 12 Tf {AT}",
    "red": f"1 0 0 rg BT /F 12 Tf {AT}",
    "full ink of a spot colour": f"/Spot cs 1 scn BT /F 12 Tf {AT}",
    "marked by a soft box": f"BT /F 12 Tf {AT} q /Soft gs 1 1 0 rg 40 390 200 30 re f Q ",
    "outlined": f"1 g BT 1 Tr /F 12 Tf {AT}",
    "beside a later box": f"BT /F 12 Tf {AT} 1 g 200 390 200 30 re f ",
    "inside its clip": f"q 40 390 200 30 re W n BT /F 12 Tf {AT} Q ",
    "three points": f"BT /F 3 Tf {AT}",
    "large by matrix": "BT /F 1 Tf 12 0 0 12 50 400 Tm (geheim) Tj ET ",
    "restored state": f"q 1 g 3 0 0 3 0 0 cm Q BT /F 12 Tf {AT}",
}


@pytest.mark.parametrize("trick", HIDDEN)
def test_hidden_text_is_reported_and_left_out(painted: Painted, trick: str) -> None:
    extract = load(painted(SEEN, SEEN + HIDDEN[trick]))
    assert [line.text for line in extract.pages[1].lines if line.text] == ["Sichtbarer Text auf dieser Seite"]
    assert extract.warnings == ("Seite 2: verborgener Text gefunden und nicht übernommen (6 Zeichen).",)


@pytest.mark.parametrize("case", VISIBLE)
def test_visible_text_stays(painted: Painted, case: str) -> None:
    extract = load(painted(SEEN + VISIBLE[case]))
    assert [line.text for line in extract.pages[0].lines if line.text] == ["Sichtbarer Text auf dieser Seite", "geheim"]
    assert extract.warnings == ()


def test_text_outside_the_crop_box(painted: Painted) -> None:
    extract = load(painted(SEEN + f"BT /F 12 Tf {AT}", extra="/CropBox [0 500 600 800]"))
    assert [line.text for line in extract.pages[0].lines] == ["Sichtbarer Text auf dieser Seite"]


@pytest.mark.parametrize("stamp", ["", "BT /F 9 Tf 50 20 Td (Gescannt am 3.5.) Tj ET "])
@pytest.mark.parametrize("picture_first", [True, False])
def test_recognised_text_of_a_scan_stays(painted: Painted, stamp: str, picture_first: bool) -> None:
    words = "BT 3 Tr /F 12 Tf 50 700 Td (Erkannter Text einer ganzen Seite) Tj 0 Tr ET "
    extract = load(painted((IMAGE + words if picture_first else words + IMAGE) + stamp))
    assert extract.pages[0].lines[0].text == "Erkannter Text einer ganzen Seite"
    assert extract.warnings == ()


def test_invisible_text_beside_a_small_picture_is_hidden(painted: Painted) -> None:
    extract = load(painted(f"{SEEN} q 100 0 0 100 0 0 cm /I Do Q BT 3 Tr /F 12 Tf {AT}"))
    assert "geheim" not in " ".join(line.text for line in extract.pages[0].lines)
