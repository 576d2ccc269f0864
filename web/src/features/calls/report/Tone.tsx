import { useTranslation } from "react-i18next";
import type { CallDetail, CallTone } from "@/api/types.gen";
import { Quoted } from "@/components/evidence/Evidence";
import { useMoments } from "@/components/evidence/Moments";
import { LineChart } from "@/components/LineChart";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { clearest, SURE, toneOverTime } from "./toneOf";

const MOST_STEPS = 24;
/** Readings a step of the chart should rest on. */
const PER_STEP = 2;

/** How each side sounded in words over the call, and the moments that stand out. */
export function Tone({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const { go } = useMoments();
  const tone = call.tone ?? [];
  const last = call.turns.at(-1)?.index ?? 0;
  const sure = tone.filter((one) => one.confidence >= SURE).length;
  const steps = Math.min(MOST_STEPS, last + 1, Math.max(4, Math.round(sure / PER_STEP)));
  const firstOf = (step: number) => Math.ceil((step * (last + 1)) / steps);
  const series = (["rep", "customer"] as const).map((speaker) => ({
    name: t(speaker === "rep" ? "speakers.rep" : "speakers.customer"),
    stroke: speaker === "rep" ? ("solid" as const) : ("dashed" as const),
    values: toneOverTime(tone, speaker, last, steps).map((value) =>
      value === null ? null : Math.round(value * 100) / 100,
    ),
  }));
  if (series.every((one) => one.values.every((value) => value === null))) return null;
  const customer = tone.filter((one) => one.speaker === "customer");
  return (
    <Section title={t("tone.title")} hint={t("tone.hint")}>
      <LineChart
        label={t("tone.title")}
        series={series}
        min={-1}
        max={1}
        steps={Array.from({ length: steps }, (_, step) => {
          const turn = call.turns.find((one) => one.index >= firstOf(step));
          return turn?.start != null
            ? format.clock(turn.start)
            : t("player.turn", { n: format.number(firstOf(step) + 1) });
        })}
        onStep={(step) => go(firstOf(step))}
      />
      <Moments call={call} label={t("tone.warm")} tone={clearest(customer, 1)} />
      <Moments call={call} label={t("tone.cold")} tone={clearest(customer, -1)} />
    </Section>
  );
}

function Moments({ call, label, tone }: { call: CallDetail; label: string; tone: readonly CallTone[] }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const said = tone.flatMap((one) => {
    const text = call.turns.find((turn) => turn.index === one.turn)?.text;
    return text ? [{ one, text }] : [];
  });
  if (said.length === 0) return null;
  return (
    <div className="mt-4">
      <h3 className="text-small font-normal text-soft">{label}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {said.map(({ one, text }) => (
          <li key={one.turn} className="leading-7">
            <Quoted words={{ turn: one.turn, start: 0, end: Array.from(text).length, text }} />{" "}
            <span className="text-small text-soft">
              {t("tone.confidence", { share: format.percent(one.confidence) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
