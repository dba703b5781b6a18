"""What a question asks for is read from its form."""

from __future__ import annotations

import pytest

from bot.understanding.forms import asks
from corpus.model import Asks

FORMS: dict[Asks, tuple[str, ...]] = {
    Asks.DEFINITION: (
        "Was ist ein Lernmobil?",
        "Was versteht man unter einer Brückenstelle?",
        "Was bedeutet Teilqualifizierung?",
        "Was verbirgt sich hinter dem Werkstatttag?",
        "Erkläre den Begriff Brückenstelle",
        "What is a bridge post?",
    ),
    Asks.ABBREVIATION: (
        "Wofür steht die Abkürzung BMT?",
        "Was heißt die Abkürzung BMT?",
        "Was bedeutet das Kürzel BMT?",
        "Wie lautet BMT ausgeschrieben?",
        "What does BMT stand for?",
        "What does BMT mean?",
    ),
    Asks.AMOUNT: (
        "Wie viel Geld gibt es für ein Lernmobil?",
        "Wieviel Euro bekommt Musterstadt?",
        "Wie hoch ist das Budget?",
        "Wie hoch sind die Kosten?",
        "Was kostet die Teilnahme?",
        "Welches Budget hat das Bündnis?",
        "How much money does the alliance have?",
        "What is the budget?",
    ),
    Asks.SHARE: (
        "Wie viel Prozent der Kosten werden übernommen?",
        "Welcher Anteil entfällt auf Musterstadt?",
        "Wie hoch ist die Quote?",
        "Wie hoch ist der Anteil der Frauen?",
        "Welcher Fördersatz gilt?",
        "What percentage of the costs is covered?",
        "What share goes to Musterstadt?",
    ),
    Asks.COUNT: (
        "Wie viele Betriebe machen mit?",
        "Wieviele Mitglieder hat der Beirat?",
        "Wie oft tagt der Beirat?",
        "In welchem Turnus tagt der Beirat?",
        "Wie groß ist die Zahl der Betriebe?",
        "How many firms take part?",
        "How often does the board meet?",
    ),
    Asks.DURATION: (
        "Wie lange dauert ein Kurs?",
        "Wie lang ist die Probezeit?",
        "Wie viele Monate dauert das Projekt?",
        "Welche Laufzeit hat das Projekt?",
        "How long does a course take?",
        "How many weeks does it take?",
    ),
    Asks.NUMBER: (
        "Wie hoch ist der Turm?",
        "Wie groß ist der Saal?",
        "Wie alt ist das Bündnis?",
        "Wie hoch ist die Förderung?",  # in Euro or in percent
        "Wie hoch ist der Zuschuss?",
        "How large is the hall?",
        "How much funding is there?",
    ),
    Asks.DATE: (
        "Wann beginnt der Kurs?",
        "Seit wann gibt es das Lernmobil?",
        "Bis wann läuft das Projekt?",
        "In welchem Jahr wurde das Bündnis gegründet?",
        "Welche Frist gilt für Anträge?",
        "When was the alliance founded?",
        "What is the deadline?",
    ),
    Asks.WHO: (
        "Wer leitet den Beirat?",
        "Wem gehört das Lernmobil?",
        "Wessen Aufgabe ist das?",
        "Von wem stammt der Vorschlag?",
        "Who chairs the board?",
    ),
    Asks.WHERE: (
        "Wo tagt der Beirat?",
        "Woher stammen die Zahlen?",
        "Where does the board meet?",
    ),
    Asks.PHONE: (
        "Welche Telefonnummer hat das Büro?",
        "Wen rufe ich an? Gibt es eine Durchwahl?",
        "Gibt es eine Telefonnummer?",
        "Wie kann ich das Büro telefonisch erreichen?",
        "What is the phone number of the office?",
    ),
    Asks.MAIL: (
        "Wie lautet die E-Mail-Adresse?",
        "An welche Mailadresse geht der Antrag?",
        "Gibt es eine Mail?",
        "What is the email address of the office?",
    ),
    Asks.WEB: (
        "Wie lautet die Webadresse?",
        "Welche Internetseite hat das Lernmobil?",
        "Gibt es eine Homepage?",
        "Hat das Bündnis eine Website?",
        "What is the website of the alliance?",
    ),
    Asks.ADDRESS: (
        "Wie lautet die Anschrift des Büros?",
        "In welcher Straße liegt das Büro?",
        "What is the postal address?",
    ),
    Asks.CONTACT: (
        "Wer ist Ansprechpartner für Betriebe?",
        "An wen kann ich mich wenden?",
        "Wie ist das Büro zu erreichen?",
        "Welche Kontaktdaten hat das Büro?",
        "Who should I contact?",
    ),
    Asks.LIST: (
        "Welche Aufgaben hat der Beirat?",
        "Welche Landkreise gehören dazu?",
        "Nenne die Mitglieder des Beirats",
        "Was sind die Handlungsfelder?",
        "Zähle die Partner auf",
        "Aus wem besteht der Beirat?",
        "Which partners are there?",
        "List the members",
    ),
    Asks.PROCEDURE: (
        "Wie läuft ein Antrag ab?",
        "Wie beantrage ich Mittel?",
        "Wie funktioniert das Lernmobil?",
        "Wie gehe ich vor?",
        "Welche Schritte sind nötig?",
        "Wo fange ich an?",
        "How do I apply?",
    ),
    Asks.CONDITION: (
        "Darf ein Verein Anträge stellen?",
        "Kann eine Kommune teilnehmen?",
        "Muss ich vorher fragen?",
        "Ist die Teilnahme kostenlos?",
        "Gibt es ein Lernmobil in Musterstadt?",
        "Stimmt es, dass der Beirat zweimal tagt?",
        "Werden Kurse gefördert?",
        "ich bin selbstständig, darf ich das?",
        "Can a club apply?",
        "Is the course free?",
    ),
    Asks.COMPARISON: (
        "Was ist der Unterschied zwischen Beirat und Steuergruppe?",
        "Vergleiche Beirat und Steuergruppe",
        "Wo ist im Gegensatz zu Musterstadt mehr los?",
        "What is the difference between the board and the committee?",
    ),
    Asks.CHANGE: (
        "Wie hat sich die Quote verändert?",
        "Um wie viel ist die Quote gestiegen?",
        "Wie haben sich die Zahlen entwickelt?",
        "How has the rate changed?",
    ),
    Asks.EXTREME: (
        "Welcher Landkreis hat die höchste Quote?",
        "Welche Berufe fehlen am meisten?",
        "Wo ist die Quote am niedrigsten?",
        "Which district has the highest rate?",
    ),
    Asks.REASON: (
        "Warum gibt es das Lernmobil?",
        "Wieso fehlen Fachkräfte?",
        "Weshalb tagt der Beirat nicht?",
        "Aus welchem Grund wurde der Kurs beendet?",
        "Woran liegt der Mangel?",
        "Und warum ist das so?",
        "Why is there a shortage?",
    ),
    Asks.PURPOSE: (
        "Wozu dient das Lernmobil?",
        "Wofür wird das Geld verwendet?",
        "Zu welchem Zweck gibt es den Beirat?",
        "Was soll das Lernmobil erreichen?",
        "What is the aim of the project?",
        "Welche Ziele hat der Beirat?",
    ),
    Asks.OTHER: ("Lernmobil", "Tell me about Musterstadt", ""),
}


