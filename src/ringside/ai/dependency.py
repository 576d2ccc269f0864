"""The models of the running application, for a route's signature."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from ringside.ai.service import Models


async def models_of(connection: HTTPConnection) -> Models:
    """The `Models` the application was built with."""
    return cast(Models, connection.app.state.models)


ModelsDep = Annotated[Models, Depends(models_of)]
