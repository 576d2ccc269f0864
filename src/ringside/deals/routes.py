"""Every operation of the room, part by part."""

from __future__ import annotations

from fastapi import APIRouter

from ringside.deals import step_routes as steps
from ringside.deals.cards import routes as cards
from ringside.deals.coach import routes as coach
from ringside.deals.importing import routes as importing
from ringside.deals.objections import routes as objections
from ringside.deals.persona import routes as persona
from ringside.deals.records import routes as records
from ringside.deals.sync import routes as sync
from ringside.deals.winloss import routes as winloss

router = APIRouter()
router.include_router(cards.router)
router.include_router(coach.router)
router.include_router(importing.router)
router.include_router(objections.router)
router.include_router(persona.router)
router.include_router(steps.router)
router.include_router(sync.router)
router.include_router(winloss.router)
router.include_router(records.router)  # last: its /deals/{deal_id} would take the others' addresses
