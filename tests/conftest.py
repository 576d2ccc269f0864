"""For every test: no settings of the developer's own machine, and log lines only for what goes wrong."""

import os

from ringside.core import logs

for name in [name for name in os.environ if name.startswith("RINGSIDE_")]:
    del os.environ[name]

logs.configure(level="warning")
