"""Records over HTTP."""

from __future__ import annotations

from fastapi import APIRouter

from ringside.deals.records import activity_routes, deal_routes, people_routes

router = APIRouter()
router.include_router(people_routes.router)
router.include_router(activity_routes.router)
router.include_router(deal_routes.router)
