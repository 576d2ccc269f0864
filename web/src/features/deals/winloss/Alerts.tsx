import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  dealsDismissWinLossAlertMutation,
  dealsListWinLossAlertsOptions,
  dealsListWinLossAlertsQueryKey,
} from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { useLanguage } from "./useWinLoss";

/** Open deals that stand as deals did that were lost; nothing where there are none. */
export function Alerts() {
  const { t } = useTranslation("winLoss");
  const format = useFormats();
  const language = useLanguage();
  const asked = { query: { language } };
  const { data } = useQuery(dealsListWinLossAlertsOptions(asked));
  const queries = useQueryClient();
  const dismiss = useMutation({
    ...dealsDismissWinLossAlertMutation(),
    onSettled: () => queries.invalidateQueries({ queryKey: dealsListWinLossAlertsQueryKey(asked) }),
  });
  if (!data?.length) return null;
  return (
    <Section title={t("alerts.title")} hint={t("alerts.hint")}>
      <ul className="flex flex-col divide-y divide-line">
        {data.slice(0, 8).map(({ deal, pattern }) => (
          <li key={`${deal.id}-${pattern.key}`} className="flex items-start gap-3 py-2">
            <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0 text-warn" />
            <p className="min-w-0 grow wrap-anywhere">
              <Link
                to="/deals/$dealId"
                params={{ dealId: deal.id }}
                className="underline decoration-line underline-offset-4 hover:decoration-ink"
              >
                <bdi>{deal.name}</bdi>
              </Link>
              <span className="block text-small text-soft">
                <bdi>{pattern.name}</bdi>:{" "}
                {t("alerts.of", {
                  lost: pattern.lost,
                  deals: pattern.deals,
                  bound: format.percent(pattern.bound),
                })}
              </span>
            </p>
            <Button
              kind="quiet"
              size="small"
              aria-label={t("alerts.dismissOne", { name: deal.name })}
              onClick={() => dismiss.mutate({ path: { deal_id: deal.id }, query: { pattern: pattern.key } })}
            >
              {t("alerts.dismiss")}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
