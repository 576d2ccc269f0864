"""Files of every kind and quality into typed tables: what is understood, what is refused, and that nothing is lost."""

from __future__ import annotations

import csv
import sqlite3
import zipfile
from datetime import date, datetime
from decimal import Decimal

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ringside.metrics.sources import loading
from ringside.metrics.sources.schema import TENANT


@pytest.fixture
def load(tmp_path):
    """Loads files given as name=content; the tables as rows by name, and the report."""

    def make(**files):
        paths = []
        for name, content in files.items():
            path = tmp_path / name.replace("__", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return load_paths(*paths)

    def load_paths(*paths):
        into = tmp_path / "stored"
        loaded = loading.load(paths, into)
        make.loaded, make.into = loaded, into
        tables = {name: pq.read_table(into / t.files[0]).to_pydict() for name, t in loaded.catalog.tables.items()}
        return tables, {(p.what, p.column): p for p in loaded.report.problems}

    make.paths = load_paths
    return make


def column(load, values, header="v", name="t__csv"):
    """One column of a file with these cells, its profile and problems."""
    lines = [f'{n},"{value}"' for n, value in enumerate(values)]
    tables, problems = load(**{name: "\n".join([f"n,{header}", *lines])})
    (table,) = load.loaded.catalog.tables.values()
    profile = list(table.columns.values())[1]
    return tables[table.name][profile.name], profile, {what: p for (what, _), p in problems.items()}


def columns_of(load, spellings):
    """One table with a column for each of these lists of cells, padded with their last ones."""
    rows = [[cells[min(row, len(cells) - 1)] for cells in spellings] for row in range(4)]
    header = [f"c_{number}" for number in range(len(spellings))]
    tables, _ = load(t__csv="\n".join(",".join(f'"{cell}"' for cell in row) for row in [header, *rows]))
    profiles = load.loaded.catalog.tables["t"].columns
    return [
        (tables["t"][name][: len(cells)], profiles[name].unit) for name, cells in zip(header, spellings, strict=True)
    ]


NUMBERS = [
    (["1", "22", "-3"], [1, 22, -3], None),
    (["1.5", "2.25", "3"], [Decimal("1.50"), Decimal("2.25"), Decimal("3.00")], None),
    (["$1,234.50", "$7", "($2.00)"], [Decimal("1234.50"), Decimal("7.00"), Decimal("-2.00")], "USD"),
    (["1.234,50 €", "7 €", "-2,00 €"], [Decimal("1234.50"), Decimal("7.00"), Decimal("-2.00")], "EUR"),
    (["₪ 10", "5 ש״ח".replace("״", "״"), "1,000 ₪"], [10, 5, 1000], "ILS"),
    (["12%", "7.5%", "100%"], [Decimal("0.120"), Decimal("0.075"), Decimal("1.000")], "percent"),
    (["12,34,567", "1,00,000", "999"], [1234567, 100000, 999], None),
    (["1e3", "2.5E2", "7"], [1000.0, 250.0, 7.0], None),
    (["5-", "1'000", "20"], [-5, 1000, 20], None),
    (["007", "123", "042"], ["007", "123", "042"], None),
    (["+972501234567", "+15551234567", "+4915112345678"], None, None),
    (["12345678901234567890", "1", "2"], ["12345678901234567890", "1", "2"], None),
    (["yes", "no", "Yes"], [True, False, True], None),
    (["כן", "לא", "כן"], [True, False, True], None),
    (["Yes", "No", "Unknown"], ["Yes", "No", "Unknown"], None),
    (["A1", "B2", "7"], ["A1", "B2", "7"], None),
]
DATES = [
    (["2024-01-02", "2024-02-29"], [date(2024, 1, 2), date(2024, 2, 29)]),
    (["31/01/2024", "02/01/2024"], [date(2024, 1, 31), date(2024, 1, 2)]),
    (["01/31/2024", "01/02/2024"], [date(2024, 1, 31), date(2024, 1, 2)]),
    (["31.12.23", "1.2.24"], [date(2023, 12, 31), date(2024, 2, 1)]),
    (["5 Mar 2024", "March 6, 2024"], [date(2024, 3, 5), date(2024, 3, 6)]),
    (["5 במרץ 2024", "16 בינואר 2024"], [date(2024, 3, 5), date(2024, 1, 16)]),
    (["Jan-24", "Feb-24"], [date(2024, 1, 1), date(2024, 2, 1)]),
    (["2024-01", "2024-12"], [date(2024, 1, 1), date(2024, 12, 1)]),
    (["20240401T090000", "20240401 10:30:00"], [datetime(2024, 4, 1, 9), datetime(2024, 4, 1, 10, 30)]),
    (["1/2/2024 3:04 PM", "1/13/2024 12:00 AM"], [datetime(2024, 1, 2, 15, 4), datetime(2024, 1, 13)]),
    (["2024-01-02T10:00:00+02:00", "2024-01-02T10:00:00Z"], [datetime(2024, 1, 2, 8), datetime(2024, 1, 2, 10)]),
    (["2024-01-02 00:00:00", "2024-01-03 00:00:00"], [date(2024, 1, 2), date(2024, 1, 3)]),
]


def test_numbers_and_flags_in_many_spellings(load):
    found = columns_of(load, [cells for cells, *_ in NUMBERS])
    assert found == [(wanted or cells, unit) for cells, wanted, unit in NUMBERS]


def test_dates_in_many_spellings(load):
    assert [values for values, _ in columns_of(load, [cells for cells, _ in DATES])] == [wanted for _, wanted in DATES]


def test_eight_digits_are_a_date_only_where_the_column_says_so(load):
    assert column(load, ["20240401", "20240502"], "order_date")[0] == [date(2024, 4, 1), date(2024, 5, 2)]
    assert column(load, ["20240401", "20240502"], "units")[0] == [20240401, 20240502]


def test_day_and_month_are_told_apart_by_the_whole_column_and_doubt_is_said(load):
    found, _, problems = column(load, ["03/04/2024", "05/06/2024"])
    assert (found[0], problems["ambiguous-dates"].details) == (date(2024, 3, 4), {"read": "month"})
    found, _, problems = column(load, ["31/01/2024", "30/01/2024", "29/01/2024", "01/28/2024"])
    assert found == [date(2024, 1, 31), date(2024, 1, 30), date(2024, 1, 29), None]
    assert (problems["mixed-dates"].count, problems["unparsable"].value) == (1, "01/28/2024")


def test_cells_that_do_not_fit_are_left_empty_listed_with_their_row_and_kept(load):
    values = [str(n) for n in range(20)] + ["abc", "N/A", "#DIV/0!"]
    found, profile, problems = column(load, values)
    assert found[20:] == [None, None, None]
    assert (profile.arrow, profile.nulls) == ("int64", 3)
    assert (problems["unparsable"].row, problems["unparsable"].value, problems["unparsable"].count) == (22, "abc", 1)
    assert (problems["read-as-empty"].value, problems["formula-errors"].value) == ("N/A", "#DIV/0!")
    rejected = list(csv.reader((load.into / load.loaded.rejected).open(encoding="utf-8-sig")))
    assert rejected[1:] == [["t", "22", "v", "unparsable", "abc"], ["t", "24", "v", "formula-errors", "#DIV/0!"]]


def test_rejected_formulas_are_shown_by_a_spreadsheet_and_not_computed(load):
    load(t__csv="n,price\n" + "1,5\n" * 20 + '2,"=HYPERLINK(1)"\n3,-x\n')
    rejected = list(csv.reader((load.into / load.loaded.rejected).open(encoding="utf-8-sig")))
    assert [row[4] for row in rejected[1:]] == ["'=HYPERLINK(1)", "'-x"]


def test_a_column_that_is_mostly_something_else_stays_text_and_that_is_said(load):
    found, profile, problems = column(load, ["1", "2", "3", "4", "5", "6", "x", "y", "z", "w"], "size")
    assert (profile.arrow, found[0]) == ("string", "1")
    assert problems["kept-as-text"].count == 4


def test_amounts_of_several_currencies_get_a_column_that_tells_them_apart(load):
    tables, problems = load(t__csv="n,price\n1,$5\n2,€7\n3,9\n")
    assert tables["t"]["price"] == [5, 7, 9]
    assert tables["t"]["price_currency"] == ["USD", "EUR", None]
    assert ("mixed-currencies", "price") in problems


BROKEN = 'id,name,amount\n1,"a",5\n2,b\n3,c,7,8\n4,"no end,9\n5,e,10\n6,"two\nlines",11\n,,\n7,g,12\n'


def test_a_broken_row_breaks_nothing_but_itself(load):
    tables, problems = load(t__csv=BROKEN)
    assert tables["t"]["id"] == [1, 4, 5, 6, 7]
    assert tables["t"]["name"] == ["a", '"no end', "e", "two\nlines", "g"]
    broken = problems["broken-row", ""]
    assert (broken.row, broken.count, broken.details["at"]) == (3, 2, "amount")
    assert problems["unclosed-quote", ""].row == 5
    assert problems["empty-rows", ""].count == 1
    assert "3,c,7,8" in (load.into / load.loaded.rejected).read_text(encoding="utf-8-sig")


def test_rows_before_a_quotation_without_end_at_the_last_line_are_kept(load):
    tables, _ = load(t__csv='a,b\n1,x\n2,"y\n')
    assert tables["t"] == {TENANT: ["local"] * 2, "a": [1, 2], "b": ["x", '"y']}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1255"])
def test_hebrew_in_the_encodings_that_programs_write(load, encoding):
    text = "שם;סכום\nדנה;1.234,50\nרון;7,00\nאביגיל;2,00\n"
    tables, _ = load(מכירות__csv=text.encode(encoding))
    assert tables["מכירות"]["שם"] == ["דנה", "רון", "אביגיל"]
    assert tables["מכירות"]["סכום"] == [Decimal("1234.50"), Decimal("7.00"), Decimal("2.00")]


def test_accents_of_windows_and_stray_bytes(load):
    tables, problems = load(t__csv="name,v\nCafé,1\nMüller,2\n".encode("cp1252"))
    assert tables["t"]["name"] == ["Café", "Müller"]
    assert problems["encoding", ""].details == {"encoding": "cp1252"}
    tables, problems = load(u__csv=b"name,v\n" + "é,1\n".encode() * 9 + b"x\xff,2\n")
    assert tables["u"]["name"][-1] == "x\ufffd"
    assert problems["undecodable", ""].count == 1


@pytest.mark.parametrize("mark", ["\t", ";", "|", ","])
def test_separators_are_found_out_past_titles_and_the_hint_of_excel(load, mark):
    rows = [["id", "what"], ["1", "a"], ["2", "b"]]
    body = "\n".join(mark.join(row) for row in rows)
    for start in ("", f"sep={mark}\n", "Report of May\n\n"):
        tables, _ = load(t__txt=start + body + "\n")
        assert tables["t"]["what"] == ["a", "b"], repr(start)


def test_odd_names_of_columns_become_names_that_need_no_quotes(load):
    headers = ["Order Date", "select", "שם לקוח", 'a"b; DROP TABLE x', "1st", "", "_tenant", "Select", "é", "%"]
    first = ",".join(f'"{header.replace(chr(34), chr(34) * 2)}"' for header in headers)
    tables, _ = load(t__csv=f"{first}\n{','.join('x' * 10)}\n")
    assert list(tables["t"])[1:] == [
        "Order_Date", "select", "שם_לקוח", "a_b_DROP_TABLE_x", "column_1st", "column_6", "_tenant_2", "Select_2", "é",
        "column_10",
    ]  # fmt: skip
    profiles = load.loaded.catalog.tables["t"].columns
    assert profiles["a_b_DROP_TABLE_x"].header == 'a"b; DROP TABLE x'


def test_a_table_without_names_gets_some_and_years_as_names_stay(load):
    tables, problems = load(t__csv="1,2024-01-01,5.5\n2,2024-01-02,6.5\n3,2024-01-03,7.5\n")
    assert list(tables["t"])[1:] == ["column_1", "column_2", "column_3"]
    assert len(tables["t"]["column_1"]) == 3
    assert ("no-header", "") in problems
    tables, _ = load(u__csv="region,2023,2024\nNorth,5,6\nSouth,7,8\n")
    assert tables["u"]["column_2024"] == [6, 8]


def test_what_looks_wrong_in_sound_tables_is_counted(load):
    rows = "".join(f"{n},GTX Pro,x\n" for n in range(1, 61)) + "60,GTXPro,x\n61,gtx pro,\n62,Model A,\n63,Model B,\n"
    tables, problems = load(products__csv="product_id,product,empty\n" + rows.replace(",x\n", ",\n"), none__csv="a,b\n")
    assert problems["duplicate-keys", "product_id"].examples == ("60",)
    assert problems["similar-values", "product"].examples == ("GTX Pro (60) / GTXPro (1) / gtx pro (1)",)
    assert problems["all-null", "empty"].count == 64
    assert problems["empty-table", ""].table == "none"
    assert len(tables["products"]["product"]) == 64


def test_slips_of_the_pen_are_found_and_series_are_not(load):
    names = ["Copenhagen"] * 9 + ["Copenhagn", "Plan 1", "Plan 2", "Team North", "Team South", "Q1 2024", "Q2 2024"]
    _, _, problems = column(load, names, "place")
    assert problems["similar-values"].examples == ("Copenhagen (9) / Copenhagn (1)",)


def test_values_that_differ_from_the_key_they_refer_to_in_spelling_only(load):
    products = "product,price\n" + "".join(f"{p},5\n" for p in ("GTX Pro", "GTX Basic", "MG Special", "GTK 500"))
    deals = "deal,product\n" + "".join(f"{n},{p}\n" for n, p in enumerate(["GTXPro"] * 3 + ["MG Special"] * 2))
    _, problems = load(products__csv=products, pipeline__csv=deals)
    found = problems["differs-from-key", "product"]
    assert (found.table, found.count, found.details["other"]) == ("pipeline", 3, "products.product")
    assert found.examples == ("GTXPro → GTX Pro (3)",)


def test_sheets_of_a_workbook_with_dates_titles_formulas_and_gaps(load, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sales"
    sheet.append(["Sales of May"])
    sheet.append([])
    sheet.append(["Day", "Amount", "Paid", "Note"])
    sheet.append([datetime(2024, 5, 1), 19.99, True, "ok"])
    sheet.append([datetime(2024, 5, 2), 7, False, "=1+1"])
    book.create_sheet("Empty")
    book.create_sheet("לקוחות").append(["שם"])
    book["לקוחות"].append(["דנה"])
    book.save(tmp_path / "book.xlsx")
    tables, problems = load.paths(tmp_path / "book.xlsx")
    assert tables["Sales"]["Day"] == [date(2024, 5, 1), date(2024, 5, 2)]
    assert tables["Sales"]["Amount"] == [Decimal("19.99"), Decimal("7.00")]
    assert tables["Sales"]["Paid"] == [True, False]
    assert tables["לקוחות"]["שם"] == ["דנה"]
    assert problems["preamble", ""].value.startswith("Sales of May")


def test_an_sqlite_file_with_odd_names_loose_types_and_traps(load, tmp_path):
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as db:
        db.executescript(
            """
            CREATE TABLE "or""ders; --" (id INTEGER PRIMARY KEY, "Unit Price" REAL, at TEXT, raw BLOB);
            INSERT INTO "or""ders; --" VALUES (1, 9.5, '2024-05-01', x'ff41'), (2, 'n/a', '2024-05-02', NULL);
            CREATE TABLE endless (a, b AS (a) VIRTUAL);
            CREATE VIEW peek AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c;
            """
        )
    db.close()
    tables, _ = load.paths(path)
    assert set(tables) == {"or_ders", "endless"}
    assert tables["or_ders"]["Unit_Price"] == [Decimal("9.5"), None]
    assert tables["or_ders"]["at"] == [date(2024, 5, 1), date(2024, 5, 2)]


def test_a_duckdb_file_keeps_its_types_and_cannot_read_other_files(load, tmp_path):
    path, secret = tmp_path / "w.duckdb", tmp_path / "secret.csv"
    secret.write_text("a\nsecret\n")
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TABLE t (id BIGINT, amount DECIMAL(12, 3), zip VARCHAR, tags VARCHAR[], u UUID, h HUGEINT)")
        db.execute("INSERT INTO t VALUES (1, 2.125, '10001', ['a', 'b'], gen_random_uuid(), 5)")
        db.execute(f"CREATE VIEW peek AS SELECT * FROM read_csv('{secret}')")
    tables, problems = load.paths(path)
    assert set(tables) == {"t"}
    assert (tables["t"]["amount"], tables["t"]["zip"]) == ([Decimal("2.125")], ["10001"])
    assert tables["t"]["tags"] == ['["a", "b"]']
    assert ("nested-values", "tags") in problems


def test_parquet_keeps_exact_decimals_moments_and_codes(load, tmp_path):
    table = pa.table(
        {
            "id": pa.array([1, 2], pa.uint32()), "price": pa.array([Decimal("1.10"), None], pa.decimal128(9, 2)),
            "at": pa.array([datetime(2024, 1, 1, 12), None], pa.timestamp("ns", tz="Asia/Jerusalem")),
            "code": pa.array(["01", "02"]).dictionary_encode(), "rate": pa.array([0.15, 0.2], pa.float32()),
        }
    )  # fmt: skip
    pq.write_table(table, tmp_path / "p.parquet")
    tables, _ = load.paths(tmp_path / "p.parquet")
    assert tables["p"] == {
        TENANT: ["local"] * 2, "id": [1, 2], "price": [Decimal("1.10"), None], "at": [datetime(2024, 1, 1, 12), None],
        "code": ["01", "02"], "rate": [0.15, 0.2],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.parquet", b"PAR1 nothing PAR1", "damaged"),
        ("a.xlsx", b"PK\x03\x04nothing", "damaged"),
        ("a.db", b"SQLite format 3\0" + b"\0" * 200, "damaged"),
        ("a.db", b"something else entirely", "damaged"),
        ("a.duckdb", b"\0" * 8 + b"DUCK" + b"\0" * 100, "damaged"),
        ("a.zip", b"PK\x03\x04nothing", "damaged"),
        ("a.csv", b"", "nothing-in-it"),
        ("a.exe", b"MZ", "unknown-kind"),
        ("a.csv", ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n", "too-many-columns"),
        ("a.csv", b"\0" * 5000, "nothing-in-it"),
    ],
)
def test_files_that_cannot_be_taken_in_say_why_and_keep_no_other_out(load, tmp_path, name, content, what):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.csv").write_text("a,b\n1,2\n")
    tables, problems = load.paths(tmp_path / name, tmp_path / "good.csv")
    assert list(tables) == ["good"]
    assert what in {code for code, _ in problems}


def test_an_archive_that_unpacks_to_far_too_much_is_refused(load, tmp_path, monkeypatch):
    monkeypatch.setattr("ringside.metrics.sources.readers.MOST_UNPACKED", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.csv", b"a,b\n" + b"0,0\n" * 1_000_000)
    tables, problems = load.paths(tmp_path / "bomb.zip")
    assert (tables, set(problems)) == ({}, {("too-large", "")})
    assert not [path for path in load.into.iterdir() if path.name.startswith(".load")]


def test_profiles_say_what_the_drafter_and_the_parser_need(load):
    load(t__csv="id,city,sold at,amount\n1,Haifa,2024-01-01,5.50\n2,Haifa,2024-03-01,7.25\n3,Lod,,1.00\n")
    table = load.loaded.catalog.tables["t"]
    city, sold, amount = (table.columns[name] for name in ("city", "sold_at", "amount"))
    assert (city.type, city.distinct, city.top, city.is_unique) == ("category", 2, (("Haifa", 2), ("Lod", 1)), False)
    assert (sold.header, sold.type, sold.nulls, sold.min, sold.max) == (
        "sold at",
        "date",
        1,
        "2024-01-01",
        "2024-03-01",
    )
    assert (amount.type, amount.decimals, amount.min, amount.max) == ("money", 2, 1, 7.25)
    assert table.columns["id"].is_unique
    assert loading.values(load.into, table, "city") == ["Haifa", "Lod"]
    with loading.opened(load.into, load.loaded.catalog) as db:
        assert db.execute("SELECT sum(amount) FROM t").fetchone() == (Decimal("13.75"),)
        with pytest.raises(duckdb.Error):
            db.execute("SELECT * FROM read_csv('/etc/passwd')")


def test_a_row_that_adds_the_others_up_is_not_one_of_them(load):
    rows = 'No,Customer,Amount\n1,A,"1,000.50"\n2,B,20\n'
    for last in ('Total,,"1,020.50"', "סה״כ,,1020.5", "TOTAL:,,"):
        tables, problems = load(t__csv=rows + last + "\n")
        assert tables["t"]["Amount"] == [Decimal("1000.50"), Decimal("20.00")]
        assert problems["total-row", ""].row == 4
        assert last.split(",")[0] in (load.into / load.loaded.rejected).read_text(encoding="utf-8-sig")
    tables, problems = load(t__csv="Customer,Amount\nA,1\nB,2\nTotal,5\n")  # the oil company
    assert tables["t"]["Customer"] == ["A", "B", "Total"]


def test_formulas_that_nobody_computed_are_told_from_empty_cells(load, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, "=A2*2"])
    book.active.append([2, "=A3*2"])
    book.save(tmp_path / "f.xlsx")
    _, problems = load.paths(tmp_path / "f.xlsx")
    assert problems["formulas-not-computed", ""].details["count"] == 2


def test_fractions_that_are_no_numbers_do_not_spoil_the_others(load, tmp_path):
    pq.write_table(pa.table({"x": [1.5, None, float("nan"), float("inf")]}), tmp_path / "p.parquet")
    tables, problems = load.paths(tmp_path / "p.parquet")
    assert tables["p"]["x"] == [1.5, None, None, None]
    assert (problems["unparsable", "x"].value, problems["read-as-empty", "x"].value) == ("inf", "nan")


def test_a_broken_file_of_an_archive_keeps_no_other_out_and_each_is_named(load, tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name, content in {"a.xlsx": "no", "b/ok.csv": "a,b\n1,2\n", "c.pdf": "%", "__MACOSX/x.csv": "."}.items():
            archive.writestr(name, content)
    tables, _ = load.paths(tmp_path / "z.zip")
    assert list(tables) == ["ok"]
    assert [(p.table, p.what) for p in load.loaded.report.problems] == [
        ("a.xlsx", "damaged"),
        ("z.zip: c.pdf", "unknown-kind"),
    ]
