"""What a request that sends a call in may look like: JSON with a transcript, JSON with uploads, or multipart."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request

from ringside.accounts.principal import Principal
from ringside.calls.intake import MOST_FILES, NoFiles, Stored, TooManyFiles
from ringside.calls.schemas import NewCall, NewRecording
from ringside.core.errors import BadRequest
from ringside.core.files import FileStore
from ringside.core.ids import new_id

CHUNK = 1024 * 1024
M = TypeVar("M", bound=BaseModel)


async def read_json(request: Request) -> NewCall | NewRecording:
    """The body: a call with its transcript, or what was said about finished uploads. Raises RequestValidationError."""
    try:
        value = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise BadRequest("The body is not valid JSON.") from None
    uploads = isinstance(value, dict) and "uploads" in value and "transcript" not in value
    return checked(NewRecording, value) if uploads else checked(NewCall, value)


async def read_form(request: Request, files: FileStore, who: Principal) -> tuple[NewCall | NewRecording, list[Stored]]:
    """The fields and the files, which are stored piece by piece. Raises NoFiles, TooManyFiles."""
    async with request.form(max_files=2 * MOST_FILES, max_fields=40) as form:
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str) and value.strip()}
        parts = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if not parts and "transcript" in fields:
            return checked(NewCall, fields), []
        if not parts:
            raise NoFiles
        if len(parts) > MOST_FILES:
            raise TooManyFiles
        body = checked(NewRecording, fields)
        return body, [await _store(files, who.tenant_id, part) for part in parts]


async def _store(files: FileStore, tenant_id: str, part: UploadFile) -> Stored:
    name = f"{new_id()}.upload"
    size = await files.save(tenant_id, name, _pieces(part))
    return Stored(name, plain_name(part.filename or ""), size)


async def _pieces(part: UploadFile) -> AsyncIterator[bytes]:
    while piece := await part.read(CHUNK):
        yield piece


def plain_name(filename: str) -> str:
    """The last part of a file's name, for people to read; it never names a file of ours."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[:200] or "recording"


def checked(model: type[M], value: Any) -> M:
    """The value as this model; what is wrong is said as the framework would."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found = [{**item, "loc": ("body", *item["loc"])} for item in error.errors()]
        raise RequestValidationError(found, body=value) from None
