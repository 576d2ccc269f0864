import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { useFormats } from "@/lib/format";
import { money } from "../money";
import { type Asked, useBehind } from "./useWinLoss";

/** The deals behind a statement. */
export function Behind({ name, asked, onClose }: { name: string; asked: Asked; onClose: () => void }) {
  const { t, i18n } = useTranslation("winLoss");
  const format = useFormats();
  const query = useBehind(asked);
  return (
    <Dialog open onClose={onClose} title={name} className="max-w-[min(40rem,calc(100vw-2rem))]">
      <QueryView query={query}>
        {(data) => {
          const deals = data.pages.flatMap((page) => page.items);
          return (
            <>
              {data.pages[0] && (
                <p className="mb-3 text-small text-soft">
                  {t("behind.counts", { won: data.pages[0].won, lost: data.pages[0].lost })}
                </p>
              )}
              <ul className="flex flex-col divide-y divide-line">
                {deals.map((deal) => (
                  <li key={deal.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
                    <Link
                      to="/deals/$dealId"
                      params={{ dealId: deal.id }}
                      className="min-w-0 underline decoration-line underline-offset-4 wrap-anywhere hover:decoration-ink"
                    >
                      <bdi>{deal.name}</bdi>
                    </Link>
                    <span className="text-small text-soft tabular-nums">
                      {deal.amount != null && (
                        <bdi className="me-3">{money(i18n.language, deal.amount, deal.currency ?? null)}</bdi>
                      )}
                      {t(`status.${deal.status === "won" ? "won" : "lost"}`)}
                      {deal.closed_at && ` · ${format.day(deal.closed_at)}`}
                    </span>
                  </li>
                ))}
              </ul>
              <LoadMore query={query} className="mt-4" />
            </>
          );
        }}
      </QueryView>
    </Dialog>
  );
}
