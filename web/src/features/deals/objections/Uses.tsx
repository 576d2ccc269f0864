import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { History as HistoryIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsListObjectionUsesInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { AnswerUseOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { Segmented } from "@/components/Segmented";
import { useFormats } from "@/lib/format";
import { handleObjection } from "@/lib/objection";
import { UseReport } from "./UseReport";

/** Answers that were used, and what came of them; one's own can be rated here later. */
export function Uses() {
  const { t } = useTranslation("objections");
  const [whose, setWhose] = useState<"mine" | "all">("mine");
  const query = useInfiniteQuery({
    ...dealsListObjectionUsesInfiniteOptions({ query: { mine: whose === "mine" } }),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
  });
  return (
    <>
      <div className="mb-5">
        <Segmented
          label={t("whose.label")}
          choices={(["mine", "all"] as const).map((value) => ({ value, label: t(`whose.${value}`) }))}
          value={whose}
          onChange={setWhose}
        />
      </div>
      <QueryView query={query}>
        {({ pages }) => {
          const uses = pages.flatMap((page) => page.items);
          if (uses.length === 0)
            return (
              <EmptyState
                icon={<HistoryIcon aria-hidden />}
                title={t("noUses")}
                actions={<Button onClick={() => handleObjection()}>{t("handle")}</Button>}
              >
                {t("noUsesText")}
              </EmptyState>
            );
          return (
            <>
              <ul>
                {uses.map((use) => (
                  <Use key={use.id} use={use} />
                ))}
              </ul>
              <LoadMore query={query} className="mt-5" />
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function Use({ use }: { use: AnswerUseOut }) {
  const { t } = useTranslation("objections");
  const format = useFormats();
  return (
    <li className="border-b border-line py-4 first:pt-0 last:border-0">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="font-strong">{use.kind_title}</h3>
        <span className="text-small text-soft">
          {use.by_name && <bdi>{use.by_name} · </bdi>}
          {format.day(use.at)}
        </span>
      </div>
      {use.objection && (
        <blockquote dir="auto" className="mt-2 border-s-2 border-line ps-3 text-soft">
          {use.objection}
        </blockquote>
      )}
      <p dir="auto" className="mt-2 line-clamp-3 max-w-prose">
        {use.text}
      </p>
      <p className="mt-1 text-small text-soft">
        {use.worked != null && t(use.worked ? "worked" : "didNotWork")}{" "}
        {use.deal_id && use.deal_name && (
          <Link
            to="/deals/$dealId"
            params={{ dealId: use.deal_id }}
            className="underline decoration-line underline-offset-4 hover:decoration-ink"
          >
            <bdi>{use.deal_name}</bdi>
          </Link>
        )}
      </p>
      {use.mine && <UseReport use={use} />}
    </li>
  );
}
