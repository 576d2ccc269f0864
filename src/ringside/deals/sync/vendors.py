"""Which connector a connection has, and how people sign in at its vendor."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlencode

import httpx

from ringside.core.files import FileStore
from ringside.core.settings import Settings
from ringside.deals.sync import calling, drop, hosts, hubspot, salesforce
from ringside.deals.sync.calling import Sleep
from ringside.deals.sync.credentials import Credentials, Vault, grant, with_tokens
from ringside.deals.sync.models import CrmConnection
from ringside.deals.sync.port import Connector, Stream
from ringside.deals.sync.schemas import CrmKind

STREAMS: dict[str, tuple[Stream, ...]] = {
    "salesforce": salesforce.STREAMS,
    "hubspot": hubspot.STREAMS,
    "drop": drop.STREAMS,
}


def connector(
    row: CrmConnection, vault: Vault, client: httpx.AsyncClient, files: FileStore, sleep: Sleep | None = None
) -> Connector:
    """The connector of a connection. Raises HostRefused."""
    settings = vault.settings
    if row.kind == "salesforce":
        return salesforce.connector(client, vault, row.options["login_url"], settings, row.mapping, sleep)
    if row.kind == "hubspot":
        private = row.options.get("auth") == "token"
        return hubspot.connector(client, vault, hubspot_api(settings), row.mapping, private=private, sleep=sleep)
    return drop.Drop(row.id, row.options, row.mapping, vault, client, files)


def hubspot_api(settings: Settings) -> str:
    """HubSpot's API, as the operator has set it."""
    return settings.hubspot_api_url.rstrip("/")


def operator_app(kind: str, settings: Settings) -> tuple[str, str] | None:
    """Client id and secret of the operator's own app."""
    names = {
        "salesforce": (settings.salesforce_client_id, settings.salesforce_client_secret),
        "hubspot": (settings.hubspot_client_id, settings.hubspot_client_secret),
    }
    client_id, secret = names.get(kind, (None, None))
    return (client_id, secret.get_secret_value()) if client_id and secret else None


def operator_apps(settings: Settings) -> list[CrmKind]:
    """The vendors for which the operator has an app."""
    kinds: tuple[CrmKind, ...] = ("salesforce", "hubspot")
    return [kind for kind in kinds if operator_app(kind, settings) is not None]


def with_app(kind: str, settings: Settings, kept: Credentials) -> Credentials:
    """Credentials with the operator's app where the company has none of its own."""
    if kept.client_id and kept.client_secret:
        return kept
    app = operator_app(kind, settings)
    if app is None:
        return kept
    return Credentials(**{**_fields(kept), "client_id": app[0], "client_secret": app[1]})


def _fields(kept: Credentials) -> dict[str, str]:
    return {name: getattr(kept, name) for name in Credentials.__dataclass_fields__}


def sign_in_url(row: CrmConnection, settings: Settings, client_id: str, state: str, verifier: str, back: str) -> str:
    """Where the browser goes to sign in. `verifier` stays here; only its digest travels. Raises HostRefused."""
    asked = {"response_type": "code", "client_id": client_id, "redirect_uri": back, "state": state}
    if row.kind == "salesforce":
        origin = hosts.check(row.options["login_url"], hosts.SALESFORCE, settings)
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        asked |= {"scope": "api refresh_token", "code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{origin}/services/oauth2/authorize?{urlencode(asked)}"
    asked.pop("response_type")
    asked |= {"scope": hubspot.SCOPES, "optional_scope": hubspot.OPTIONAL_SCOPES}
    return f"{settings.hubspot_app_url.rstrip('/')}/oauth/authorize?{urlencode(asked)}"


async def redeem(
    row: CrmConnection, settings: Settings, kept: Credentials, code: str, verifier: str, back: str
) -> Credentials:
    """The credentials with the tokens that a code is good for. Raises SignInNeeded, CrmUnreachable, HostRefused."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
    async with calling.client() as client:
        if row.kind == "salesforce":
            origin = hosts.check(row.options["login_url"], hosts.SALESFORCE, settings)
            form["code_verifier"] = verifier
            return salesforce.told(kept, await grant(client, salesforce.token_url(origin), kept, form), settings)
        return with_tokens(kept, await grant(client, hubspot.token_url(hubspot_api(settings)), kept, form))
