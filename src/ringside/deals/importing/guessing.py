"""Which column is which field, judged by its name and by what it holds. What has no field stays as custom."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ringside.deals.importing import headers, outcome, values
from ringside.deals.importing.profiling import Column
from ringside.deals.importing.reports import Line

ImportKind = Literal["deals", "accounts", "contacts", "activities"]
CUSTOM, SKIP = "custom", "skip"
STAGE_DATE = "stage_date:"
"""Begins the field of a column with the dates at which deals came into a stage."""
SURE_ENOUGH = 0.5
SEVERAL = frozenset({"closed_at", "competitor", "close_reason"})
"""Fields that may come from several columns: the first that is filled, or all of them."""
_WHOLE_NAME = frozenset({"id", "name", "won", "lost", "closed", "first", "last", "time", "kind", "text", "subject"})
"""Named by their whole header only: a `Campaign name` is not the name of the deal."""
FIELD_TYPES: Mapping[str, str] = {
    "id": "id", "deal_id": "id_of", "contact_id": "id_of", "name": "name", "account": "party", "parent": "text",
    "industry": "label", "segment": "label", "country": "label", "lead_source": "label", "product": "label",
    "employees": "count", "status": "status", "won": "flag", "lost": "flag", "closed": "flag", "stage": "stage",
    "amount": "money", "currency": "currency", "discount": "share", "created_at": "date", "close_date": "date",
    "expected_close": "date", "closed_at": "date", "stage_since": "date", "at": "date", "owner": "who",
    "owner_email": "email", "contact": "person", "contact_email": "email", "email": "email", "competitor": "competitor",
    "duration": "length",
}  # fmt: skip
_KNOWLEDGE = frozenset(("known", "unknown", "none", "yes", "no", "low", "medium", "high", "0", "1", "true", "false",
                        "many", "few", "single", "multiple", "כן", "לא", "ידוע"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for, and how sure that is, 0..1."""

    field: str
    confidence: float


def guess(kind: ImportKind, columns: Sequence[Column], rows: Sequence[Line] = ()) -> dict[str, Guess]:
    """A field for each column, by header. `rows` are some of the table's."""
    ranked = sorted(
        (
            (round(named * fit(field, column), 3), -column.place, field, column.header)
            for column in columns
            for field, named in headers.scores(kind, column.header).items()
            if named >= headers.FUZZY or field not in _WHOLE_NAME
        ),
        reverse=True,
    )
    found: dict[str, Guess] = {}
    taken: set[str] = set()
    for score, _, field, header in ranked:
        if score >= SURE_ENOUGH and header not in found and (field in SEVERAL or field not in taken):
            found[header] = Guess(field, score)
            taken.add(field)
    if kind == "deals":
        _settle_outcome(columns, found)
        _stage_dates(columns, found)
        _keep_with_deals(columns, found, rows)
    _by_values(kind, columns, found)
    for column in columns:
        if column.header not in found:
            found[column.header] = Guess(SKIP if _numbers_rows(column) else CUSTOM, 1.0)
    return {column.header: found[column.header] for column in columns}


def fit(field: str, column: Column) -> float:
    """How well what a column holds suits a field, 0..1. Of an empty column only its name speaks."""
    if column.kind == "empty":
        return 0.6
    return _FITS.get(FIELD_TYPES.get(field, "text"), _text)(column)


def _id(column: Column) -> float:
    share = column.distinct / column.filled
    return 0.0 if column.kind in ("date", "flag") else 1.0 if share >= 0.97 else 0.8 if share >= 0.85 else 0.3


def _id_of(column: Column) -> float:
    return 0.0 if column.kind in ("date", "flag") else 1.0


def _name(column: Column) -> float:
    few = column.filled >= 30 and column.distinct <= 3
    return 0.0 if column.kind in ("date", "flag") or few else 0.4 if column.kind == "number" else 1.0


def _party(column: Column) -> float:
    few = column.filled >= 30 and column.distinct <= 5
    return 1.0 if column.kind == "text" and not few else 0.0


def _label(column: Column) -> float:
    return {"text": 1.0, "number": 0.55}.get(column.kind, 0.0)


def _count(column: Column) -> float:
    return 1.0 if column.kind == "number" else 0.0


def _length(column: Column) -> float:
    return 1.0 if column.kind == "number" or column.share(_clock) >= 0.9 else 0.0


def _clock(value: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}:\d{2}(:\d{2})?", value))


def _money(column: Column) -> float:
    if column.kind == "number":
        return 1.0
    return 0.7 if column.kind == "text" and column.share(values.money) >= 0.6 else 0.0


def _share(column: Column) -> float:
    if column.kind != "number":
        return 0.0
    most = max((abs(found[0]) for value in column.counts if (found := values.money(value))), default=0)
    return 1.0 if most <= 100 else 0.0


