import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BellRing } from "lucide-react";
import { useTranslation } from "react-i18next";
import { insightsListInsightsOptions } from "@/api/@tanstack/react-query.gen";
import type { InsightItem } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { movedMost } from "./moved";

/** A pinned number that moved, or that somebody asked to be told of. Nothing where none did. */
export function MovedNumber() {
  const { t } = useTranslation("home");
  const { data } = useQuery(insightsListInsightsOptions({ query: { limit: 50 } }));
  const shown = movedMost(data?.items ?? []);
  if (!shown) return null;
  return (
    <Section title={t("moved.title")}>
      <Told insight={shown} />
    </Section>
  );
}

function Told({ insight }: { insight: InsightItem }) {
  const { t } = useTranslation("home");
  const format = useFormats();
  const { alert, headline, moved } = insight;
  const raised = alert?.state === "raised" && alert.raised_at ? alert.raised_at : null;
  const number = raised ? (headline?.text ?? moved?.after_text) : (moved?.after_text ?? headline?.text);
  const of = moved?.key.filter((part) => part !== null).join(", ");
  return (
    <>
      {number && (
        <p className="text-display">
          <DottedNumber
            from={{
              definition: <bdi>{moved?.label ?? headline?.label}</bdi>,
              sample: t("moved.asked", { ago: format.ago(insight.refreshed_at) }),
              source: <bdi>{insight.title}</bdi>,
            }}
          >
            <bdi>{number}</bdi>
          </DottedNumber>
        </p>
      )}
      <p className="mt-1 text-soft">
        <bdi>{insight.title}</bdi>
        {!raised && of && (
          <>
            {" · "}
            <bdi>{of}</bdi>
          </>
        )}
      </p>
      {raised ? (
        <p className="mt-2 flex items-center gap-2 text-warn">
          <BellRing aria-hidden className="size-4 shrink-0" />
          {t("moved.raised", { ago: format.ago(raised) })}
        </p>
      ) : (
        moved && <p className="mt-2">{t("moved.before", { before: moved.before_text })}</p>
      )}
      <p className="mt-4">
        <Link
          to="/numbers/insights/$insightId"
          params={{ insightId: insight.id }}
          className="inline-flex items-center font-strong text-accent hover:underline touch:min-h-11"
        >
          {t("moved.open")}
        </Link>
      </p>
    </>
  );
}
