"""The API test kit, for tests that need a counterpart beside the application."""

from api.conftest import *  # noqa: F403
