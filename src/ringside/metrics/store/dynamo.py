"""Items in DynamoDB: a table per tenant, and one table that says which tenants there are.

A table's key is where an item belongs, `kind#parent`, and its id, so that every read is a query along one key; the
index `by_person` is for exporting and erasing a person. Nothing is ever scanned. Messages show their sender, text,
context and metadata as attributes of their own; whatever else an item holds is in `body`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ringside.core import clock
from ringside.core.paging import Page, decode_cursor
from ringside.core.settings import Settings
from ringside.metrics.store import Item, Store, StoreConflict, as_page, check_size

Row = dict[str, dict[str, Any]]
"""An item as the service writes it: {"id": {"S": "..."}}."""

_WORDS, _VALUES = ("sender", "text"), ("context", "metadata")
_BATCH = 25  # the service's own limit
_INDEX = "by_person"


class DynamoStores:
    """The tables of all tenants, behind one client of the event loop that uses it first."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = clock.now) -> None:
        self._settings = settings
        self._now = now
        self._stack = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._client: Any = None
        self._known: set[str] = set()

    async def of(self, tenant_id: str) -> DynamoStore:
        """This tenant's store; its table is made when it is first asked for."""
        client = await self._connected()
        if tenant_id not in self._known:
            async with self._opening:
                await self._make_table(client, self._registry, _REGISTRY)
                if not await self._registered(client, tenant_id):
                    await self._make_table(client, self._table(tenant_id), _ITEMS)
                    await self._expire(client, self._table(tenant_id))
                    await self._register(client, tenant_id)
                self._known.add(tenant_id)
        return DynamoStore(client, self._table(tenant_id), self._now)

    async def drop_tenant(self, tenant_id: str) -> None:
        """Remove a tenant's table with everything in it, and the tenant from the registry."""
        client = await self._connected()
        with suppress(client.exceptions.ResourceNotFoundException):
            await client.delete_table(TableName=self._table(tenant_id))
            await client.get_waiter("table_not_exists").wait(TableName=self._table(tenant_id), WaiterConfig=_WAIT)
        with suppress(client.exceptions.ResourceNotFoundException):
            await client.delete_item(TableName=self._registry, Key={"tenant_id": {"S": tenant_id}})
        self._known -= {tenant_id, self._table(tenant_id)}

    async def close(self) -> None:
        await self._stack.aclose()
        self._client = None

    @property
    def _registry(self) -> str:
        return f"{self._settings.dynamodb_prefix}tenants"

    def _table(self, tenant_id: str) -> str:
        return f"{self._settings.dynamodb_prefix}{tenant_id}"

    async def _connected(self) -> Any:
        if self._client is None:
            async with self._opening:
                if self._client is None:
                    self._client = await self._stack.enter_async_context(_client(self._settings))
        return self._client

    async def _registered(self, client: Any, tenant_id: str) -> bool:
        key = {"tenant_id": {"S": tenant_id}}
        return "Item" in await client.get_item(TableName=self._registry, Key=key, ConsistentRead=True)

    async def _register(self, client: Any, tenant_id: str) -> None:
        """The registry is written last: a table half made is made again."""
        entry = {"tenant_id": tenant_id, "table": self._table(tenant_id), "created_at": self._now().isoformat()}
        await client.put_item(TableName=self._registry, Item={name: {"S": value} for name, value in entry.items()})

    async def _make_table(self, client: Any, name: str, shape: Mapping[str, Any]) -> None:
        if name in self._known:
            return
        with suppress(client.exceptions.ResourceInUseException):  # it is there, or another process makes it just now
            await client.create_table(TableName=name, BillingMode="PAY_PER_REQUEST", **shape)
        await client.get_waiter("table_exists").wait(TableName=name, WaiterConfig=_WAIT)
        self._known.add(name)

    async def _expire(self, client: Any, name: str) -> None:
        wish = {"Enabled": True, "AttributeName": "expires"}
        try:
            await client.update_time_to_live(TableName=name, TimeToLiveSpecification=wish)
        except client.exceptions.ClientError as error:
            # Already on, or a lookalike that never expires anything: what has expired is not read anyway.
            if error.response["Error"]["Code"] not in {"ValidationException", "UnknownOperationException"}:
                raise


