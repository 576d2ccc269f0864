"""How fast questions about numbers are answered: python -m benchmarks.metrics [million rows, 10 and 50 unless told]

Every question is also put to DuckDB as SQL written by hand, over the same files in the same process, in turns; that
keeps to the rows of one tenant too, and has as many threads and as much memory. Nothing is remembered between runs of
a question: each is planned, written, checked and run anew.
"""

from __future__ import annotations

import asyncio
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from benchmarks.report import at_most, row
from ringside.core.files import LocalFiles
from ringside.core.ids import new_id
from ringside.core.settings import Settings
from ringside.metrics.model.schema import Model
from ringside.metrics.query.cache import Remembered
from ringside.metrics.query.engine import Engine
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.sources.schema import Catalog, ColumnProfile, StoredTable

TENANT, TODAY = new_id(datetime(2026, 1, 1)), date(2026, 1, 1)
SLOWDOWN = {10: 1.25, 50: 1.05}
BYTES_A_ROW = 20
ASKERS, COLD_SECONDS, ANSWER_MS = 8, 3.0, 150

MODEL = Model.model_validate(
    {
        "tables": {
            "orders": {
                "time": "day",
                "key": ["id"],
                "joins": [{"to": "customers", "on": ["customer_id"]}, {"to": "products", "on": ["product_id"]}],
                "columns": {
                    "id": {"type": "id"},
                    "day": {"type": "date"},
                    "customer_id": {"type": "id"},
                    "product_id": {"type": "id"},
                    "amount": {"type": "money"},
                    "quantity": {"type": "number"},
                    "status": {"type": "category"},
                },
            },
            "customers": {
                "key": ["id"],
                "columns": {
                    "id": {"type": "id"},
                    "region": {"type": "category"},
                    "segment": {"type": "category"},
                },
            },
            "products": {
                "key": ["id"],
                "columns": {"id": {"type": "id"}, "category": {"type": "category"}, "cost": {"type": "money"}},
            },
        },
        "measures": {
            "revenue": {"label": "Revenue", "table": "orders", "agg": "sum", "of": "orders.amount", "format": "money"},
            "cost": {"table": "orders", "agg": "sum", "of": "products.cost * orders.quantity", "format": "money"},
            "margin": {"formula": "(revenue - cost) / revenue", "format": "percent"},
            "orders": {"label": "Orders", "table": "orders", "agg": "count", "format": "integer"},
            "buyers": {"table": "orders", "agg": "count_distinct", "of": "orders.customer_id"},
        },
    }
)
LAST_YEAR = {"period": {"start": "2025-01-01", "end": "2026-01-01"}}
# A question, and how one would ask DuckDB by hand. {o}, {c} and {p} stand for the files.
QUESTIONS: list[tuple[str, dict[str, Any], str]] = [
    (
        "revenue by month, one region",
        {
            "measures": ["revenue"],
            "time": LAST_YEAR | {"grain": "month"},
            "filters": [{"field": "customers.region", "values": ["EMEA"]}],
        },
        "SELECT date_trunc('month', day) m, sum(amount) FROM {o} o JOIN {c} c ON c.id = customer_id "
        "WHERE day >= '2025-01-01' AND day < '2026-01-01' AND region = 'EMEA' GROUP BY 1 ORDER BY 1",
    ),
    (
        "margin by category",
        {"measures": ["margin", "revenue"], "dimensions": ["products.category"]},
        "SELECT category, (sum(amount) - sum(cost * quantity))::double / nullif(sum(amount), 0), sum(amount) r "
        "FROM {o} o LEFT JOIN {p} p ON p.id = product_id GROUP BY 1 ORDER BY 2 DESC",
    ),
    (
        "this year against the last, by segment",
        {
            "measures": ["revenue"],
            "dimensions": ["customers.segment"],
            "time": LAST_YEAR,
            "comparison": {"period": {"start": "2024-01-01", "end": "2025-01-01"}},
        },
        "SELECT segment, sum(amount) FILTER (day >= '2025-01-01') a, sum(amount) FILTER (day < '2025-01-01') b, a - b, "
        "(a - b)::double / nullif(b, 0) FROM {o} o LEFT JOIN {c} c ON c.id = customer_id "
        "WHERE day >= '2024-01-01' AND day < '2026-01-01' GROUP BY 1 ORDER BY 2 DESC",
    ),
    (
        "top 10 products, share and rank",
        {"measures": ["revenue"], "dimensions": ["orders.product_id"], "shown": ["share", "rank"], "limit": 10},
        "SELECT product_id, sum(amount) r, r / sum(r) OVER (), rank() OVER (ORDER BY r DESC) FROM {o} "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
    ),
    (
        "different buyers by quarter",
        {"measures": ["buyers"], "time": {"grain": "quarter"}},
        "SELECT date_trunc('quarter', day), count(DISTINCT customer_id) FROM {o} GROUP BY 1 ORDER BY 1",
    ),
    ("all orders", {"measures": ["orders", "revenue"]}, "SELECT count(*), sum(amount) FROM {o}"),
]
PHRASES = (
    "revenue by region last year",
    "top 10 products by revenue",
    "number of orders per month in 2025",
    "margin by category",
    "revenue in EMEA in Q3 2025 compared with Q3 2024",
    "how many orders were won in 2025 by segment",
)


