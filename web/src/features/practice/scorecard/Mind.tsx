import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail, LogView } from "@/api/types.gen";
import { Quoted } from "@/components/evidence/Evidence";
import { useMoments } from "@/components/evidence/Moments";
import { Fold } from "@/components/Fold";
import { LineChart } from "@/components/LineChart";
import { Section } from "@/components/Section";
import { Segmented } from "@/components/Segmented";
import { useFormats } from "@/lib/format";
import { mindOverTurns, strongest } from "./mindOverTurns";

const FEELINGS = ["trust", "interest", "patience"] as const;
const STROKES = { trust: "solid", interest: "dashed", patience: "dotted" } as const;

/** What the buyer felt, turn by turn, and why: hidden during the call, told now. */
export function Mind({ call }: { call: ConversationDetail }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const { go, moment } = useMoments();
  const starts = call.start_minds ?? {};
  const people = Object.keys(starts);
  const [chosen, choose] = useState(people[0] ?? "");
  const log = (call.buyer_log ?? []).filter(({ name }) => people.length === 0 || name === chosen);
  const start = starts[chosen] ?? call.start_mind;
  if ((call.buyer_log ?? []).length === 0 || !start) return null;
  const points = mindOverTurns(start, log);
  const current = points.findIndex((point) => point.turn === moment?.turn);
  const top = strongest(log);
  const turnName = (turn: number) => t("mind.turn", { n: format.number(turn + 1) });
  return (
    <Section title={t("mind.title")} hint={t("mind.hint")}>
      {people.length > 0 && (
        <div className="mb-4">
          <Segmented
            label={t("mind.whose")}
            choices={people.map((name) => ({ value: name, label: name.split(" ")[0] ?? name }))}
            value={chosen}
            onChange={choose}
          />
        </div>
      )}
      <LineChart
        label={t("mind.chart")}
        series={FEELINGS.map((feeling) => ({
          name: t(`mind.${feeling}`),
          stroke: STROKES[feeling],
          values: points.map((point) => Math.round(point.mind[feeling])),
          note: t("mind.fromTo", {
            from: format.number(points[0]?.mind[feeling] ?? 0),
            to: format.number(points.at(-1)?.mind[feeling] ?? 0),
          }),
        }))}
        steps={points.map((point) => (point.turn === null ? t("mind.start") : turnName(point.turn)))}
        marks={top.map(({ turn }, place) => ({
          step: points.findIndex((point) => point.turn === turn),
          label: `${t("mind.number", { n: format.number(place + 1) })}: ${turnName(turn)}`,
        }))}
        current={current > 0 ? current : undefined}
        onStep={(index) => {
          const turn = points[index]?.turn;
          if (turn != null) go(turn);
        }}
      />
      <h3 className="mt-6 text-small font-normal text-soft">{t("mind.top")}</h3>
      <ol className="mt-1">
        {top.flatMap(({ turn, entries }, place) =>
          entries.map((entry, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the log is complete and never changes
            <Cause key={`${turn}-${nth}`} entry={entry} number={nth === 0 ? place + 1 : undefined} />
          )),
        )}
      </ol>
      <Fold className="mt-4" summary={t("mind.causes", { count: log.length })}>
        <ol className="mt-3">
          {log.map((entry, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the log is complete and never changes
            <Cause key={place} entry={entry} />
          ))}
        </ol>
      </Fold>
    </Section>
  );
}

/** One change: the turn, the cause in plain words, and by how much. `number` is its mark on the chart. */
function Cause({ entry, number }: { entry: LogView; number?: number }) {
  const { t } = useTranslation("practice");
  const { go } = useMoments();
  const format = useFormats();
  const { quote } = entry;
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line py-3 last:border-0 sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      <p className="flex items-baseline gap-2 text-small">
        {number !== undefined && (
          <span className="grid size-5 shrink-0 place-items-center rounded-full border border-edge tabular-nums">
            {format.number(number)}
          </span>
        )}
        <button type="button" onClick={() => go(entry.turn)} className="dotted touch:min-h-11">
          {t("mind.turn", { n: format.number(entry.turn + 1) })}
        </button>
      </p>
      <div className="min-w-0">
        <p dir="auto">{entry.text}</p>
        {quote && (
          <p className="mt-1 leading-7">
            <Quoted words={quote} />
          </p>
        )}
        <p className="mt-1 flex flex-wrap gap-x-4 text-small text-soft tabular-nums">
          {FEELINGS.filter((feeling) => Math.round(entry[feeling]) !== 0).map((feeling) => (
            <span key={feeling}>
              {t(`mind.${feeling}`)} <bdi dir="ltr">{signed(Math.round(entry[feeling]))}</bdi>
            </span>
          ))}
        </p>
      </div>
    </li>
  );
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : `−${Math.abs(change)}`;
}
