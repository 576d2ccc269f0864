import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { Segmented } from "@/components/Segmented";
import { daysOf, SPANS, type Span, spoken } from "./period";

const WORDS = { "last week": "lastWeek", "last month": "lastMonth", "last quarter": "lastQuarter" } as const;

/** Which period the summary is of: a usual one, or days of one's own. */
export function PeriodPick({ period, onPick }: { period: string; onPick: (period: string) => void }) {
  const { t } = useTranslation("summary");
  const days = daysOf(period);
  const [own, setOwn] = useState(days !== null);
  const choices = [
    ...SPANS.map((value) => ({ value, label: t(WORDS[value]) })),
    { value: "own" as const, label: t("own") },
  ];
  return (
    <div className="mb-8 flex flex-wrap items-end gap-x-6 gap-y-4 print:hidden">
      <Segmented<Span | "own">
        label={t("period")}
        choices={choices}
        value={own ? "own" : (period as Span)}
        onChange={(value) => {
          setOwn(value === "own");
          if (value !== "own") onPick(value);
        }}
      />
      {own && <OwnDays key={period} first={days?.first} last={days?.last} onPick={onPick} />}
    </div>
  );
}

function OwnDays({
  first = "",
  last = "",
  onPick,
}: {
  first?: string;
  last?: string;
  onPick: (period: string) => void;
}) {
  const { t } = useTranslation(["summary", "metrics"]);
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState(last);
  const wrong = Boolean(from && to && from > to);
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (from && to && !wrong) onPick(spoken(from, to));
      }}
    >
      <Field label={t("metrics:edit.from")} optional="unsaid">
        <Input type="date" dir="ltr" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field
        label={t("metrics:edit.to")}
        optional="unsaid"
        error={wrong ? t("metrics:edit.backwards") : undefined}
      >
        <Input type="date" dir="ltr" value={to} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <Button type="submit" disabled={!from || !to || wrong}>
        {t("show")}
      </Button>
    </form>
  );
}
