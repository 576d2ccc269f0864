"""Every operation of the room, part by part."""

from __future__ import annotations

from fastapi import APIRouter

from ringside.deals.cards import routes as cards

router = APIRouter()
router.include_router(cards.router)
