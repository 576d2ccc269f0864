import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { PageHeader } from "@/components/PageHeader";
import { useFormats } from "@/lib/format";
import { isolated, outcomeSentence } from "../outcome";
import { Actions } from "./Actions";

/** What came of the call, in one sentence, and the number where there is one. */
export function Head({ call, mine }: { call: ConversationDetail; mine: boolean }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const minutes = call.ended_at ? (Date.parse(call.ended_at) - Date.parse(call.started_at)) / 1000 : 0;
  const agreed = call.outcome === "meeting";
  const open = agreed
    ? undefined
    : call.signals?.objections?.findLast((objection) => objection.resolved === false);
  return (
    <>
      <PageHeader
        above={
          <Link
            to="/practice/history"
            className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11"
          >
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("tabs.history")}
          </Link>
        }
        title={t(`outcomeSentences.${outcomeSentence(call)}`, { name: isolated(call.persona.name) })}
        documentTitle={call.title}
        lead={
          <>
            {open && (
              <span className="block text-ink">
                {t("scorecard.leftOpen", { objection: t(`objections.${open.kind}`) })}
              </span>
            )}
            <bdi>{call.title}</bdi> · <bdi>{call.persona.name}</bdi>, <bdi>{call.persona.company}</bdi> ·{" "}
            {t(`levels.${call.level}`)} ·{" "}
            <time dateTime={call.started_at}>{format.day(call.started_at)}</time>
            {!mine && (
              <>
                {" · "}
                <bdi>{call.user.name}</bdi>
              </>
            )}
          </>
        }
        actions={<Actions call={call} mine={mine} />}
      />
      <div className="mb-8 flex flex-wrap items-end gap-x-12 gap-y-4 border-t-2 border-ink pt-5">
        <Score call={call} />
        <Fact label={t("scorecard.length")}>
          {format.clock(minutes)} · {t("scorecard.turns", { count: call.turns.length })}
        </Fact>
      </div>
    </>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <p>
      <span className="block text-small text-soft">{label}</span>
      <span className="tabular-nums">{children}</span>
    </p>
  );
}

function Score({ call }: { call: ConversationDetail }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const card = call.scorecard;
  if (!card) return null;
  if (card.score === null)
    return (
      <p className="max-w-md">
        <span className="block font-strong">{t("scorecard.noScore")}</span>
        <span className="text-soft">
          {t("scorecard.noScoreWhy", { share: format.percent(card.observed ?? 0) })}
        </span>
      </p>
    );
  const observed = card.criteria.filter((one) => one.result !== "not_observed");
  const met = observed.filter((one) => one.result === "met");
  return (
    <p>
      <span className="text-display leading-none">
        <DottedNumber
          from={{
            definition: t("scorecard.scoreDefinition"),
            sample: t("scorecard.scoreSample", {
              met: met.length,
              observed: observed.length,
              all: card.criteria.length,
              share: format.percent(card.observed ?? 1),
            }),
            source: t("scorecard.scoreSource", { rubric: card.title || card.rubric }),
          }}
        >
          {format.number(card.score)}
        </DottedNumber>
      </span>{" "}
      <span className="text-soft">{t("scorecard.of100")}</span>
      <span className="block text-small text-soft tabular-nums">
        {t("scorecard.observed", { met: met.length, observed: observed.length })}
      </span>
    </p>
  );
}
