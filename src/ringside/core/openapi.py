"""The OpenAPI document: FastAPI's, with our problem documents in the places where it would claim its own errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ringside.core.errors import (
    AppError,
    BadRequest,
    Forbidden,
    Invalid,
    Problem,
    TooLarge,
    Unauthenticated,
    responses,
)
from ringside.core.http import BadText, CrossSite

_UNSAFE = frozenset({"post", "put", "patch", "delete"})


def build(app: FastAPI, extra: Iterable[type[BaseModel]] = ()) -> dict[str, Any]:
    """The document of this application; `extra` models are described although no operation names them."""
    document = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes, separate_input_output_schemas=True
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    models: list[type[BaseModel]] = [Problem, *extra]
    _, described = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    for name, schema in described["$defs"].items():
        schemas.setdefault(name, schema)
    for path in document["paths"].values():
        for method, operation in path.items():
            _add_refusals(method, operation)
    return document


def _add_refusals(method: str, operation: dict[str, Any]) -> None:
    """Declare what any operation of this shape may refuse with, beside what its route declares."""
    kinds: list[type[AppError]] = [Invalid, BadText]
    if operation.get("security"):
        kinds += [Unauthenticated, Forbidden]
    if method in _UNSAFE:
        kinds += [BadRequest, CrossSite, TooLarge]
    found = operation["responses"]
    if "HTTPValidationError" in str(found.get("422", "")):
        del found["422"]
    for status, general in responses(*kinds).items():
        known = found.setdefault(str(status), general)
        if known is not general:
            for media_type, content in general["content"].items():
                examples = known["content"].setdefault(media_type, {}).setdefault("examples", {})
                known["content"][media_type]["examples"] = examples | content["examples"]
