import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { insightsListInsightsOptions } from "@/api/@tanstack/react-query.gen";

/** What was pinned last: each number and what it says, one press from its whole answer. */
export function Pins() {
  const { t } = useTranslation("metrics");
  const { data } = useQuery(insightsListInsightsOptions({ query: { limit: 6 } }));
  if (!data || data.items.length === 0) return <p className="text-small text-soft">{t("aside.noPins")}</p>;
  return (
    <section aria-labelledby="pins">
      <h2 id="pins" className="mb-2 text-small font-normal text-soft">
        {t("aside.pins")}
      </h2>
      <ul className="flex flex-col gap-2">
        {data.items.map((pin) => (
          <li key={pin.id}>
            <Link
              to="/numbers/insights/$insightId"
              params={{ insightId: pin.id }}
              className="block rounded-control border border-line bg-surface px-3 py-2 hover:border-edge"
            >
              <bdi className="line-clamp-2 text-small text-soft">{pin.title}</bdi>
              {pin.headline && (
                <bdi className="block text-title font-strong tabular-nums">{pin.headline.text}</bdi>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
