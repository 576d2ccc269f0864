"""Every refusal is an AppError and reaches the client as RFC 9457 application/problem+json."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field that is wrong, and what is wrong with it."""

    field: str
    problem: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Stable address of this kind of problem: /problems/{slug}.")
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path that was asked for.")
    request_id: str | None = None
    errors: list[FieldProblem] | None = None


class AppError(Exception):
    """A refusal: status, stable slug, words for the person. Subclass it beside the service that raises it."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(
        self,
        detail: str = "",
        *,
        errors: Sequence[FieldProblem] | None = None,
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = list(errors) if errors else None
        self.headers = dict(headers or {})
        self.extra = extra


class BadRequest(AppError):
    status, slug, title = 400, "bad-request", "The request could not be read"


class Unauthenticated(AppError):
    status, slug, title = 401, "unauthenticated", "Please sign in"

    def __init__(self, detail: str = "", **extra: Any) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"}, **extra)


class Forbidden(AppError):
    status, slug, title = 403, "forbidden", "You may not do this"


class NotFound(AppError):
    status, slug, title = 404, "not-found", "There is nothing here"


class MethodNotAllowed(AppError):
    status, slug, title = 405, "method-not-allowed", "This address does not know that method"


class Conflict(AppError):
    status, slug, title = 409, "conflict", "This does not fit the present state"


class TooLarge(AppError):
    status, slug, title = 413, "too-large", "The request is too large"


class Invalid(AppError):
    status, slug, title = 422, "invalid", "Some of this cannot be accepted"


class TooMany(AppError):
    """Too many requests; `retry_after` is in seconds."""

    status, slug, title = 429, "too-many", "Too many requests"

    def __init__(self, detail: str = "", *, retry_after: int = 60, **extra: Any) -> None:
        super().__init__(detail, headers={"Retry-After": str(max(1, retry_after))}, **extra)


class Unavailable(AppError):
    status, slug, title = 503, "unavailable", "Not available at the moment"


def responses(*kinds: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI `responses` of an operation that may refuse in these ways; several kinds may share a status."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = by_status.setdefault(kind.status, problem_response(kind.status))
        entry["content"][MEDIA_TYPE]["examples"][kind.slug] = {
            "summary": kind.title,
            "value": {"type": f"/problems/{kind.slug}", "title": kind.title, "status": kind.status},
        }
        entry["description"] = "; ".join(
            f"{name}: {example['summary']}" for name, example in entry["content"][MEDIA_TYPE]["examples"].items()
        )
    return by_status


def problem_response(status: int) -> dict[str, Any]:
    """An OpenAPI response object for problems of this status, with no kind named yet."""
    return {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}},
    }


def problem(error: AppError, instance: str, request_id: str | None = None) -> dict[str, Any]:
    """The error as a problem document."""
    body: dict[str, Any] = {
        "type": f"/problems/{error.slug}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": instance,
        "request_id": request_id,
        **error.extra,
    }
    if error.errors:
        body["errors"] = [each.model_dump() for each in error.errors]
    return body


def render(error: AppError, *, instance: str, request_id: str | None = None) -> Response:
    """The error as an HTTP response."""
    content = json.dumps(problem(error, instance, request_id), ensure_ascii=True, default=str)
    return Response(content, error.status, headers=error.headers, media_type=MEDIA_TYPE)


_KIND_BY_STATUS: dict[int, type[AppError]] = {
    kind.status: kind
    for kind in (BadRequest, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, Conflict, TooLarge, Invalid)
}


def from_http_exception(error: HTTPException) -> AppError:
    """The framework's own refusals (unknown path, wrong method, unreadable body) in our words."""
    kind = _KIND_BY_STATUS.get(error.status_code)
    detail = "" if error.detail == HTTPStatus(error.status_code).phrase else str(error.detail)
    if kind is None:
        kind = type("HttpError", (AppError,), {"status": error.status_code, "title": detail or "Refused"})
    refusal = kind(detail)
    refusal.headers.update(error.headers or {})
    return refusal


def from_validation(error: RequestValidationError) -> AppError:
    """Which fields are wrong; never what was sent in them, because it may be a password."""
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return BadRequest("The body is not valid JSON.")
    return Invalid(
        "Some fields are missing or wrong.",
        errors=[FieldProblem(field=_field(item, error.body), problem=_words(item)) for item in found],
    )


def _words(item: Mapping[str, Any]) -> str:
    """What is wrong, for a person: text has characters, not items, and where a check sits is no news."""
    words = str(item["msg"]).removeprefix("Value error, ")
    if item["type"] in ("too_long", "too_short") and isinstance(item.get("input"), str):
        words = re.sub(r"^Value should have (.+?) items?\b.*$", r"String should have \1 characters", words)
        return words.replace(" 1 characters", " 1 character")
    return words


def _field(item: Mapping[str, Any], body: Any) -> str:
    """The field as the client wrote it. In the location of a union stands also which branch was tried."""
    location = item["loc"]
    inside = list(location[1:])
    if location and location[0] == "body":
        inside = _sent(inside, body, missing=item["type"] == "missing")
    return ".".join(map(str, inside)) or str(location[0] if location else "body")


def _sent(location: Sequence[int | str], body: Any, *, missing: bool) -> list[int | str]:
    """The parts of a location that lead through the body; the last may be the name of a field it lacks."""
    path: list[int | str] = []
    value = body
    for at, part in enumerate(location):
        if _has(value, part):
            value = value[part]
        elif not (missing and at == len(location) - 1):
            continue
        path.append(part)
    return path


def _has(value: Any, part: int | str) -> bool:
    if isinstance(value, Mapping):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def install(app: FastAPI) -> None:
    """Make every refusal of this application a problem document."""

    def respond(request: Request, error: AppError) -> Response:
        return render(error, instance=request.url.path, request_id=request.scope.get("request_id"))

    @app.exception_handler(AppError)
    async def on_app_error(request: Request, error: AppError) -> Response:
        return respond(request, error)

    @app.exception_handler(HTTPException)
    async def on_http_exception(request: Request, error: HTTPException) -> Response:
        return respond(request, from_http_exception(error))

    @app.exception_handler(RequestValidationError)
    async def on_validation(request: Request, error: RequestValidationError) -> Response:
        return respond(request, from_validation(error))
