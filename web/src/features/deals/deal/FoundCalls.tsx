import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AudioLines } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsLinkCallMutation, dealsSuggestCallsOptions } from "@/api/@tanstack/react-query.gen";
import type { CallSuggestion, DealPage } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { useFormats } from "@/lib/format";
import { isOf } from "../useDealNews";

/** Recorded calls that seem to belong here, each with why; a person says whether they do. */
export function FoundCalls({ deal }: { deal: DealPage }) {
  const { t } = useTranslation("deals");
  const path = { deal_id: deal.id };
  const found =
    useQuery({ ...dealsSuggestCallsOptions({ path }), enabled: deal.may_change }).data?.items ?? [];
  const [passed, setPassed] = useState<readonly string[]>([]);
  const shown = found.filter((one) => !passed.includes(one.call_id)).slice(0, 3);
  if (shown.length === 0) return null;
  return (
    <section aria-label={t("calls.label")} className="mb-8">
      <ul className="flex flex-col gap-2">
        {shown.map((one) => (
          <Row
            key={one.call_id}
            call={one}
            dealId={deal.id}
            onPass={() => setPassed([...passed, one.call_id])}
          />
        ))}
      </ul>
    </section>
  );
}

function Row({ call, dealId, onPass }: { call: CallSuggestion; dealId: string; onPass: () => void }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const queryClient = useQueryClient();
  const link = useMutation({
    ...dealsLinkCallMutation(),
    onSuccess: () => queryClient.invalidateQueries({ predicate: isOf("deal_id", dealId) }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control border border-dashed border-edge/60 px-3 py-2">
      <AudioLines aria-hidden className="size-4 shrink-0 text-soft" />
      <span className="min-w-0 grow basis-52">
        <Link to="/calls/$callId" params={{ callId: call.call_id }} className="font-strong hover:underline">
          <bdi>{call.title}</bdi>
        </Link>
        <span className="block text-small text-soft">
          {format.day(call.happened_at)} · {t("calls.because", { names: call.why.join(", ") })}
        </span>
      </span>
      <Button
        size="small"
        busy={link.isPending}
        onClick={() =>
          link.mutate({
            path: { deal_id: dealId },
            body: { call_id: call.call_id, people: call.people.map((one) => one.id) },
          })
        }
      >
        {t("calls.link")}
      </Button>
      <Button size="small" kind="quiet" onClick={onPass}>
        {t("calls.pass")}
      </Button>
      {link.error && <ErrorState error={link.error} className="basis-full" />}
    </li>
  );
}
