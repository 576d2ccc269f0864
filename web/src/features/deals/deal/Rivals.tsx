import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, Swords, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsAddCompetitorMutation, dealsRemoveCompetitorMutation } from "@/api/@tanstack/react-query.gen";
import type { DealPage } from "@/api/types.gen";
import { Button, IconButton } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Input } from "@/components/Field";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { isOf } from "../useDealNews";

/** Who else wants this deal, and since when one knows. */
export function Rivals({ deal }: { deal: DealPage }) {
  const { t } = useTranslation(["deals", "common"]);
  const format = useFormats();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const refresh = () => queryClient.invalidateQueries({ predicate: isOf("deal_id", deal.id) });
  const add = useMutation({
    ...dealsAddCompetitorMutation(),
    onSuccess: () => {
      setName("");
      return refresh();
    },
  });
  const remove = useMutation({ ...dealsRemoveCompetitorMutation(), onSuccess: refresh });
  const rivals = deal.rivals ?? [];
  if (rivals.length === 0 && !deal.may_change) return null;
  return (
    <Section title={t("rivals.title")}>
      <ul className="flex flex-col">
        {rivals.map((rival) => (
          <li key={rival.name} className="flex items-center gap-2.5 py-1">
            <Swords aria-hidden className="size-4 shrink-0 text-soft" />
            <bdi className="min-w-0 truncate">{rival.name}</bdi>
            <span className="ms-auto text-small whitespace-nowrap text-soft">
              {t("rivals.since", { day: format.shortDay(rival.since) })}
            </span>
            {deal.may_change && (
              <IconButton
                label={t("rivals.remove", { name: rival.name })}
                onClick={() => remove.mutate({ path: { deal_id: deal.id, name: rival.name } })}
                className="-me-2"
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {deal.may_change && (
        <form
          className="mt-2 flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) add.mutate({ path: { deal_id: deal.id }, body: { name: name.trim() } });
          }}
        >
          <Input
            aria-label={t("rivals.name")}
            placeholder={t("rivals.name")}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" busy={add.isPending} aria-label={t("rivals.add")}>
            <Plus aria-hidden />
          </Button>
        </form>
      )}
      {(add.error ?? remove.error) && <ErrorState error={add.error ?? remove.error} className="mt-3" />}
    </Section>
  );
}
