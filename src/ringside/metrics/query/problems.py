"""Why a question cannot be computed. Each is said to the person as it is."""

from __future__ import annotations

from ringside.core.errors import AppError, Conflict, Invalid, TooMany


class CannotAnswer(Invalid):
    """The query does not fit the model or the data."""

    slug, title = "cannot-answer", "This cannot be computed from your data"


class UnknownName(CannotAnswer):
    """A measure or field that the model does not have; `nearest` lists what it may mean."""

    slug, title = "unknown-name", "Your data has no such number or field"


class FieldUnreachable(CannotAnswer):
    """No join leads from what is counted to what it shall be cut by."""

    slug, title = "field-unreachable", "These numbers cannot be broken down like that"


class FieldAmbiguous(CannotAnswer):
    """Several fields may be meant; `choices` has their full paths."""

    slug, title = "field-ambiguous", "This may be one of several fields"


class NoDate(CannotAnswer):
    slug, title = "no-date", "These rows carry no date"


class UnusableValue(CannotAnswer):
    slug, title = "unusable-value", "A value does not fit its field"


class NotAdditive(CannotAnswer):
    slug, title = "not-additive", "This number cannot be added up"


class NoData(Conflict):
    slug, title = "no-data", "There is no data to ask yet"


class DuplicateKeys(Conflict):
    """A join would count rows twice. `table`, `key`, `duplicates`."""

    slug, title = "duplicate-keys", "Rows would be counted twice"


class TooMuchData(CannotAnswer):
    slug, title = "too-much-data", "This question needs more memory than there is"


class TookTooLong(AppError):
    status, slug, title = 504, "took-too-long", "Working this out took too long"


class Busy(TooMany):
    slug, title = "metrics-busy", "Too many questions at once"


class SourceUnavailable(AppError):
    status, slug, title = 502, "source-unavailable", "The connected database did not answer"


class Unguarded(AppError):
    """A statement of ours that would read what it must not. Never shown in detail: it is our fault."""

    status, slug, title = 500, "query-refused", "This query was stopped by a safety check"
