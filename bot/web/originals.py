"""The files behind the passages, as they were ingested."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import FileResponse

from corpus.errors import NotFoundError
from corpus.model import Document

if TYPE_CHECKING:
    from bot.assistant import Assistant

TEXT_FORMATS = (".txt", ".md", ".html", ".htm")


def original_link(assistant: Assistant, document: Document, page: int | None = None) -> tuple[str, str] | None:
    """The address of a document's file and what the link does, None without a file. Only a PDF opens at a page."""
    if assistant.original(document.id) is None:
        return None
    suffix = PurePosixPath(document.file).suffix.lower()
    address = f"/original/{quote(document.id, safe='')}"
    if suffix == ".pdf" and page is not None:
        return f"{address}#page={page}", f"Datei öffnen, Seite {page}"
    return address, "Datei öffnen" if suffix in (".pdf", *TEXT_FORMATS) else "Datei herunterladen"


def originals_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route("/original/{document_id}", methods=["GET", "HEAD"])
    def original(document_id: str) -> FileResponse:
        """The type is fixed by us, never guessed, so that no file is ever shown as a page of ours."""
        file = assistant.document(document_id).document.file
        path = assistant.original(document_id)
        if path is None or not path.is_file():
            raise NotFoundError(
                f"Die Datei zu „{document_id}“ liegt nicht vor.",
                remedy="Den Wortlaut finden Sie auf den Quellenseiten.",
            )
        name = file.replace("\\", "/").rsplit("/", 1)[-1]
        suffix = path.suffix.lower()
        if suffix == ".pdf":
            media_type, disposition = "application/pdf", "inline"
        elif suffix in TEXT_FORMATS:
            media_type, disposition = "text/plain", "inline"
        else:
            media_type, disposition = "application/octet-stream", "attachment"
        return FileResponse(
            path,
            media_type=media_type,
            filename=name,
            content_disposition_type=disposition,
            headers={"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox"},
        )

    return router
