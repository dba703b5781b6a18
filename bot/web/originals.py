"""The files behind the passages, as they were ingested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import FileResponse

from corpus.errors import NotFoundError

if TYPE_CHECKING:
    from bot.assistant import Assistant

TEXT_FORMATS = (".txt", ".md", ".html", ".htm")


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
