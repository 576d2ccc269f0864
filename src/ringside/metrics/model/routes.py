"""The semantic model over HTTP, and what can be asked about."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import ValidationError

from ringside.accounts.access import Managers, SignedIn, TenantSession
from ringside.core.clock import Now
from ringside.core.errors import BadRequest, TooLarge, responses
from ringside.dialogue.schemas import Language
from ringside.metrics import roles
from ringside.metrics.model import listing, service
from ringside.metrics.model.schema import Calendar
from ringside.metrics.model.schemas import (
    Metrics,
    ModelCheck,
    ModelDraft,
    ModelOut,
    ModelText,
    ModelVersion,
    ModelVersions,
    ModelVersionText,
)
from ringside.metrics.sources import store
from ringside.metrics.sources.routes import FilesDep

router = APIRouter(prefix="/metrics", tags=["metrics"])
VersionNumber = Annotated[int, Path(ge=1, le=2**31 - 1)]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/ModelText"}},
            "text/yaml": {"schema": {"type": "string"}},
        },
    }
}


async def model_text(request: Request) -> ModelText:
    """A model sent as JSON, or as YAML by itself."""
    raw = await request.body()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = raw.decode("utf-8-sig")
        if kind in {"text/yaml", "text/x-yaml", "application/yaml", "application/x-yaml", "text/plain"}:
            return ModelText(yaml=text)
        return ModelText.model_validate(json.loads(text))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, ValidationError) as error:
        raise BadRequest("Send {yaml, version} as JSON, or the YAML itself as text/yaml.") from error


Text = Annotated[ModelText, Depends(model_text)]


@router.get("")
async def list_metrics(who: SignedIn, session: TenantSession, language: Language | None = None) -> Metrics:
    """Everything that can be asked about: measures, dimensions with values, dates, questions to begin with."""
    from ringside.metrics.question import starters  # noqa: PLC0415

    spoken = language or who.language
    current, catalog = await service.current(session), await store.catalog(session)
    if current is None:
        return Metrics(
            name="", currency="USD", calendar=Calendar(), model_version=None, data_version=None, as_of=None,
            measures=[], dimensions=[], dates=[], starters=[],
        )  # fmt: skip
    model = roles.seen_by(current.model, who.role)
    return Metrics(
        name=model.name,
        currency=model.currency,
        calendar=model.calendar,
        model_version=current.version,
        data_version=catalog.version if catalog.tables else None,
        as_of=listing.last_day(model, catalog),
        measures=listing.measures(model, spoken),
        dimensions=listing.dimensions(model, catalog, spoken),
        dates=listing.dates(model, spoken),
        starters=list(starters.suggest(model, spoken)),
    )


@router.get("/model", responses=responses(service.NoModel))
async def get_model(who: Managers, session: TenantSession, language: Language | None = None) -> ModelOut:
    """The model that counts, with what is wrong with it against the data of today."""
    current = await service.current(session)
    if current is None:
        raise service.NoModel
    found = await service.check(current.text, await store.catalog(session), language or who.language)
    return ModelOut(
        yaml=current.text,
        version=current.version,
        saved_at=current.saved_at,
        saved_by=current.saved_by,
        problems=list(found.problems),
    )


@router.put(
    "/model",
    responses=responses(BadRequest, TooLarge, service.ModelChanged, service.BadModel),
    openapi_extra=_BODY,
)
async def save_model(who: Managers, sent: Text, session: TenantSession, now: Now) -> ModelOut:
    """Save the next version. A model with errors is refused, with line, column and reason of each in `problems`."""
    catalog = await store.catalog(session)
    current, problems = await service.save(
        session, who.user_id, sent.yaml, now, base=sent.version, catalog=catalog, language=who.language
    )
    return ModelOut(
        yaml=current.text,
        version=current.version,
        saved_at=current.saved_at,
        saved_by=current.saved_by,
        problems=list(problems),
    )


@router.post("/model/check", responses=responses(BadRequest, TooLarge), openapi_extra=_BODY)
async def check_model(who: Managers, sent: Text, session: TenantSession) -> ModelCheck:
    """What is wrong with a model, in itself and against the data. Nothing is saved."""
    found = await service.check(sent.yaml, await store.catalog(session), who.language)
    return ModelCheck(valid=found.model is not None, problems=list(found.problems))


@router.post("/model/draft")
async def draft_model(who: Managers, session: TenantSession, files: FilesDep, afresh: bool = False) -> ModelDraft:
    """What the data suggests, put into the model that stands, whose every line stays; `afresh` leaves that aside."""
    catalog, current = await store.catalog(session), await service.current(session)
    async with store.opened(files, who.tenant_id, catalog) as database:
        merged = await service.redraft(session, catalog, database, afresh=afresh)
    found = await service.check(merged.text, catalog, who.language)
    return ModelDraft(
        yaml=merged.text,
        version=current.version if current is not None else None,
        added=list(merged.added),
        problems=list(found.problems),
    )


@router.get("/model/versions")
async def list_model_versions(who: Managers, session: TenantSession) -> ModelVersions:
    """Every version that is kept, newest first."""
    return ModelVersions(items=[ModelVersion.model_validate(row) for row in await service.history(session)])


@router.get("/model/versions/{version}", responses=responses(service.NoModelVersion))
async def get_model_version(version: VersionNumber, who: Managers, session: TenantSession) -> ModelVersionText:
    """The text of one version."""
    row = await service.version(session, version)
    return ModelVersionText(yaml=row.text, version=row.version)
