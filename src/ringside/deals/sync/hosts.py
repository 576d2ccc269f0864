"""Which addresses a connection may reach: the vendors' own over https, and what the operator has allowed by setting.

A person types some of them, and a vendor's answer names others; either could otherwise lead into the operator's own
network.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from ringside.core.settings import Settings
from ringside.deals.sync.port import HostRefused

SALESFORCE = (".salesforce.com", ".force.com", ".salesforce.mil", ".cloudforce.com")
HUBSPOT = (".hubapi.com", ".hubspot.com")
S3 = (".amazonaws.com",)
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def check(url: str, vendor: tuple[str, ...], settings: Settings) -> str:
    """The origin (scheme and host) of an address that may be reached. Raises HostRefused."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise HostRefused("This is no web address.") from None
    if parts.username is not None or parts.password is not None or "\\" in url or re.search(r"[\x00-\x20]", url):
        raise HostRefused("An address here holds no user name, backslash or blank.")
    if not host:
        raise HostRefused("Write it like https://company.my.salesforce.com.")
    shown = f"[{host}]" if ":" in host else host
    origin = f"{parts.scheme}://{shown}" + (f":{port}" if port else "")
    if parts.scheme in ("https", "http") and allowed(host, port, settings):
        return origin
    if parts.scheme != "https":
        raise HostRefused("The address must begin with https://.")
    if port not in (None, 443) or is_address(host) or not _NAME.fullmatch(host) or not f".{host}".endswith(vendor):
        raise HostRefused(f"Only hosts that end in {', '.join(v[1:] for v in vendor) or 'nothing'} can be connected.")
    return f"https://{host}"


def allowed(host: str, port: int | None, settings: Settings) -> bool:
    """Whether the operator has opened this host, or this host and port, in RINGSIDE_CRM_HOSTS."""
    return host in settings.crm_hosts or (port is not None and f"{host}:{port}" in settings.crm_hosts)


def is_address(host: str) -> bool:
    """Whether this is a number rather than a name; 0x7f.1 and 2130706433 are numbers to a resolver, too."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*", host))
    return True
