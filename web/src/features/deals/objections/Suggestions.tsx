import { useMutation, useQuery } from "@tanstack/react-query";
import { PhoneIncoming } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  dealsListObjectionSuggestionsOptions,
  dealsTakeObjectionSuggestionMutation,
} from "@/api/@tanstack/react-query.gen";
import type { CallAnswer } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { toast } from "@/components/Toast";
import { useFormats } from "@/lib/format";
import { EvidenceList } from "../card/EvidenceList";
import { useRefreshLibrary } from "./useLibrary";

/** Answers that worked on the company's own calls, to be taken as drafts. */
export function Suggestions() {
  const { t } = useTranslation("objections");
  const query = useQuery(dealsListObjectionSuggestionsOptions());
  return (
    <QueryView query={query}>
      {(found) =>
        found.length === 0 ? (
          <EmptyState icon={<PhoneIncoming aria-hidden />} title={t("noCalls")}>
            {t("noCallsText")}
          </EmptyState>
        ) : (
          <ul>
            {found.map((each) => (
              <Suggestion key={`${each.call_id}-${each.turn}`} found={each} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

function Suggestion({ found }: { found: CallAnswer }) {
  const { t } = useTranslation("objections");
  const format = useFormats();
  const refresh = useRefreshLibrary();
  const take = useMutation({
    ...dealsTakeObjectionSuggestionMutation(),
    onSuccess: () => {
      refresh();
      toast(t("kept"));
    },
    onError: () => {
      refresh();
      toast(t("notSaved"), { kind: "trouble" });
    },
  });
  return (
    <li className="border-b border-line py-5 first:pt-0 last:border-0">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="font-strong">{found.kind_title}</h3>
        <span className="text-small text-soft">
          <bdi>{found.call_title}</bdi> · {format.day(found.happened_at)}
        </span>
      </div>
      <h4 className="text-small text-soft">{t("customer")}</h4>
      <EvidenceList evidence={[found.objection]} />
      <h4 className="mt-3 text-small text-soft">{t("answered")}</h4>
      <EvidenceList evidence={found.answers} />
      <p className="mt-3 text-small text-soft">{found.steps.map((step) => t(`steps.${step}`)).join(" → ")}</p>
      <Button
        size="small"
        className="mt-3"
        busy={take.isPending}
        onClick={() => take.mutate({ body: { call_id: found.call_id, turn: found.turn } })}
      >
        {t("take")}
      </Button>
    </li>
  );
}
