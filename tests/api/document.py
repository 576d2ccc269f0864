"""The OpenAPI document of the whole application: written once for all tests that walk through it."""

from ringside.app import create_app
from ringside.core.settings import Settings

DOCUMENT = create_app(Settings(_env_file=None)).openapi()
