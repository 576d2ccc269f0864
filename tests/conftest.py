"""For every test: no settings of the developer's own machine, and no model may be asked by accident."""

import os

for name in [name for name in os.environ if name.startswith("RINGSIDE_")]:
    del os.environ[name]