def _client(settings: Settings) -> Any:
    from aiobotocore.config import AioConfig  # type: ignore[import-untyped]  # noqa: PLC0415
    from aiobotocore.session import get_session  # type: ignore[import-untyped]  # noqa: PLC0415

    secret = settings.dynamodb_secret_access_key
    key = settings.dynamodb_access_key_id
    return get_session().create_client(
        "dynamodb",
        region_name=settings.dynamodb_region,
        endpoint_url=settings.dynamodb_endpoint_url,
        aws_access_key_id=key.get_secret_value() if key else None,
        aws_secret_access_key=secret.get_secret_value() if secret else None,
        config=AioConfig(retries={"mode": "standard", "max_attempts": 5}, connect_timeout=5, read_timeout=20),
    )


class DynamoStore(Store):
    """The items of the tenant whose table this is. What is put is kept at once."""

    def __init__(self, client: Any, table: str, now: Callable[[], datetime] = clock.now) -> None:
        self._client = client
        self._table = table
        self._now = now

    async def put(self, item: Item, *, expect: int | None = None) -> Item:
        check_size(item)
        fields = _fields(item)
        names = {f"#{name}": name for name in (*_OWN, "version")}
        values: Row = {":one": {"N": "1"}} | {f":{name}": value for name, value in fields.items()}
        gone = [name for name in _OWN if name not in fields]
        update = "SET " + ", ".join(f"#{name} = :{name}" for name in fields)
        update += (" REMOVE " + ", ".join(f"#{name}" for name in gone) if gone else "") + " ADD #version :one"
        wish: dict[str, Any] = {}
        if expect is not None:
            wish["ConditionExpression"] = "#version = :expect" if expect else "attribute_not_exists(#version)"
            values |= {":expect": {"N": str(expect)}} if expect else {}
        try:
            answer = await self._client.update_item(
                TableName=self._table,
                Key=_key(item.kind, item.parent, item.id),
                UpdateExpression=update,
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=values,
                ReturnValues="UPDATED_NEW",
                **wish,
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            raise StoreConflict from None
        return replace(item, version=int(answer["Attributes"]["version"]["N"]))

    async def get(self, kind: str, parent: str, id: str) -> Item | None:
        answer = await self._client.get_item(TableName=self._table, Key=_key(kind, parent, id), ConsistentRead=True)
        item = _item(answer["Item"]) if "Item" in answer else None
        return item if item and self._alive(item) else None

    async def page(
        self,
        kind: str,
        parent: str,
        *,
        newest_first: bool = True,
        cursor: str | None = None,
        limit: int = 50,
        since: str | None = None,
        until: str | None = None,
    ) -> Page[Item]:
        place = f"{kind}#{parent}"
        condition = "place = :place"
        values: Row = {":place": {"S": place}}
        if since is not None and until is not None:
            condition += " AND id BETWEEN :since AND :until"
        elif since is not None:
            condition += " AND id >= :since"
        elif until is not None:
            condition += " AND id < :until"
        if since is not None and until is not None and since >= until:
            return Page(items=[])
        values |= {f":{name}": {"S": value} for name, value in (("since", since), ("until", until)) if value}
        after = decode_cursor(cursor)
        wish: dict[str, Any] = {
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": values,
            "ScanIndexForward": not newest_first,
            "ConsistentRead": True,
        }
        start: Row | None = {"place": {"S": place}, "id": {"S": after}} if after is not None else None
        found: list[Item] = []
        async for row in self._query(wish, start, limit + 2):  # one more tells that there is more; `until` is left out
            item = _item(row)
            if self._alive(item) and item.id != until:
                found.append(item)
            if len(found) > limit:
                break
        return as_page(found, limit, lambda item: item.id)

    async def delete(self, kind: str, parent: str, id: str) -> None:
        await self._client.delete_item(TableName=self._table, Key=_key(kind, parent, id))

    async def drop(self, kind: str, parent: str) -> None:
        wish: dict[str, Any] = {
            "KeyConditionExpression": "place = :place",
            "ExpressionAttributeValues": {":place": {"S": f"{kind}#{parent}"}},
            "ProjectionExpression": "place, id",
            "ConsistentRead": True,
        }
        keys = [{"place": row["place"], "id": row["id"]} async for row in self._query(wish, None, None)]
        for first in range(0, len(keys), _BATCH):
            todo = {self._table: [{"DeleteRequest": {"Key": key}} for key in keys[first : first + _BATCH]]}
            while todo:
                todo = (await self._client.batch_write_item(RequestItems=todo)).get("UnprocessedItems")

    async def of_person(self, user_id: str, *, cursor: str | None = None, limit: int = 50) -> Page[Item]:
        wish: dict[str, Any] = {
            "IndexName": _INDEX,
            "KeyConditionExpression": "user_id = :user",
            "ExpressionAttributeValues": {":user": {"S": user_id}},
        }
        start: Row | None = None
        if (after := decode_cursor(cursor)) is not None:
            id, _, place = after.partition("|")
            start = {"user_id": {"S": user_id}, "id": {"S": id}, "place": {"S": place}}
        found: list[Item] = []
        async for row in self._query(wish, start, limit + 1):
            if self._alive(item := _item(row)):
                found.append(item)
            if len(found) > limit:
                break
        return as_page(found, limit, lambda item: f"{item.id}|{item.kind}#{item.parent}")

    async def _query(self, wish: dict[str, Any], start: Row | None, limit: int | None) -> AsyncIterator[Row]:
        """Rows along a key, however many answers they come in."""
        while True:
            more: dict[str, Any] = {"Limit": limit} if limit else {}
            more |= {"ExclusiveStartKey": start} if start else {}
            answer = await self._client.query(TableName=self._table, **wish, **more)
            for row in answer["Items"]:
                yield row
            if (start := answer.get("LastEvaluatedKey")) is None:
                return

    def _alive(self, item: Item) -> bool:
        return item.expires_at is None or item.expires_at > self._now()


def _key(kind: str, parent: str, id: str) -> Row:
    return {"place": {"S": f"{kind}#{parent}"}, "id": {"S": id}}


def _fields(item: Item) -> Row:
    """Everything of an item but its key and version."""
    body = dict(item.body)
    fields: Row = {"kind": {"S": item.kind}, "parent": {"S": item.parent}, "timestamp": {"S": item.at.isoformat()}}
    for name in _WORDS:
        if isinstance(body.get(name), str) and body[name]:  # empty text stays in the body, as not every server takes it
            fields[name] = {"S": body.pop(name)}
    for name in _VALUES:
        if name in body:
            fields[name] = {"S": json.dumps(body.pop(name), ensure_ascii=False)}
    fields["body"] = {"S": json.dumps(body, ensure_ascii=False)}
    if item.user_id is not None:
        fields["user_id"] = {"S": item.user_id}
    if item.expires_at is not None:
        fields["expires"] = {"N": str(int(item.expires_at.timestamp()))}
    return fields


def _item(row: Row) -> Item:
    body = json.loads(row["body"]["S"])
    body |= {name: row[name]["S"] for name in _WORDS if name in row}
    body |= {name: json.loads(row[name]["S"]) for name in _VALUES if name in row}
    return Item(
        kind=row["kind"]["S"],
        parent=row["parent"]["S"],
        id=row["id"]["S"],
        at=datetime.fromisoformat(row["timestamp"]["S"]),
        body=body,
        user_id=row["user_id"]["S"] if "user_id" in row else None,
        version=int(row["version"]["N"]),
        expires_at=datetime.fromtimestamp(int(row["expires"]["N"]), UTC) if "expires" in row else None,
    )


_OWN = ("kind", "parent", "timestamp", *_WORDS, *_VALUES, "body", "user_id", "expires")
_WAIT = {"Delay": 0.2, "MaxAttempts": 600}


def _attribute(name: str) -> dict[str, str]:
    return {"AttributeName": name, "AttributeType": "S"}


def _keys(partition: str, sort: str | None = None) -> list[dict[str, str]]:
    keys = [{"AttributeName": partition, "KeyType": "HASH"}]
    return [*keys, {"AttributeName": sort, "KeyType": "RANGE"}] if sort else keys


_REGISTRY: dict[str, Any] = {"AttributeDefinitions": [_attribute("tenant_id")], "KeySchema": _keys("tenant_id")}
_ITEMS: dict[str, Any] = {
    "AttributeDefinitions": [_attribute("place"), _attribute("id"), _attribute("user_id")],
    "KeySchema": _keys("place", "id"),
    "GlobalSecondaryIndexes": [
        {"IndexName": _INDEX, "KeySchema": _keys("user_id", "id"), "Projection": {"ProjectionType": "ALL"}}
    ],
}
