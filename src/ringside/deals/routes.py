"""Every operation of the room, part by part."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
