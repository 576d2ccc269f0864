"""What a sync tells of itself: counts by kind, and single findings up to a number that a person may read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.ids import new_id
from ringside.deals.sync.models import CrmFinding, CrmRun
from ringside.deals.sync.port import Trouble
from ringside.deals.sync.schemas import CrmCounts

MOST = {
    "conflict": 2_000,
    "problem": 1_000,
    "created": 100,
    "updated": 500,
    "deleted": 500,
    "merged": 500,
    "written": 500,
}
"""Findings of each sort that one report keeps; all are counted."""
KEPT_RUNS = 50
NAMES = tuple(CrmCounts.model_fields)


@dataclass
class Report:
    """Collected while a page is applied, saved with it."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    findings: list[dict[str, Any]] = field(default_factory=list)

    def count(self, kind: str, what: str, number: int = 1) -> None:
        if number:
            self.counts[kind][what] += number

    def note(self, what: str, kind: str | None, **told: Any) -> None:
        """A single finding; its counter too, where it has one of its own."""
        self.findings.append({"what": what, "kind": kind} | told)

    def trouble(self, trouble: Trouble) -> None:
        """Something that has to be named; the rest goes on."""
        self.count(trouble.kind or "deal", "problems")
        self.note(
            "problem", trouble.kind, code=trouble.code[:40], external_id=trouble.id, name=trouble.name[:200],
            field=trouble.field, crm=trouble.detail[:500] if trouble.detail else None,
        )  # fmt: skip


def save(session: AsyncSession, run: CrmRun, report: Report, now: datetime) -> None:
    """Add to the run's report, in the transaction of what it reports."""
    counts = {kind: dict(of) for kind, of in run.counts.items()}
    kept: dict[str, int] = counts.setdefault("_kept", {})
    for kind, counter in report.counts.items():
        mine = counts.setdefault(kind, {})
        for name, number in counter.items():
            mine[name] = mine.get(name, 0) + number
    for finding in report.findings:
        what = finding["what"]
        if kept.get(what, 0) >= MOST.get(what, 500) or _told(kept, finding):
            continue
        kept[what] = kept.get(what, 0) + 1
        session.add(CrmFinding(id=new_id(now), run_id=run.id, **finding))
    run.counts = counts
    run.seen_at = now


def _told(kept: dict[str, int], finding: dict[str, Any]) -> bool:
    """Whether a missing field or stream has been named in this run already: each page would say it again."""
    if finding.get("code") not in ("field-missing", "no-access", "unknown-stage"):
        return False
    key = f"{finding['code']}:{finding['kind']}:{finding.get('name')}:{finding.get('field')}"[:120]
    known = key in kept
    kept[key] = 1
    return known


def of_kind(counts: dict[str, Any], kind: str) -> CrmCounts:
    return CrmCounts(**{name: number for name, number in counts.get(kind, {}).items() if name in NAMES})


def total(counts: dict[str, Any]) -> CrmCounts:
    """All kinds together."""
    summed: Counter[str] = Counter()
    for kind, of in counts.items():
        if not kind.startswith("_"):
            summed.update({name: number for name, number in of.items() if name in NAMES})
    return CrmCounts(**summed)
