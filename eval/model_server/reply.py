"""What a behaviour gives back: the words, what was planted in them, and how they travel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any

from eval.model_server.prompt import Prompt


class Wire(StrEnum):
    """What becomes of the connection."""

    WHOLE = "whole"
    HANG = "hang"  # accepted, never answered
    DRIP = "drip"  # byte by byte, without an end in sight
    RESET = "reset"  # closed in the middle
    DEAD = "dead"  # nobody listens; told to the server, not to a request


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer of the server.

    `planted` are strings that must never reach a reader; `untrue` are sentences that must not be shown as the model's own,
    though a quoted answer may hold their words; `true` are those that may. `message` replaces the text by another message of the protocol, `body`
    the whole JSON. `behaviour` is the one that was really played: `good` where another found nothing to spoil.
    """

    text: str = ""
    behaviour: str = ""
    planted: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()
    true: tuple[str, ...] = ()
    finish_reason: str = "stop"
    message: Mapping[str, Any] | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    wire: Wire = Wire.WHOLE
    delay_s: float = 0.0


Behaviour = Callable[[Prompt, Random], Reply | None]
"""Plays one request; None where there is nothing to play with, for example no number to swap."""
