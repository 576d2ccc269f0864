"""What answering needs is loaded with the first question, not with the application."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("ibis", "duckdb", "pyarrow", "sqlglot", "vl_convert", "mcp", "aiobotocore", "botocore", "python_calamine")


def test_the_application_starts_without_what_only_answering_needs():
    program = f"import sys, ringside.app; print(*(name for name in {HEAVY} if name in sys.modules))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
