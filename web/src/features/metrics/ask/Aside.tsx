import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { metricsListConversationsOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { useFormats } from "@/lib/format";
import { Pins } from "../insights/Pins";

/** Beside the conversation: what was pinned, and what was asked before. */
export function Aside({ current }: { current: string | undefined }) {
  const { t } = useTranslation("metrics");
  return (
    <aside
      aria-label={t("aside.label")}
      className="flex flex-col gap-8 max-lg:mt-10 max-lg:border-t max-lg:border-line max-lg:pt-8"
    >
      {current && (
        <Button asChild size="small" className="self-start">
          <Link to="/numbers" search={{}}>
            <Plus aria-hidden />
            {t("aside.fresh")}
          </Link>
        </Button>
      )}
      <Pins />
      <Earlier current={current} />
    </aside>
  );
}

function Earlier({ current }: { current: string | undefined }) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const { data } = useQuery(metricsListConversationsOptions({ query: { limit: 20 } }));
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier" className="mb-2 text-small font-normal text-soft">
        {t("aside.earlier")}
      </h2>
      <ul className="-mx-2">
        {data.items.map((one) => (
          <li key={one.id}>
            <Link
              to="/numbers"
              search={{ conversation: one.id }}
              aria-current={one.id === current ? "page" : undefined}
              className="block rounded-control px-2 py-1.5 hover:bg-sunken aria-[current=page]:bg-sunken"
            >
              <bdi className="line-clamp-2">{one.title}</bdi>
              <span className="text-small text-soft">{format.ago(one.last_at)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
