"""What the framework and the database alone can do: an endpoint that does nothing, and one that makes one SQLite write.

python -m benchmarks.raw FILE PORT
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiosqlite
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel


class Said(BaseModel):
    text: str


def application(file: str) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with aiosqlite.connect(file) as app.state.database:
            for statement in (
                "pragma journal_mode=wal",
                "pragma synchronous=normal",
                "create table said (id integer primary key, text text)",
            ):
                await app.state.database.execute(statement)
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/api/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/api/nothing")
    async def nothing(body: Said) -> Said:
        return body

    @app.post("/api/write")
    async def write(body: Said) -> Said:
        await app.state.database.execute("insert into said (text) values (?)", (body.text,))
        await app.state.database.commit()
        return body

    return app


if __name__ == "__main__":
    uvicorn.run(application(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), log_level="error", access_log=False)
