"""Walks every operation: another tenant's ids are unknown (404), nothing private opens without credentials (401)."""

from __future__ import annotations

import re

import pytest

from api.document import DOCUMENT
from api.isolation import BODIES, HEADERS, IN_BODIES, OBJECTS, PUBLIC, SHARED, SPECIAL

# Jobs are done in the process: whose an object is does not depend on the queue, which takes seconds to start.
pytestmark = pytest.mark.usefixtures("at_once")

OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}
PRIVATE = {name: operation for name, operation in OPERATIONS.items() if name not in PUBLIC}


def parameters(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", path)


def filled(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], path)


WITH_IDS = sorted(name for name, (_, path, _) in PRIVATE.items() if set(parameters(path)) - set(SHARED))


@pytest.mark.parametrize("name", WITH_IDS)
async def test_ids_of_another_tenant_are_unknown(name, owner, other_tenant):
    method, path, operation = OPERATIONS[name]
    missing = set(parameters(path)) - set(OBJECTS) - set(SHARED)
    assert not missing, f"add {missing} to tests/api/isolation.py"
    if "requestBody" in operation:
        assert name in BODIES, f"add a valid body of {name} to tests/api/isolation.py"
    makers = {parameter: SPECIAL.get((name, parameter), OBJECTS.get(parameter)) for parameter in parameters(path)}
    ids = {parameter: await make(owner) for parameter, make in makers.items() if make is not None}
    address = filled(path, SHARED | ids)

    body = BODIES.get(name)
    sent = {"json": await body(owner) if callable(body) else body, "headers": HEADERS.get(name)}
    foreign = await other_tenant.request(method, address, **sent)
    assert foreign.status_code == 404, f"{method} {address}: {foreign.status_code} {foreign.text[:300]}"
    own = await owner.request(method, address, **sent)
    assert own.is_success, f"{method} {address}: {own.status_code} {own.text[:300]}"


@pytest.mark.parametrize(("name", "field", "kind", "rest"), IN_BODIES)
async def test_ids_of_another_tenant_in_a_body_are_unknown(name, field, kind, rest, owner, other_tenant):
    method, path, _ = OPERATIONS[name]
    body = rest | {field: await OBJECTS[kind](owner)}
    foreign = await other_tenant.request(method, path, json=body)
    assert foreign.status_code == 404, foreign.text[:300]
    own = await owner.request(method, path, json=body)
    assert own.is_success, own.text[:300]


async def test_nothing_private_without_credentials(client):
    for name, (method, path, _) in PRIVATE.items():
        answer = await client.request(method, filled(path, SHARED | dict.fromkeys(OBJECTS, "x")), json={})
        assert answer.status_code == 401, f"{name}: {answer.status_code} {answer.text[:200]}"
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_document_says_which_operations_are_public():
    declared = {name for name, (_, _, operation) in OPERATIONS.items() if not operation.get("security")}
    assert declared == PUBLIC
