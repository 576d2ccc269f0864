"""An explanation as a file: CSV for a sheet, Markdown for a page. Pure."""

from __future__ import annotations

import csv
import io
from typing import Literal

from ringside.deals.winloss.schemas import WinLossOut

Format = Literal["csv", "markdown"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(out: WinLossOut) -> str:
    """Factors, patterns, differences and excluded columns, one a row; words that a sheet would compute are quoted."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerow(["what", "name", "effect_points", "low", "high", "sure", "won", "lost", "detail", "deals"])
    writer.writerow(["quality", f"signal: {out.signal}", _n(out.auc), _n(out.auc_low), _n(out.auc_high), "",
                     out.cohort.won, out.cohort.lost, f"AUC; Brier {_n(out.brier)}", ""])  # fmt: skip
    for factor in out.factors:
        writer.writerow(["factor", _safe(factor.name), factor.effect, factor.low, factor.high, factor.sure, factor.won,
                         factor.lost, _safe(factor.against), " ".join(factor.examples)])  # fmt: skip
    for one in out.of_deal:
        writer.writerow(
            ["deal factor", _safe(one.name), one.points, one.low, one.high, one.sure, one.won, one.lost, "", ""]
        )
    for pattern in out.patterns:
        detail = f"{pattern.outcome} at least {100 * pattern.bound:.0f} %, of all {100 * pattern.base:.0f} %"
        writer.writerow(["pattern", _safe(pattern.name), "", "", "", True, pattern.won, pattern.lost, detail,
                         " ".join(pattern.examples)])  # fmt: skip
    for each in out.differences:
        apart = each.difference
        writer.writerow([f"difference ({each.kind})", _safe(each.name), 100 * apart.value, 100 * apart.low,
                         100 * apart.high, each.sure, "", "", f"A {_n(each.a)}, B {_n(each.b)}", ""])  # fmt: skip
    for field in out.excluded:
        writer.writerow(["excluded", _safe(field.name), "", "", "", "", "", "", _safe(field.why), ""])
    return sink.getvalue()


def as_markdown(out: WinLossOut) -> str:
    lines = [f"# {out.deal.name if out.deal else 'Win-loss'}".replace("\n", " "), "", out.narrative, ""]
    if out.auc is not None:
        lines += [f"AUC {out.auc:.3f} ({_n(out.auc_low)}–{_n(out.auc_high)}), Brier {_n(out.brier)} "
                  f"({_n(out.brier_low)}–{_n(out.brier_high)}), "
                  f"{out.cohort.deals} deals, {out.quality.folds} folds", ""]  # fmt: skip
    rows = [(f.name, f.effect, f.low, f.high, f.won, f.lost, f.sure) for f in out.factors]
    if out.kind == "deal":
        rows = [(f.name, f.points, f.low, f.high, f.won, f.lost, f.sure) for f in out.of_deal]
    if rows:
        lines += ["| | points | 95 % | won | lost | sure |", "|---|---:|---|---:|---:|---|"]
        lines += [f"| {_cell(n)} | {e:+.1f} | {lo:+.1f} … {hi:+.1f} | {w} | {x} | {'✓' if s else ''} |"
                  for n, e, lo, hi, w, x, s in rows]  # fmt: skip
        lines.append("")
    if out.patterns:
        lines += ["| | won | lost | at least | of all |", "|---|---:|---:|---:|---:|"]
        lines += [f"| {_cell(p.name)} ({p.outcome}) | {p.won} | {p.lost} | "
                  f"{100 * p.bound:.0f} % | {100 * p.base:.0f} % |"
                  for p in out.patterns]  # fmt: skip
        lines.append("")
    if out.differences:
        lines += ["| | A | B | |", "|---|---:|---:|---|"]
        lines += [f"| {_cell(d.name)} ({d.kind}) | {_n(d.a)} | {_n(d.b)} | {'✓' if d.sure else ''} |"
                  for d in out.differences]  # fmt: skip
        lines.append("")
    lines += [f"- {_cell(field.name)}: {field.why}" for field in out.excluded]
    return "\n".join(lines).strip() + "\n"


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _n(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
