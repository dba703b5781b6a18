"""What can be an answer of a form is told by a pattern: no year is a count, no percentage is a sum of money."""

from __future__ import annotations

import pytest

from bot.understanding.forms import DETAILS, has_form, needs_form
from corpus.model import Asks

# What can answer a form, and what looks like it and cannot.
MET: dict[Asks, tuple[str, ...]] = {
    Asks.AMOUNT: ("20.000 Euro", "3,5 Mio. Euro", "1 Million", "40 €", "€ 40", "12 TEUR", "500 EUR", "Angaben in Euro"),
    Asks.SHARE: ("40 Prozent", "40 %", "40%", "jeder dritte Betrieb", "die Hälfte", "Quote: 61,5"),
    Asks.COUNT: (
        "12 Betriebe",
        "drei Kommunen",
        "1.500 Plätze",
        "zweimal im Jahr",
        "jährlich",
        "Es gibt keine Plätze",
        "Im Jahr 2021 kamen 14 Gäste.",
        "tausende Briefe",
    ),
    Asks.NUMBER: ("12 Meter", "rund 2.000", "ein Drittel", "zwölf"),
    Asks.DURATION: ("drei Monate", "36 Monate", "ein ganzes Jahr", "unbefristet", "mehrere Wochen"),
    Asks.DATE: ("2021", "seit dem 3. Mai", "am 01.02.", "im Herbst", "jederzeit", "im ersten Quartal"),
    Asks.PHONE: ("Telefon 0999 12 34 56", "+49 999 123456", "0999/123-45", "0999 / 12 34-0"),
    Asks.MAIL: ("info@example.org", "info (at) example.org"),
    Asks.WEB: ("www.example.org", "https://example.org/kurs", "auf beispiel.de"),
    Asks.ADDRESS: ("12345 Musterstadt", "Musterstraße 1", "Am Musterweg 4", "Marktplatz 3"),
    Asks.CONTACT: ("Tel. 0999 12 34 56", "info@example.org", "Ansprechpartnerin ist Frau Muster", "www.example.org"),
}
MISSED: dict[Asks, tuple[str, ...]] = {
    Asks.AMOUNT: ("40 Prozent", "im Jahr 2021", "20.000 Betriebe", "Geld ist genug da"),
    Asks.SHARE: ("20.000 Euro", "im Jahr 2021", "ein Anteil", "14 Betriebe"),
    Asks.COUNT: (
        "im Jahr 2021",
        "von 2014 bis 2020",
        "2014–2020",
        "40 Prozent",
        "40 %",
        "12,5 Prozent",
        "am 3. Mai",
        "am 03.05.2021",
        "Es gibt Plätze",
        "die Beachtung",
    ),
    Asks.NUMBER: ("hoch", "Beachtung findet der Turm"),
    Asks.DURATION: ("lange", "Sie endet bald."),
    Asks.DATE: ("bald", "40 Prozent"),
    Asks.PHONE: ("im Jahr 2021", "20.000 Euro", "12345 Musterstadt", "2014–2020"),
    Asks.MAIL: ("www.example.org", "per E-Mail"),
    Asks.WEB: ("im Internet", "Musterweg 4, z. B. hier."),
    Asks.ADDRESS: ("in Musterstadt", "20.000 Euro", "auf der Straße", "am 3. Mai 2021"),
    Asks.CONTACT: ("im Amt", "Das Büro ist klein."),
}


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in MET.items() for text in texts])
def test_a_text_of_the_form_is_known(form: Asks, text: str) -> None:
    assert has_form(form, text)


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in MISSED.items() for text in texts])
def test_a_text_of_another_form_is_told_apart(form: Asks, text: str) -> None:
    assert not has_form(form, text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Asks.PHONE, "(0999) 123456"),
        (Asks.PHONE, "+49 (0) 999 123456"),
        (Asks.ADDRESS, "Musterstr. 4"),
        (Asks.MAIL, "info[at]example.org"),
        pytest.param(
            Asks.COUNT, "2000 Betriebe", marks=pytest.mark.xfail(reason="liest sich wie ein Jahr", strict=True)
        ),
        (Asks.COUNT, "fünfzehn Betriebe"),
        (Asks.AMOUNT, "zwei Millionen Euro"),
        (Asks.AMOUNT, "20.000,- Euro"),
    ],
)
def test_texts_in_less_common_spelling(form: Asks, text: str) -> None:
    assert has_form(form, text)


def test_forms_without_a_pattern_are_met_by_anything() -> None:
    patterned = {form for form in Asks if needs_form(form)}
    assert patterned == MET.keys() == MISSED.keys()
    assert patterned >= DETAILS
    assert all(has_form(form, "irgendetwas") for form in set(Asks) - patterned)
