"""Tasks that chat programs give the model of a conversation in the background: a title, tags, further questions.

They come as one message that begins with "### Task:", shows the wanted JSON object and the conversation between
<chat_history> tags (Open WebUI). No documents answer them, and nothing is made up: the title is the question, every list
is empty.
"""

from __future__ import annotations

import json
import re

from bot.web.german import shortened

MOST_TITLE = 80  # characters
NO_TASKS = (
    "Beantwortet werden hier nur Fragen, und nur aus den eigenen Dokumenten. Andere Aufgaben und mitgeschickte Dateien oder "
    "Suchergebnisse werden nicht bearbeitet; bitte schalten Sie sie für dieses Modell aus."
)

_WANTED = re.compile(r'\{\s*"(\w+)"\s*:\s*(\[|")')
_HISTORY = re.compile(r"<chat_history>(.*)</chat_history>", re.DOTALL)
_USER = re.compile(r"^USER: (.*?)(?=^(?:USER|ASSISTANT): |\Z)", re.DOTALL | re.MULTILINE)


def task_reply(message: str) -> str | None:
    """What to say to a background task; None if the message is none."""
    if not message.lstrip().startswith("### Task:"):
        return None
    history = _HISTORY.search(message)
    if history is None:
        return NO_TASKS
    questions = [" ".join(found.split()) for found in _USER.findall(history[1])]
    title = shortened(questions[-1], MOST_TITLE) if questions else ""
    rules = message[: history.start()]
    wanted = _WANTED.search(rules)
    if wanted is None:
        # later versions of the prompt for a title want bare text
        return title if title and "title" in rules.partition("\n###")[0].lower() else NO_TASKS
    value: object = [] if wanted[2] == "[" else title if wanted[1] == "title" else ""
    return json.dumps({wanted[1]: value}, ensure_ascii=False)