@pytest.mark.parametrize(
    ("question", "form"), [(question, form) for form, questions in FORMS.items() for question in questions]
)
def test_the_form_that_is_asked_for(question: str, form: Asks) -> None:
    assert asks(question) is form


def test_every_form_is_asked_for_somewhere() -> None:
    assert FORMS.keys() == set(Asks)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("wie oft trifft sich der beirat", Asks.COUNT),
        ("wieviel kohle gibts da, also wie viel euro?", Asks.AMOUNT),
        ("und ab wann?", Asks.DATE),
        ("wer macht da mit", Asks.WHO),
        ("hat das büro ne telefonnummer?", Asks.PHONE),
        ("ob man das darf?", Asks.CONDITION),
        ("nenn mir mal alle partner", Asks.LIST),
        ("WIE HOCH IST DAS BUDGET?", Asks.AMOUNT),
        ("  Wer leitet den Beirat?  ", Asks.WHO),
    ],
)
def test_colloquial_and_careless_questions(question: str, form: Asks) -> None:
    assert asks(question) is form


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Worin unterscheiden sich Beirat und Steuergruppe?", Asks.COMPARISON),
        ("An welchem Ort tagt der Beirat?", Asks.WHERE),
        ("Wieviele Tage dauert der Kurs?", Asks.DURATION),
        ("Wie teuer ist der Kurs?", Asks.AMOUNT),
        ("Wie erreiche ich das Büro?", Asks.CONTACT),
        ("Übernimmt das Bündnis Kosten?", Asks.CONDITION),
        ("Dürften Vereine mitmachen?", Asks.CONDITION),
    ],
)
def test_forms_that_are_less_common(question: str, form: Asks) -> None:
    assert asks(question) is form
