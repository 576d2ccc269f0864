import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InsightOut, Moved } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { directionOf } from "@/i18n";
import { useFormats } from "@/lib/format";

const SHOWN = 8;

/** What the last refresh changed: cells that moved, rows that came and went. */
export function Changes({ insight: { diff, language } }: { insight: InsightOut }) {
  const { t } = useTranslation("insights");
  const format = useFormats();
  if (!diff)
    return (
      <Section title={t("changes.title")}>
        <p className="text-small text-soft">{t("changes.never")}</p>
      </Section>
    );
  const further = Math.max(0, (diff.changed?.length ?? 0) - SHOWN) + (diff.more_changed ?? 0);
  return (
    <Section title={t("changes.title")} hint={t("changes.since", { ago: format.ago(diff.since) })}>
      <p lang={language} dir={directionOf(language)} className="mb-3">
        {diff.text}
      </p>
      <ul className="divide-y divide-line text-small">
        {diff.changed?.slice(0, SHOWN).map((moved) => (
          <Cell key={`${moved.key.join()}:${moved.column}`} moved={moved} />
        ))}
      </ul>
      {further > 0 && <p className="mt-2 text-small text-soft">{t("changes.more", { count: further })}</p>}
      <Rows label={t("changes.appeared")} rows={diff.appeared ?? []} />
      <Rows label={t("changes.gone")} rows={diff.gone ?? []} />
    </Section>
  );
}

function Cell({ moved }: { moved: Moved }) {
  const format = useFormats();
  const rose = (moved.change ?? 0) > 0;
  const Arrow = rose ? ArrowUp : ArrowDown;
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-3 py-2">
      <bdi className="text-soft">{moved.key.filter(Boolean).join(", ") || moved.label}</bdi>
      <span className="flex items-baseline gap-1.5 tabular-nums">
        <bdi className="text-soft">{moved.before_text}</bdi>
        <span aria-hidden className="rtl:rotate-180">
          →
        </span>
        <bdi className="font-strong">{moved.after_text}</bdi>
        {moved.change_pct != null && (
          <span className="inline-flex items-center text-soft">
            <Arrow aria-hidden className="size-3.5" />
            <bdi>{format.percent(Math.abs(moved.change_pct), 1)}</bdi>
          </span>
        )}
      </span>
    </li>
  );
}

function Rows({ label, rows }: { label: string; rows: (string | null)[][] }) {
  if (rows.length === 0) return null;
  return (
    <p className="mt-3 text-small">
      <span className="text-soft">{label}: </span>
      {rows
        .slice(0, SHOWN)
        .map((row) => row.filter(Boolean).join(", ") || "–")
        .join(" · ")}
    </p>
  );
}
