import { useTranslation } from "react-i18next";
import type { Signal, Signals } from "@/api/types.gen";
import { DottedNumber, type Provenance } from "@/components/DottedNumber";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { BandBar } from "./BandBar";
import { useUnits } from "./units";

/** One picture with its name and its number. */
export function Figure({
  label,
  value,
  from,
  children,
}: {
  label: string;
  value: string;
  from?: Provenance;
  children?: React.ReactNode;
}) {
  return (
    <div>
      <p className="mb-1.5 flex items-baseline justify-between gap-4">
        <span>{label}</span>
        {from ? <DottedNumber from={from}>{value}</DottedNumber> : <span className="text-soft">{value}</span>}
      </p>
      {children}
    </div>
  );
}

/** Definition, sample and the source of the usual band of one signal. */
function useProvenance() {
  const { t } = useTranslation("practice");
  const format = useFormats();
  return (definition: string, signal: Signal, sample?: string): Provenance => ({
    definition,
    sample: sample ?? (signal.basis ? t(`signals.basis.${signal.basis}`) : undefined),
    source: signal.band ? (
      <>
        {signal.band.low != null && signal.band.high != null
          ? t("signals.band", {
              low: format.number(signal.band.low, 2),
              high: format.number(signal.band.high, 2),
            })
          : t("signals.bandMost", { high: format.number(signal.band.high ?? 0) })}{" "}
        <bdi>{signal.band.source}</bdi>.{" "}
        <span className="text-soft">{t(`signals.provenance.${signal.band.provenance}`)}</span>
      </>
    ) : undefined,
  });
}

export function TalkShare({ signal }: { signal: Signal }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const provenance = useProvenance();
  if (signal.value === null) return <Unmeasured label={t("signals.talk")} signal={signal} />;
  const text = format.percent(signal.value);
  return (
    <Figure
      label={t("signals.talk")}
      value={text}
      from={provenance(
        t("signals.talkDefinition"),
        signal,
        t(`signals.talkSample.${signal.basis ?? "words"}`, { n: format.number(signal.n ?? 0) }),
      )}
    >
      <BandBar
        label={t("signals.talk")}
        text={text}
        value={signal.value}
        max={1}
        low={signal.band?.low}
        high={signal.band?.high}
      />
      <p className="mt-1 text-small text-soft">
        {signal.band?.low != null &&
          signal.band.high != null &&
          t("signals.usual", {
            low: format.percent(signal.band.low),
            high: format.percent(signal.band.high),
          })}
      </p>
    </Figure>
  );
}

export function Monologue({ signal }: { signal: Signal }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const units = useUnits();
  const provenance = useProvenance();
  if (signal.value === null) return <Unmeasured label={t("signals.monologue")} signal={signal} />;
  const high = signal.band?.high ?? null;
  const text = units(signal.value, signal.unit);
  return (
    <Figure
      label={t("signals.monologue")}
      value={text}
      from={provenance(t("signals.monologueDefinition"), signal)}
    >
      <BandBar
        label={t("signals.monologue")}
        text={text}
        value={signal.value}
        max={Math.max(signal.value, (high ?? signal.value) * 1.25, 1)}
        low={0}
        high={high}
      />
      {high !== null && (
        <p className="mt-1 text-small text-soft">{t("signals.below", { high: format.number(high) })}</p>
      )}
    </Figure>
  );
}

const KINDS = ["questions_open", "questions_closed", "questions_leading"] as const;
const SHADES = {
  questions_open: "bg-accent",
  questions_closed: "bg-accent/45",
  questions_leading: "bg-edge",
} as const;

export function Questions({ signals }: { signals: Signals }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const provenance = useProvenance();
  const total = signals.questions.value ?? 0;
  const follow = signals.follow_ups.value ?? 0;
  return (
    <Figure
      label={t("signals.questions")}
      value={format.number(total)}
      from={provenance(t("signals.questionsDefinition"), signals.questions)}
    >
      <ul className="flex flex-wrap gap-1">
        {KINDS.flatMap((kind) =>
          Array.from({ length: signals[kind].value ?? 0 }, (_, nth) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: dots that are all alike
              key={`${kind}-${nth}`}
              aria-hidden
              className={classes("size-2.5 rounded-full", SHADES[kind])}
            />
          )),
        )}
      </ul>
      <p className="mt-1.5 text-small text-soft">
        {KINDS.filter((kind) => (signals[kind].value ?? 0) > 0)
          .map((kind) => t(`signals.${kind}`, { count: signals[kind].value ?? 0 }))
          .join(" · ")}
        {follow > 0 && ` · ${t("signals.followUps", { count: follow })}`}
      </p>
    </Figure>
  );
}

const OTHERS = [
  "discovery_coverage",
  "hedging",
  "fillers",
  "pace",
  "patience",
  "interactivity",
  "interruptions",
  "response_time",
  "hesitation",
] as const;

/** The rest, as plain figures; what a text call cannot show is said once and not counted against anybody. */
export function OtherFigures({ signals }: { signals: Signals }) {
  const { t } = useTranslation("practice");
  const units = useUnits();
  const provenance = useProvenance();
  const seen = OTHERS.filter((name) => signals[name].value !== null);
  const unseen = OTHERS.filter((name) => signals[name].value === null);
  return (
    <>
      {seen.length > 0 && (
        <div className="mt-7 grid gap-x-10 gap-y-2 border-t border-line pt-5 sm:grid-cols-2">
          {seen.map((name) => (
            <Figure
              key={name}
              label={t(`signals.others.${name}`)}
              value={units(signals[name].value ?? 0, signals[name].unit)}
              from={provenance(t(`signals.definitions.${name}`), signals[name])}
            />
          ))}
        </div>
      )}
      {unseen.length > 0 && (
        <p className="mt-4 text-small text-soft">
          {t("signals.unmeasured", { names: unseen.map((name) => t(`signals.others.${name}`)).join(", ") })}
        </p>
      )}
    </>
  );
}

/** The server gives its reasons as English sentences; those that can stand here have words in each language. */
function reasonOf(signal: Signal) {
  switch (signal.reason) {
    case "Nobody spoke.":
      return "nobodySpoke";
    case "The rep did not speak.":
      return "repSilent";
    case "The transcript has no times.":
      return "noTimes";
    default:
      return "unknown";
  }
}

function Unmeasured({ label, signal }: { label: string; signal: Signal }) {
  const { t } = useTranslation("practice");
  return <Figure label={label} value={t(`signals.reasons.${reasonOf(signal)}`)} />;
}
