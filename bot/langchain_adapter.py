"""The assistant as LangChain parts: a retriever, and a runnable that answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import BaseModel, TypeAdapter

from bot.arguments import MOST_TURNS, AskArguments, read_arguments
from corpus.errors import UsageError
from corpus.model import Answer, Hit, Turn
from retrieval.langchain_adapter import LotseRetriever

if TYPE_CHECKING:
    from bot.assistant import Assistant

_ANSWER = TypeAdapter(Answer)


def lotse_retriever(
    assistant: Assistant, *, k: int = 5, alliance: str | None = None, as_of: date | None = None
) -> LotseRetriever:
    """The `k` best passages as LangChain documents, best first. Invoking it raises as `Assistant.search`."""

    def search(query: str, most: int) -> Sequence[Hit]:
        return assistant.search(query, k=most, alliance=alliance, as_of=as_of)

    return LotseRetriever(search=search, k=k)


class LotseRunnable(Runnable[str | Mapping[str, Any], dict[str, Any]]):
    """Answers as a step of a chain.

    Takes a question, or a mapping of question, history, alliance, as_of and mode; all but the question can also be bound
    (`LotseRunnable(assistant).bind(alliance="leine-weser")`). A history is made of turns (`Turn` or mappings of question and
    answer) or of LangChain messages, oldest first; of a longer one the last 20 turns count. Returns the answer as the HTTP API
    does, so that the next step may take `answer`, `status` or `citations` from it. Raises UsageError and StoreError.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.name = "buendnislotse"

    def invoke(
        self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """One answer. A refusal and a question back are answers, too: see their `status`."""
        return self._call_with_config(self._answer, input, config, **kwargs)

    def get_input_schema(self, config: RunnableConfig | None = None) -> type[BaseModel]:
        """What a model may pass when this is made a tool (`as_tool`)."""
        return AskArguments

    def _answer(self, asked: str | Mapping[str, Any], **bound: Any) -> dict[str, Any]:
        said = read_arguments(AskArguments, bound | _plain(asked))
        answer = self._assistant.ask(
            said.question, history=said.turns(), alliance=said.alliance, as_of=said.as_of, mode=said.mode
        )
        values: dict[str, Any] = _ANSWER.dump_python(answer, mode="json")
        return values


def _plain(asked: str | Mapping[str, Any]) -> dict[str, Any]:
    """What is asked, in the form of a request to the API."""
    if isinstance(asked, str):
        return {"question": asked}
    if not isinstance(asked, Mapping):
        raise UsageError(
            f"Mit einer Eingabe der Art „{type(asked).__name__}“ ist keine Auskunft möglich.",
            remedy='Geben Sie die Frage als Text an oder als Wörterbuch wie {"question": "..."}.',
        )
    values = dict(asked)
    if isinstance(values.get("history"), list | tuple):
        values["history"] = _turns(values["history"])
    if isinstance(values.get("as_of"), date):
        values["as_of"] = values["as_of"].isoformat()
    return values


def _turns(history: Sequence[Any]) -> list[Any]:
    """Questions with their answers; of messages, what was said last before an answer is its question."""
    turns: list[Any] = []
    question = ""
    for entry in history:
        match entry:
            case HumanMessage():
                question = str(entry.text)
            case AIMessage():
                if question and entry.text.strip():  # a message may only call tools
                    turns.append({"question": question, "answer": str(entry.text)})
                    question = ""
            case BaseMessage():
                continue  # rules, and what tools said
            case Turn():
                turns.append({"question": entry.question, "answer": entry.answer})
            case _:
                turns.append(entry)
    return turns[-MOST_TURNS:]