def _date(column: Column) -> float:
    if column.kind == "date":
        return 1.0
    if column.kind == "number":
        return 0.9 if column.share(values.is_plain_number) >= 0.9 or column.share(values.moment) >= 0.9 else 0.0
    return 0.7 if column.kind == "text" and column.share(values.moment) >= 0.6 else 0.0


def _who(column: Column) -> float:
    return {"text": 1.0, "email": 0.9}.get(column.kind, 0.0)


def _email(column: Column) -> float:
    return 1.0 if column.kind == "email" else 0.8 if column.share(values.emails) >= 0.5 else 0.0


def _flag(column: Column) -> float:
    return 1.0 if column.distinct <= 3 and column.share(lambda value: values.flag(value) is not None) >= 0.99 else 0.0


def _stage(column: Column) -> float:
    few = column.distinct <= 12 or (column.distinct <= 60 and column.distinct <= column.filled * 0.2)
    return 1.0 if column.kind == "text" and few else 0.0


def _status(column: Column) -> float:
    """A column of few words of which some are a status, or two to four words of an export's own."""
    if column.kind == "number" and column.distinct <= 2:
        return 0.9 * _flag(column)
    if column.kind not in ("text", "flag") or column.distinct > 40:
        return 0.0
    meant = outcome.statuses(column.counts)
    known = sum(column.counts[value] for value, status in meant.items() if status)
    share = known / max(1, sum(column.counts[value] for value in meant))
    closes = {"won", "lost"} & set(meant.values())
    return 1.0 if share >= 0.8 and closes else 0.8 if share >= 0.3 else 0.65 if column.distinct <= 6 else 0.3


def _currency(column: Column) -> float:
    known = values.words("vocabulary")["currencies"]
    return 1.0 if column.share(lambda value: value.casefold() in known) >= 0.9 else 0.0


def _competitor(column: Column) -> float:
    if column.kind != "text":
        return 0.0
    return 0.0 if all(values.plain(v) in _KNOWLEDGE or values.missing(v) for v in column.counts) else 1.0


def _person(column: Column) -> float:
    return 1.0 if column.kind in ("text", "email") and column.share(_spelled) >= 0.8 else 0.0


def _spelled(value: str) -> bool:
    return any(char.isalpha() for char in value)


def _text(column: Column) -> float:
    return {"text": 1.0, "email": 0.5, "number": 0.55, "date": 0.3}.get(column.kind, 0.0)


_FITS: Mapping[str, Callable[[Column], float]] = {
    "id": _id, "id_of": _id_of, "name": _name, "party": _party, "label": _label, "count": _count, "status": _status,
    "flag": _flag, "stage": _stage, "money": _money, "currency": _currency, "share": _share, "date": _date,
    "who": _who, "email": _email, "person": _person, "competitor": _competitor, "length": _length,
}  # fmt: skip


def _settle_outcome(columns: Sequence[Column], found: dict[str, Guess]) -> None:
    """One column says how deals ended; it may be a stage, a status, or a flag."""
    by_field = {item.field: header for header, item in found.items()}
    by_header = {column.header: column for column in columns}
    status, stage = by_field.get("status"), by_field.get("stage")
    if status and stage and not _ends(by_header[status]) and _ends(by_header[stage]):
        # `Status: Open, Closed` beside a stage that knows more
        found[status] = Guess(CUSTOM, 1.0)
        status = None
    if status is None and not (stage and _ends(by_header[stage])) and "won" not in by_field and "lost" not in by_field:
        best = max(
            (column for column in columns if column.header not in found and _tells(column)),
            key=_tells, default=None,
        )  # fmt: skip
        if best is not None:
            found[best.header] = Guess("status", 0.6)
            status = best.header
    if status and not stage and _is_pipeline(by_header[status]):
        found[status] = Guess("stage", found[status].confidence)
    if "closed" in by_field and headers.spaced(by_field["closed"]).endswith("open"):
        found[by_field["closed"]] = Guess(CUSTOM, 1.0)
    elif "closed" in by_field and not status and not {"won", "lost"} & set(by_field) and not (
        stage and _ends(by_header[stage])
    ):  # fmt: skip
        found[by_field["closed"]] = Guess("won", 0.6)  # nothing else says how it ended: `Deal closed: yes` is a sale


def _ends(column: Column) -> bool:
    """Whether its values tell deals that are won from those that are lost."""
    if column.kind != "text" or column.distinct > 40:
        return False
    return bool({"won", "lost"} & set(outcome.statuses(column.counts).values()))


def _tells(column: Column) -> float:
    """How surely a column with a name that says nothing is the outcome: of whom its few words speak, 0..2."""
    if column.kind != "text" or column.distinct > 40:
        return 0.0
    meant = outcome.statuses(column.counts)
    ends = {"won", "lost"} & set(meant.values())
    known = sum(column.counts[value] for value, status in meant.items() if status) / max(1, column.filled)
    if len(ends) == 2 and known >= 0.8:
        return 1 + known
    return known if ends and known >= 0.3 and column.distinct <= 8 else 0.0