def main() -> int:
    if sys.argv[1:] == ["memory"]:
        return _memory()
    if sys.argv[1:] == ["cold"]:
        return _cold()
    sizes = [int(size) for size in sys.argv[1:]] or [10, 50]
    with tempfile.TemporaryDirectory(prefix="ringside-bench-") as folder:
        for size in sizes:
            if shutil.disk_usage(folder).free < 2 * size * 1_000_000 * BYTES_A_ROW:
                row(f"metrics, {size} million rows", "not enough disk")
                continue
            catalog = generate(Path(folder), size * 1_000_000)
            asyncio.run(_against_duckdb(Path(folder), catalog, size))
        catalog = generate(Path(folder), 1_000_000)
        asyncio.run(_answers(Path(folder), catalog))
        asyncio.run(_together(Path(folder), catalog))
    for what in ("memory", "cold"):
        subprocess.run([sys.executable, "-m", "benchmarks.metrics", what], check=True)
    return 0


def generate(folder: Path, rows: int) -> Catalog:
    """Orders of three years with their customers and products, the same every time, as Parquet files of a tenant."""
    home = folder / "files" / TENANT
    home.mkdir(parents=True, exist_ok=True)
    customers, products = max(rows // 100, 100), 2_000
    con = duckdb.connect()
    con.execute("SET preserve_insertion_order = false")
    texts = {
        "orders": "SELECT range id, DATE '2023-01-01' + (hash(range) % 1096)::int AS day, "
        f"hash(range + 1) % {customers} customer_id, hash(range + 2) % {products} product_id, "
        "((hash(range + 3) % 100000) / 100)::decimal(18,2) amount, hash(range + 4) % 5 + 1 quantity, "
        "['won', 'won', 'won', 'lost', 'open'][(hash(range + 5) % 5 + 1)::int] status "
        f"FROM range({rows})",
        "customers": "SELECT range id, ['EMEA', 'Americas', 'APAC', 'Israel'][(hash(range) % 4 + 1)::int] region, "
        f"['Enterprise', 'Mid', 'Small'][(hash(range + 1) % 3 + 1)::int] segment FROM range({customers})",
        "products": "SELECT range id, 'Category ' || hash(range) % 12 category, "
        f"((hash(range + 1) % 10000) / 100)::decimal(18,2) AS cost FROM range({products})",
    }
    types = {"day": "date32[day]", "amount": "decimal128(18, 2)", "cost": "decimal128(18, 2)"}
    tables = {}
    for name, text in texts.items():
        file = f"{name}-{rows}.parquet"
        columns = {column: kind.type for column, kind in MODEL.tables[name].columns.items()}
        casts = [f"{column}::bigint AS {column}" for column in columns if _arrow(column, types) == "int64"]
        con.execute(
            f"COPY (SELECT * REPLACE ({', '.join(casts)}), '{TENANT}' AS _tenant FROM ({text})) "
            f"TO '{home / file}' (FORMAT parquet)"
        )
        count = rows if name == "orders" else customers if name == "customers" else products
        profiles = {
            column: ColumnProfile(
                name=column,
                header=column,
                type=kind,
                arrow=_arrow(column, types),
                rows=count,
                nulls=0,
                distinct=count,
                is_unique=column == "id",
            )
            for column, kind in columns.items()
        }
        tables[name] = StoredTable(name=name, label=name, rows=count, columns=profiles, files=(file,))
    return Catalog(version=f"bench-{rows}", tables=tables)


def _arrow(column: str, types: dict[str, str]) -> str:
    if column in types:
        return types[column]
    return "string" if column in {"region", "segment", "category", "status"} else "int64"


def _engine(folder: Path, memory: str = "4GB", **settings: Any) -> Engine:
    made = Settings(data=folder, metrics_memory=memory, metrics_seconds=300, **settings)
    return Engine(made, LocalFiles(folder / "files"))


def _forget(engine: Engine) -> None:
    """Plan, write, check and run everything anew."""
    engine._results, engine._statements = Remembered(1), Remembered(1)


async def _against_duckdb(folder: Path, catalog: Catalog, size: int) -> None:
    engine, ratios, ours_all, theirs_all = _engine(folder), [], [], []
    home = folder / "files" / TENANT
    files = {
        name[0]: f"(SELECT * FROM read_parquet('{home / table.files[0]}') WHERE _tenant = '{TENANT}')"
        for name, table in catalog.tables.items()
    }
    con = duckdb.connect()
    con.execute("SET memory_limit = '4GB'")
    con.execute("SET parquet_metadata_cache = true")
    for what, asked, sql in QUESTIONS:
        query, text = MetricQuery.model_validate(asked), sql.format(**files)
        ours, theirs = [], []
        for turn in range(6):
            _forget(engine)
            started = time.perf_counter()
            result = await engine.run(TENANT, catalog, MODEL, query, TODAY)
            between = time.perf_counter()
            rows = con.execute(text).fetchall()
            if turn:  # the first has the files to read
                ours.append(between - started)
                theirs.append(time.perf_counter() - between)
        if len(rows) != len(result.rows):
            raise AssertionError(f"{what}: {len(result.rows)} rows, by hand {len(rows)}")
        ratios.append(min(ours) / min(theirs))
        ours_all.append(min(ours))
        theirs_all.append(min(theirs))
        row(
            f"metrics, {size} million rows: {what}",
            f"{min(ours) * 1000:,.0f} ms, by hand {min(theirs) * 1000:,.0f} ms",
        )
    overall = sum(ours_all) / sum(theirs_all)
    target = at_most(overall, SLOWDOWN[size], "x") if size in SLOWDOWN else ""
    row(
        f"metrics, {size} million rows: all {len(QUESTIONS)} against SQL by hand",
        f"{overall:.2f} x (median {median(ratios):.2f} x)",
        target,
    )
    engine.close()


async def _answers(folder: Path, catalog: Catalog) -> None:
    """From the words of a question to the finished answer, over a million rows."""
    from ringside.metrics import answer, question  # noqa: PLC0415 - what is measured first is the engine alone

    engine = _engine(folder)
    values = {
        ("customers", "region"): ["EMEA", "Americas", "APAC", "Israel"],
        ("customers", "segment"): ["Enterprise", "Mid", "Small"],
        ("orders", "status"): ["won", "lost", "open"],
        ("products", "category"): [f"Category {n}" for n in range(12)],
    }
    vocabulary = question.vocabulary.build(MODEL, values)
    took = []
    for turn in range(4):
        for phrase in PHRASES:
            _forget(engine)
            started = time.perf_counter()
            parsed = question.parse(phrase, vocabulary, MODEL, TODAY, None)
            if parsed.status != "understood":
                continue
            result = await engine.run(TENANT, catalog, MODEL, parsed.query, TODAY)
            answer.compose(parsed.query, result, MODEL, "en", TODAY)
            if turn:
                took.append((time.perf_counter() - started) * 1000)
    row(
        f"metrics, 1 million rows: question to answer ({len(took)} answers, no model)",
        f"p50 {median(took):.0f} ms",
        at_most(median(took), ANSWER_MS, "ms"),
    )
    engine.close()


async def _together(folder: Path, catalog: Catalog) -> None:
    engine = _engine(folder)
    queries = [MetricQuery.model_validate(asked) for _, asked, _ in QUESTIONS]

    async def asker(number: int) -> list[float]:
        took = []
        for turn in range(len(queries)):
            _forget(engine)
            started = time.perf_counter()
            await engine.run(TENANT, catalog, MODEL, queries[(turn + number) % len(queries)], TODAY)
            took.append((time.perf_counter() - started) * 1000)
        return took

    found = await asyncio.gather(*[asker(number) for number in range(ASKERS)], return_exceptions=True)
    failed = [each for each in found if isinstance(each, BaseException)]
    took = sorted(ms for each in found if not isinstance(each, BaseException) for ms in each)
    row(
        f"metrics, {ASKERS} askers at once, 1 million rows",
        f"{len(failed)} failures, p50 {median(took):.0f} ms, p95 {took[int(len(took) * 0.95)]:.0f} ms",
        "0 failures" if not failed else f"0 failures (MISSED: {failed[0]!r})",
    )
    engine.close()


def _memory() -> int:
    """The most memory that the process ever had, while it counted far more groups than fit."""
    with tempfile.TemporaryDirectory(prefix="ringside-bench-") as folder:
        catalog = generate(Path(folder), 10_000_000)
        before = _peak()
        engine = _engine(Path(folder), "300MB")
        query = MetricQuery(measures=("revenue", "buyers"), dimensions=("orders.id",), limit=10)
        try:
            asyncio.run(engine.run(TENANT, catalog, MODEL, query, TODAY))
            outcome = "answered"
        except Exception as error:  # too much is an answer too, as long as the memory is kept
            outcome = type(error).__name__
        row(
            "metrics, memory at a limit of 300 MB: 10 million groups",
            f"{outcome}, the process grew to {_peak():,.0f} MB ({before:,.0f} MB before)",
        )
        engine.close()
    return 0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cold() -> int:
    """From nothing imported to the first answer, in a fresh process."""
    with tempfile.TemporaryDirectory(prefix="ringside-bench-") as folder:
        code = (
            "import time; t = time.perf_counter()\n"
            "import asyncio, pickle, sys; from pathlib import Path\n"
            "from ringside.core.files import LocalFiles; from ringside.core.settings import Settings\n"
            "from ringside.metrics.query.engine import Engine; from ringside.metrics.query.schema import MetricQuery\n"
            "catalog, model, tenant, day = pickle.load(open(sys.argv[1] + '/asked', 'rb'))\n"
            "engine = Engine(Settings(data=Path(sys.argv[1])), LocalFiles(Path(sys.argv[1]) / 'files'))\n"
            "query = MetricQuery(measures=('revenue',), dimensions=('customers.region',))\n"
            "asyncio.run(engine.run(tenant, catalog, model, query, day))\n"
            "print(time.perf_counter() - t); engine.close()"
        )
        import pickle  # noqa: PLC0415 - for the child's errand only

        Path(folder, "asked").write_bytes(pickle.dumps((generate(Path(folder), 10_000), MODEL, TENANT, TODAY)))
        times = [
            float(subprocess.run([sys.executable, "-c", code, folder], capture_output=True, check=True).stdout)
            for _ in range(3)
        ]
    row("metrics, cold start to the first answer", f"{min(times):.2f} s", at_most(min(times), COLD_SECONDS, "s"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
