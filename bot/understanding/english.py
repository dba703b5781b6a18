"""English sentences around answers whose quotes stay German."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Asks, Status

NO_ANSWER = "The documents do not answer this question."
_LEADS = {
    Asks.AMOUNT: "The documents give this amount (quoted in German):",
    Asks.SHARE: "The documents give this share (quoted in German):",
    Asks.COUNT: "The documents give this number (quoted in German):",
    Asks.NUMBER: "The documents give this figure (quoted in German):",
    Asks.DURATION: "The documents give this duration (quoted in German):",
    Asks.DATE: "The documents give this date or period (quoted in German):",
    Asks.WHO: "The documents name (quoted in German):",
    Asks.WHERE: "The documents give this place (quoted in German):",
    Asks.PHONE: "The documents give this phone number (quoted in German):",
    Asks.MAIL: "The documents give this e-mail address (quoted in German):",
    Asks.WEB: "The documents give this web address (quoted in German):",
    Asks.ADDRESS: "The documents give this address (quoted in German):",
    Asks.CONTACT: "The documents name this contact (quoted in German):",
    Asks.LIST: "The documents list (quoted in German):",
    Asks.PROCEDURE: "The documents describe these steps (quoted in German):",
    Asks.REASON: "The documents give this reason (quoted in German):",
    Asks.ABBREVIATION: "The documents explain the abbreviation (quoted in German):",
    Asks.DEFINITION: "The documents explain it as follows (quoted in German):",
}
_STATES = "The documents state (quoted in German):"
_CLARIFY = "The documents say different things, depending on what you mean"


def lead_sentence(asks: Asks, names: Sequence[str] = (), status: Status = Status.ANSWERED) -> str:
    """The English sentence before an answer. `names` are the alliances it is about, or may be about when unclear."""
    if status is Status.NO_ANSWER:
        return no_answer(names)
    if status is Status.CLARIFY:
        return (
            f"{_CLARIFY}. Which one is it: {_listed(names, 'or')}?"
            if names
            else f"{_CLARIFY}. Please be more specific."
        )
    lead = _LEADS.get(asks, _STATES)
    return f"For {_listed(names, 'and')}: {lead[0].lower()}{lead[1:]}" if names else lead


def no_answer(names: Sequence[str] = ()) -> str:
    """The English refusal. `names` are the alliances that were asked about."""
    return f"The documents about {_listed(names, 'and')} do not answer this question." if names else NO_ANSWER


def _listed(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"