def _is_pipeline(column: Column) -> bool:
    """Whether a status has several open steps, as stages do."""
    meant = list(outcome.statuses(column.counts).values())
    return "open" in meant and sum(status not in ("won", "lost") for status in meant) >= 2


_ENTERED = (
    re.compile(r"(?:date |time |first )?entered (?:stage )?[\"'“”]?(?P<stage>.+?)[\"'“”]?(?: \(.*pipeline.*\))?", re.I),
    re.compile(r"(?P<stage>.+?)[ _-]+(?:stage )?(?:entered|entry)(?:[ _-]+(?:date|on|at|time))?", re.I),
    re.compile(r"(?:stage )(?P<stage>.+?)[ _-]+(?:date|on|at)", re.I),
    re.compile(r"(?P<stage>.+?)[ _-]+(?:stage[ _-]+)?(?:date|on|at)", re.I),
    re.compile(r"(?:תאריך (?:כניסה ל|שלב )?)(?P<stage>.+)"),
)  # fmt: skip
_SAID = 2
"""How many of the patterns say that it is a stage; of the others the stage must be a known one."""


def _stage_dates(columns: Sequence[Column], found: dict[str, Guess]) -> None:
    stages = {headers.spaced(name): name for name in _stage_names(columns, found)}
    for column in columns:
        taken = found.get(column.header)
        if column.kind not in ("date", "empty") or (taken and taken.confidence >= headers.CLEANED):
            continue
        for number, pattern in enumerate(_ENTERED):
            match = pattern.fullmatch(column.header.strip())
            if match is None:
                continue
            name = re.sub(r"\s*\([^)]*pipeline\)?$", "", match["stage"], flags=re.I).strip(" \"'“”()")
            known = stages.get(headers.spaced(name)) or stages.get(headers.spaced(name.removesuffix(" stage")))
            if known or number < _SAID or (outcome.status_of(name) == "open" and len(headers.spaced(name)) > 3):
                found[column.header] = Guess(STAGE_DATE + (known or name), 0.85 if known else 0.7)
                break


def _stage_names(columns: Sequence[Column], found: Mapping[str, Guess]) -> list[str]:
    return [
        value
        for column in columns
        if column.header in found and found[column.header].field == "stage"
        for value in column.counts
    ]


_OF_ACCOUNTS = frozenset({"account_domain", "industry", "segment", "employees", "country"})
_SEVERAL_ACCOUNTS, _DIFFER = 5, 0.2


def _keep_with_deals(columns: Sequence[Column], found: dict[str, Guess], rows: Sequence[Line]) -> None:
    """What differs between the deals of one account is not of the account: it stays with each deal, as custom."""
    places = {column.header: column.place for column in columns}
    account = next((places[header] for header, item in found.items() if item.field == "account"), None)
    if account is None:
        return
    for header in [header for header, item in found.items() if item.field in _OF_ACCOUNTS]:
        by_account: dict[str, list[str]] = {}
        for line in rows:
            if (name := values.plain(line.cells[account])) and (said := values.plain(line.cells[places[header]])):
                by_account.setdefault(name, []).append(said)
        several = [said for said in by_account.values() if len(said) > 1]
        differ = sum(len(set(said)) > 1 for said in several)
        if len(several) >= _SEVERAL_ACCOUNTS and differ > _DIFFER * len(several):
            found[header] = Guess(CUSTOM, 1.0)


def _by_values(kind: ImportKind, columns: Sequence[Column], found: dict[str, Guess]) -> None:
    """Fields that what a column holds gives away, whatever it is called."""
    taken = {item.field for item in found.values()}
    for column in columns:
        if column.header in found:
            continue
        field = None
        if column.kind == "email":
            field = {"contacts": "email", "deals": "contact_email", "activities": "contact_email"}.get(kind)
        elif (
            kind == "deals"
            and column.kind == "number"
            and (column.share(_with_currency) >= 0.9 or headers.says_currency(column.header))
        ):
            field = "amount"
        elif kind == "deals" and column.kind == "text" and _currency(column):
            field = "currency"
        if field and field not in taken:
            found[column.header] = Guess(field, 0.55)
            taken.add(field)


def _with_currency(value: str) -> bool:
    found = values.money(value)
    return found is not None and found[1] is not None


def _numbers_rows(column: Column) -> bool:
    """Whether a column only numbers the rows, as sheets and data frames do."""
    name = headers.spaced(column.header)
    if not (name == "" or re.fullmatch(r"column 1|unnamed \d+|index|row( number)?|s ?no|sl ?no|sr ?no|x", name)):
        return False
    return column.kind == "number" and column.distinct == column.filled == column.rows
