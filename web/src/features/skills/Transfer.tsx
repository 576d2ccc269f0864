import { useTranslation } from "react-i18next";
import type { RatingOut, TransferOut } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { Meter, Range } from "@/components/Meter";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

/** Whether practice shows in real calls: said in a sentence, drawn with its interval, or what is missing to say so. */
export function Transfer({ skill }: { skill: RatingOut }) {
  const { t } = useTranslation("skills");
  return (
    <Section title={t("transfer.title", { skill: skill.title })} hint={t("transfer.hint")}>
      <Statement of={skill.transfer} />
      <Drawn of={skill.transfer} />
      {skill.criteria.length > 0 && (
        <ul className="mt-5 flex flex-col gap-4">
          {skill.criteria.map((one) => (
            <li key={one.criterion}>
              <p dir="auto" className="font-strong">
                {one.title}
              </p>
              <Statement of={one.transfer} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Statement({ of }: { of: TransferOut }) {
  const { t } = useTranslation("skills");
  const format = useFormats();
  if (of.verdict === "not_practised" || !of.since) {
    return <p className="text-soft">{t("transfer.notPractised")}</p>;
  }
  const practised = t("transfer.practised", { count: of.sessions, day: format.day(of.since) });
  if (of.verdict === "too_little") {
    return (
      <p className="text-soft">
        {practised} {of.needed_before > 0 && t("transfer.neededBefore", { count: of.needed_before })}{" "}
        {of.needed_after > 0 && t("transfer.neededAfter", { count: of.needed_after })}
      </p>
    );
  }
  const points = format.number(Math.abs(100 * (of.effect ?? 0)));
  const range = { low: format.number(100 * (of.low ?? 0)), high: format.number(100 * (of.high ?? 0)) };
  return (
    <p>
      {practised}{" "}
      <DottedNumber
        from={{
          definition: t("transfer.definition"),
          sample: t("transfer.sample", { before: of.before.calls, after: of.after.calls }),
          source: t("transfer.interval", range),
        }}
      >
        {t(`transfer.${of.verdict}`, { points })}
      </DottedNumber>
    </p>
  );
}

function Drawn({ of }: { of: TransferOut }) {
  const { t } = useTranslation("skills");
  const format = useFormats();
  if (of.effect == null || of.low == null || of.high == null) return null;
  const sides = [
    { key: "before", side: of.before },
    { key: "after", side: of.after },
  ] as const;
  const range = { low: format.number(100 * of.low), high: format.number(100 * of.high) };
  return (
    <figure className="mt-4 flex flex-col gap-3">
      {sides.map(({ key, side }) => (
        <div key={key}>
          <p className="flex justify-between text-small">
            <span>{t(`transfer.${key}`, { count: side.calls })}</span>
            <span>{format.percent(side.mean ?? 0)}</span>
          </p>
          <Meter
            label={t(`transfer.${key}`, { count: side.calls })}
            text={format.percent(side.mean ?? 0)}
            value={side.mean ?? 0}
            className="mt-1"
          />
        </div>
      ))}
      <div>
        <p className="text-small">{t("transfer.difference")}</p>
        <Range
          label={t("transfer.difference")}
          text={t("transfer.interval", range)}
          value={of.effect}
          low={of.low}
          high={of.high}
          min={-1}
          max={1}
          mark={0}
          certain={of.verdict !== "unclear"}
          className="mt-1"
        />
        <figcaption className="mt-1 text-small text-soft">{t("transfer.interval", range)}</figcaption>
      </div>
    </figure>
  );
}
