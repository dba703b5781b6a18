"""The assistant inside real LangChain chains, over a real index."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from operator import itemgetter
from typing import Any

import httpx
import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnableParallel, RunnablePassthrough

from bot.assistant import Assistant
from bot.langchain_adapter import LotseRunnable, lotse_retriever
from corpus.errors import LotseError, NotFoundError, UsageError
from corpus.model import Turn

QUESTION = "Wie oft tagt der Lenkungskreis?"
OTHER = "Wie oft tagt die Lenkungsgruppe?"
REFUSED = "Wie ist das Wetter auf dem Mars?"
CHAIR = "Wer führt den Vorsitz?"
EARLIER = "Wie lang war die Vakanzzeit in Celle 2023?"
FOLLOW_UP = "Und 2020?"
STANDALONE = "Wie lang war die Vakanzzeit in Celle 2020?"


@pytest.fixture
def runnable(assistant: Assistant) -> LotseRunnable:
    return LotseRunnable(assistant)


def without_times(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "timings_ms"}


def test_an_answer_is_what_the_api_returns(runnable: LotseRunnable, client: httpx.Client) -> None:
    asked = {"question": QUESTION, "alliance": "nordostniedersachsen", "as_of": "2026-01-01", "mode": "generative"}
    expected = without_times(client.post("/api/v1/ask", json=asked).json())
    assert without_times(runnable.invoke(asked)) == expected
    assert without_times(runnable.invoke(asked | {"as_of": date(2026, 1, 1)})) == expected
    assert (
        without_times(runnable.bind(**{k: v for k, v in asked.items() if k != "question"}).invoke(QUESTION)) == expected
    )
    assert runnable.invoke(REFUSED)["status"] == "no_answer"


def test_it_is_a_step_of_a_chain(runnable: LotseRunnable) -> None:
    def numbered(answer: dict[str, Any]) -> str:
        return "\n".join(f"[{c['n']}] {c['title']}" for c in answer["citations"])

    parts = RunnableParallel(said=itemgetter("answer"), sources=RunnableLambda(numbered), status=itemgetter("status"))
    chain = runnable | parts | ChatPromptTemplate.from_template("{status}\n{said}\n{sources}") | RunnableLambda(str)
    said = {QUESTION: "zweimal im Jahr", OTHER: "viermal im Jahr", REFUSED: "no_answer"}
    results = chain.batch(list(said))
    assert all(words in result for words, result in zip(said.values(), results, strict=True))
    assert "[1] Fachkräftestrategie Nordostniedersachsen" in results[0]
    assert asyncio.run(chain.ainvoke(QUESTION)) == results[0]
    assert "".join(chain.stream(OTHER)) == results[1]

    async def streamed() -> list[str]:
        return [chunk async for chunk in (runnable | itemgetter("answer")).astream(QUESTION)]

    assert asyncio.run(streamed()) == [runnable.invoke(QUESTION)["answer"]]


@pytest.mark.parametrize(
    "history",
    [
        [{"question": EARLIER, "answer": "Lang."}],
        (Turn(question=EARLIER, answer="Lang."),),
        [HumanMessage(EARLIER), AIMessage("Lang.")],
        [HumanMessage(REFUSED), HumanMessage(EARLIER), AIMessage("Lang."), HumanMessage(FOLLOW_UP)],
        [
            SystemMessage("Sie sind freundlich."),
            HumanMessage(EARLIER),
            AIMessage("", tool_calls=[{"name": "x", "args": {}, "id": "1"}]),
            ToolMessage("Ergebnis", tool_call_id="1"),
            AIMessage([{"type": "text", "text": "Lang."}]),
        ],
        [HumanMessage(QUESTION), AIMessage("Zweimal.")] * 30 + [HumanMessage(EARLIER), AIMessage("Lang.")],
    ],
)
def test_a_history_of_turns_or_messages_is_followed_up(runnable: LotseRunnable, history: Any) -> None:
    asked = {"question": FOLLOW_UP, "history": history}
    assert runnable.invoke(asked)["standalone_question"] == STANDALONE
    assert asked["history"] is history


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("", "„question“ darf nicht leer sein."),
        ("a" * 2001, "„question“ darf höchstens 2000 Zeichen lang sein."),
        ({}, "„question“ fehlt."),
        ({"question": QUESTION, "bündnis": "x"}, "„bündnis“ ist kein bekanntes Feld."),
        ({"question": QUESTION, "history": "früher"}, "„history“ muss eine Liste sein."),
        ({"question": QUESTION, "history": [{"question": "Was?"}]}, "„history[0].answer“ fehlt."),
        (5, "Mit einer Eingabe der Art „int“ ist keine Auskunft möglich."),
    ],
)
def test_wrong_input_is_told_in_german(runnable: LotseRunnable, asked: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        runnable.invoke(asked)
    assert message in str(caught.value)


def test_callbacks_see_the_run_and_our_errors(runnable: LotseRunnable) -> None:
    class Seen(BaseCallbackHandler):
        def __init__(self) -> None:
            self.events: list[str] = []

        def on_chain_start(self, serialized: Any, inputs: Any, **more: Any) -> None:
            self.events.append(f"start {more['name']}")

        def on_chain_end(self, outputs: Any, **_: Any) -> None:
            self.events.append(f"end {outputs['status']}")

        def on_chain_error(self, error: BaseException, **_: Any) -> None:
            self.events.append(type(error).__name__)

    seen = Seen()
    runnable.invoke(QUESTION, config={"callbacks": [seen]})
    with pytest.raises(NotFoundError):
        runnable.invoke({"question": QUESTION, "alliance": "atlantis"}, config={"callbacks": [seen]})
    assert seen.events == ["start buendnislotse", "end answered", "start buendnislotse", "NotFoundError"]
    failing = runnable.batch([QUESTION, ""], return_exceptions=True)
    assert isinstance(failing[0], dict) and isinstance(failing[1], LotseError)


@pytest.mark.filterwarnings("ignore::langchain_core._api.beta_decorator.LangChainBetaWarning")
def test_it_is_a_tool_for_a_model(runnable: LotseRunnable) -> None:
    tool = runnable.as_tool(name="ask", description="Beantwortet Fragen mit Quellen.")
    takes = tool.tool_call_schema
    assert isinstance(takes, type)
    schema = takes.model_json_schema()
    assert set(schema["properties"]) == {"question", "history", "alliance", "as_of", "mode"}
    assert all(property["description"] for property in schema["properties"].values())
    arguments = {
        "question": FOLLOW_UP,
        "history": [{"question": EARLIER, "answer": "Lang."}],
        "as_of": "2026-01-01",
    }
    message = tool.invoke({"type": "tool_call", "id": "7", "name": "ask", "args": arguments})
    assert isinstance(message, ToolMessage)
    assert json.loads(str(message.content))["standalone_question"] == STANDALONE
    assert asyncio.run(tool.ainvoke({"question": QUESTION}))["status"] == "answered"


def test_a_chain_answers_from_what_the_retriever_found(assistant: Assistant) -> None:
    def numbered(documents: list[Document]) -> str:
        return "\n".join(f"[{n}] {d.page_content} ({d.metadata['title']})" for n, d in enumerate(documents, 1))

    retriever = lotse_retriever(assistant, k=2, alliance="leine-weser")
    prompt = ChatPromptTemplate.from_template("{question}\n{sources}")
    sources = {"question": RunnablePassthrough(), "sources": retriever | RunnableLambda(numbered)}
    chain = sources | prompt | RunnableLambda(lambda said: said.to_string()) | StrOutputParser()
    first, second, *_ = [line for line in chain.invoke(CHAIR).splitlines() if line.startswith("[")]
    assert first.startswith("[1] ") and second.startswith("[2] ") and "Amt" in chain.invoke(CHAIR)
    found = retriever.invoke(CHAIR)
    assert [d.id for d in found] == [h.passage.id for h in assistant.search(CHAIR, k=2, alliance="leine-weser")]
    assert "nordostniedersachsen" not in {d.metadata["alliance"] for d in found}
    assert "nordostniedersachsen" in {d.metadata["alliance"] for d in lotse_retriever(assistant, k=2).invoke(CHAIR)}
    assert lotse_retriever(assistant, as_of=date(1950, 1, 1)).invoke(CHAIR) == []
    with pytest.raises(NotFoundError, match="atlantis"):
        lotse_retriever(assistant, alliance="atlantis").invoke(CHAIR)
