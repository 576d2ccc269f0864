"""Tables of the metrics room, in the tenant's own database."""

from __future__ import annotations
