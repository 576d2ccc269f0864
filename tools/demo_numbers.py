"""Writes the demo company's tables as CSV files: `tools/demo_numbers.py FOLDER [--as-of 2025-11-20] [--seed 7]`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from pyarrow import csv

from ringside.metrics import demo


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--as-of", type=date.fromisoformat, default=date.today())
    asked.add_argument("--seed", type=int, default=7)
    wish = asked.parse_args()
    wish.folder.mkdir(parents=True, exist_ok=True)
    for name, table in demo.generate(wish.as_of, wish.seed).items():
        csv.write_csv(table, wish.folder / f"{name}.csv")
        print(f"{name}: {table.num_rows} rows")


if __name__ == "__main__":
    main()
