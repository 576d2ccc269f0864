"""Exports of other makers: what the columns are, how their words, dates and numbers are read."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.deals.importing import cells, drafts, headers, inspecting, outcome, reading, values
from ringside.deals.importing.identity import Identities
from ringside.deals.importing.inspecting import Before, Inspected
from ringside.deals.importing.preview import preview
from ringside.deals.importing.schemas import ImportMapping
from unit.deals.importing import exports
from unit.deals.importing.exports import ALL, Export


def look(path: Path, mapping: ImportMapping | None = None) -> Inspected:
    return inspecting.inspect(path, "deals", mapping, Before(None, None, "somewher:"))


def deals(seen: Inspected) -> list[drafts.DealDraft | list[cells.Wrong]]:
    identities = Identities(seen.plan)
    found = []
    for line in reading.lines(seen.path, seen.layout):
        row = cells.read(seen.plan, line)
        found.append(drafts.deal(seen.plan, row, identities.key(line, row)[0]))
    return found


def text(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "file.csv"
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize("export", ALL, ids=lambda export: export.name)
def test_an_export_is_read_with_the_guess_alone(export: Export, tmp_path: Path) -> None:
    seen = look(export.write(tmp_path))
    fields = {header: item.field for header, item in seen.guesses.items() if item.field != "custom"}
    assert fields == export.fields
    assert seen.rows == len(export.rows)
    made = deals(seen)
    assert Counter(deal.status for deal in made if isinstance(deal, drafts.DealDraft)) == export.outcome
    assert len({deal.key for deal in made if isinstance(deal, drafts.DealDraft)}) == len(made)


def test_money_dates_and_people_are_what_they_say(tmp_path: Path) -> None:
    first, second, *_ = deals(look(exports.SALESFORCE.write(tmp_path)))
    assert (first.fields["amount"], first.fields["currency"]) == (Decimal("1250000.00"), "USD")
    assert first.fields["closed_at"] == datetime(2025, 4, 2, tzinfo=UTC)
    assert second.fields["close_reason"] == "Price"
    german = deals(look(exports.ZOHO.write(tmp_path)))
    assert german[0].fields["amount"] == Decimal("18188.89")
    assert german[1].fields["closed_at"] == datetime(2025, 3, 2, tzinfo=UTC)
    hubspot = deals(look(exports.HUBSPOT.write(tmp_path)))[0]
    assert [(person.name, person.email) for person in hubspot.contacts] == [
        ("Dana Levi", "dana@x.example.com"), ("Tom Ash", "tom@x.example.com"),
    ]  # fmt: skip
    assert hubspot.entered == (("Appointment Scheduled", datetime(2025, 2, 8, 10, 48, tzinfo=UTC)),)
    hebrew = deals(look(exports.HEBREW.write(tmp_path)))
    assert (hebrew[0].fields["amount"], hebrew[0].fields["currency"]) == (Decimal(27992), "ILS")
    assert hebrew[0].fields["closed_at"] == datetime(2025, 10, 22, tzinfo=UTC)
    assert [deal.competitors for deal in hebrew[:2]] == [("פורמפוקס",), ()]


def test_identical_rows_stay_separate_deals_and_keep_their_keys(tmp_path: Path) -> None:
    export = Export("twins", ["Fit", "Status"], [["a", "Won"], ["a", "Won"], ["b", "Lost"], ["a", "Won"]], {}, {})
    path = export.write(tmp_path)
    keys = [deal.key for deal in deals(look(path))]
    assert len(set(keys)) == 4
    assert [deal.key for deal in deals(look(path))] == keys
    turned = Export("turned", ["Status", "Fit"], [[b, a] for a, b in export.rows], {}, {}).write(tmp_path)
    assert sorted(deal.key for deal in deals(look(turned))) == sorted(keys)


def test_rows_that_repeat_a_deal_per_contact_are_one_deal(tmp_path: Path) -> None:
    rows = [["1", "A", "Won", "x@a.example.com"], ["1", "A", "Won", "y@a.example.com"], ["2", "B", "Lost", ""],
            ["2", "B", "Won", ""]]  # fmt: skip
    path = Export("report", ["Deal ID", "Deal name", "Status", "Contact email"], rows, {}, {}).write(tmp_path)
    seen = look(path, ImportMapping(columns={"Deal ID": "id"}))
    first, again, second, other = (deal.key for deal in deals(seen))
    assert first == again
    assert other == f"{second}#2"


def test_what_is_wrong_names_column_value_and_remedy(tmp_path: Path) -> None:
    rows = [["A", "-5", "2025-01-01"], ["B", "five", "2025-01-01"], ["C", "5", "2025-13-45"], ["D", "5", "2025-02-01"]]
    rows += [[f"N{n}", "7", "2025-03-01"] for n in range(30)]
    path = Export("bad", ["Deal name", "Amount", "Close date"], rows, {}, {}).write(tmp_path)
    seen = look(path)
    wrong = [deal[0] for deal in deals(seen) if isinstance(deal, list)]
    assert [(item.column, item.value, item.code) for item in wrong] == [
        ("Amount", "-5", "negative"), ("Amount", "five", "number"), ("Close date", "2025-13-45", "date"),
    ]  # fmt: skip
    shown = preview(seen, None, Before(), "he").problems
    assert [problem.row for problem in shown] == [2, 3, 4]
    assert "שלילי" in shown[0].problem


def test_dates_that_can_be_read_in_two_ways_are_asked_about_once(tmp_path: Path) -> None:
    rows = [["A", "3/4/2025", "5/6/2025"], ["B", "7/8/2025", "9/10/2025"]]
    path = Export("open", ["Deal name", "Created", "Close date"], rows, {}, {}).write(tmp_path)
    asked = preview(look(path), None, Before(), "en").questions
    assert [(question.id, question.columns) for question in asked] == [("date_order", ["Created", "Close date"])]
    answered = ImportMapping(date_order="day")
    assert deals(look(path, answered))[0].created_at == datetime(2025, 4, 3, tzinfo=UTC)
    assert preview(look(path, answered), answered, Before(), "en").questions == []
    # A day above twelve anywhere in the column settles it.
    rows.append(["C", "25/4/2025", "1/5/2025"])
    settled = look(Export("settled", ["Deal name", "Created", "Close date"], rows, {}, {}).write(tmp_path))
    assert deals(settled)[0].created_at == datetime(2025, 4, 3, tzinfo=UTC)
    assert preview(settled, None, Before(), "en").questions == []


def test_broken_rows_break_nothing_but_themselves(tmp_path: Path) -> None:
    content = 'Deal name,Amount,Note\nA,5,"two\nlines"\nB,6,"never ends\nC,7,fine\nD,8,a,b\n\nE,9,\n'
    path = text(tmp_path, content)
    lines = list(reading.lines(path, reading.look(path)))
    assert [(line.number, line.cells[0]) for line in lines if line.broken is None] == [(2, "A"), (5, "C"), (8, "E")]
    assert [line.number for line in lines if line.broken] == [4, 6]


@pytest.mark.parametrize(
    "content",
    ["", "\n\n", "1,2,3\n4,5,6\n", "PK\x03\x04rest", "%PDF-1.7 x"],
    ids=["empty", "blank", "values", "zip", "pdf"],
)
def test_what_is_no_table_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(reading.Unreadable):
        reading.look(text(tmp_path, content))


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Closed Won", "won"), ("ClosedLost", "lost"), ("closed_won", "won"), ("Closed Lost - went to FormFox", "lost"),
        ("Not won", "lost"), ("Gewonnen", "won"), ("Perdu", "lost"), ("נסגר ללא הצלחה", "lost"), ("זכייה", "won"),
        ("Negotiation/Review", "open"), ("5 - Proposal", "open"), ("Closed", None), ("Blue", None), ("", None),
    ],
)  # fmt: skip
def test_words_of_outcomes(word: str, status: str | None) -> None:
    assert outcome.status_of(word) == status


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["W", "L"], ["won", "lost"]), (["Order", "No order"], ["won", "lost"]), (["Yes", "No"], ["won", "lost"]),
        (["1", "0"], ["won", "lost"]), (["Won", "Something else"], ["won", "lost"]), (["Red", "Blue"], [None, None]),
        (["x", "later"], [None, None]), (["אבד", "זכינו"], ["lost", "won"]),
    ],
)  # fmt: skip
def test_words_of_outcomes_seen_together(given: list[str], meant: list[str | None]) -> None:
    assert list(outcome.statuses(given).values()) == meant


@pytest.mark.parametrize(
    ("written", "comma", "amount", "currency"),
    [
        ("1,234.50", False, "1234.50", None), ("1.234,50 €", False, "1234.50", "EUR"),
        ("$1.2M", False, "1.2E+6", "USD"),
        ("(500)", False, "-500", None), ("12,34,567", False, "1234567", None), ("1.234", True, "1234", None),
        ("1.234", False, "1.234", None), ("₪ 27,992", False, "27992", "ILS"), ("15%", False, "0.15", None),
        ("0.125", True, "0.125", None),
    ],
)  # fmt: skip
def test_numbers_as_they_are_written(written: str, comma: bool, amount: str, currency: str | None) -> None:
    assert values.money(written, comma) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-31", "2025-03-31"), ("31.3.25", "2025-03-31"), ("Mar 31, 2025", "2025-03-31"),
        ("45747", "2025-03-31"),
        ("31 במרץ 2025", "2025-03-31"), ("2025-03-31T23:30:00-0400", "2025-04-01"), ("20250331", "2025-03-31"),
        ("1743379200000", "2025-03-31"), ("3/31/2025 4:05 PM", "2025-03-31"),
    ],
)  # fmt: skip
def test_dates_as_they_are_written(written: str, day: str) -> None:
    found = values.moment(written)
    assert found is not None
    assert found.date().isoformat() == day


@pytest.mark.parametrize("written", ["31/31/2025", "2025-02-30", "soon", "12", "$5", "25:61"])
def test_what_is_no_date(written: str) -> None:
    assert values.moment(written) is None


@given(st.text(max_size=60))
def test_no_text_breaks_a_reader(anything: str) -> None:
    values.money(anything)
    values.moment(anything)
    values.emails(anything)
    outcome.status_of(anything)
    headers.scores("deals", anything)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_money_is_read_back_however_it_is_grouped(amount: Decimal) -> None:
    assert values.money(f"{amount:,}") == (amount, None)
    german = f"{amount:,}".translate(str.maketrans(",.", ".,"))
    assert values.money(f"{german} €", comma=True) == (amount, "EUR")


def test_a_grouped_report_is_its_deals_only(tmp_path: Path) -> None:
    report = text(
        tmp_path,
        "Pipeline by owner,,,,\n,,,,\nOwner ↑,Opportunity Name,Stage,Amount,Close Date\n"
        "Ann Hale,Acme roll-out,Closed Won,$100.00,1/14/2026\n,Brook renewal,Closed Lost,$50.00,2/20/2026\n"
        "Subtotal,Sum,,$150.00,\n,Count,2,,\nTom Rao,Total Foods pilot,Closed Won,$70.00,3/3/2026\n"
        "Subtotal,Sum,,$70.00,\n,Count,1,,\nTotal,Sum,,$220.00,\n,Count,3,,\n,,,,\nConfidential,,,,\n",
    )
    found = deals(look(report))
    assert [(deal.name, deal.owner) for deal in found if isinstance(deal, drafts.DealDraft)] == [
        ("Acme roll-out", "Ann Hale"),
        ("Brook renewal", "Ann Hale"),
        ("Total Foods pilot", "Tom Rao"),
    ]
    assert len(found) == 3


def test_a_board_with_headings_and_the_headers_again_is_its_deals_only(tmp_path: Path) -> None:
    board = text(
        tmp_path,
        "לוח עסקאות,,,,\n,,,,\nפעילות,,,,\nשם,לקוח,סטטוס,סכום,תאריך סגירה\nא,אלון,בעבודה,₪10,03/02/2026\n,,,₪10,\n"
        ",,,,\n"
        "נסגרו,,,,\nשם,לקוח,סטטוס,סכום,תאריך סגירה\nב,ברק,זכינו,₪20,14/02/2026\nג,גל,הפסדנו,₪30,15/02/2026\n,,,₪50,\n",
    )
    found = deals(look(board))
    assert [deal.name for deal in found if isinstance(deal, drafts.DealDraft)] == ["א", "ב", "ג"]
    assert len(found) == 3


def test_rows_with_little_in_them_stay_where_nothing_says_they_are_sums(tmp_path: Path) -> None:
    sheet = text(
        tmp_path,
        "Name,Account,Stage,Amount,Close Date\nAlpha,Acme,Won,10,\nBeta,,,,\n"
        "Gamma,Acme,Lost,20,\n,,,5,\nDelta,A,Won,1,\n",
    )
    assert [line.cells[0] for line in reading.lines(sheet, reading.look(sheet))] == [
        "Alpha",
        "Beta",
        "Gamma",
        "",
        "Delta",
    ]


def test_what_differs_between_the_deals_of_an_account_stays_with_the_deal(tmp_path: Path) -> None:
    rows = [
        f"{n},Firm {n % 6},{'Trade' if n % 4 else 'IT'},{n % 6 + 10},{'Won' if n % 2 else 'Lost'}" for n in range(60)
    ]
    seen = look(text(tmp_path, "Deal name,Account,Industry,Employees,Status\n" + "\n".join(rows) + "\n"))
    assert seen.guesses["Industry"].field == "custom"
    assert seen.guesses["Employees"].field == "employees"


@pytest.mark.parametrize(
    ("header", "field"),
    [("Deal - Titel", "name"), ("Deal - Besitzer", "owner"), ("Deal - Wert", "amount"), ("Verloren am", "closed_at"),
     ("Potential Customer", "account"), ("Grund für Verlust", "close_reason"), ("Quote value (EUR)", "amount")],
)  # fmt: skip
def test_headers_of_other_systems(header: str, field: str) -> None:
    found = headers.scores("deals", header)
    assert max(found, key=lambda name: found[name]) == field
