import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  dealsListFeedbackOptions,
  dealsListFeedbackQueryKey,
  dealsSendFeedbackMutation,
} from "@/api/@tanstack/react-query.gen";
import type { CardFeedbackIn, CardFeedbackOut } from "@/api/types.gen";
import { toast } from "@/components/Toast";

export interface Judged {
  card: CardFeedbackIn["card"];
  /** The name the card gives to what is shown. */
  item: string;
  dealId?: string;
  contactId?: string;
  /** Whose words they are: builtin or provider:model. */
  source?: string;
}

/** What the signed-in person said about something a card shows, and how to say it; said again, it is taken back. */
export function useFeedback({ card, item, dealId, contactId, source }: Judged) {
  const { t } = useTranslation("card");
  const queryClient = useQueryClient();
  const asked = { query: { card, deal_id: dealId, contact_id: contactId } };
  const said = useQuery(dealsListFeedbackOptions(asked));
  const key = dealsListFeedbackQueryKey(asked);
  const useful = said.data?.find((one) => one.item === item)?.useful ?? null;
  const send = useMutation({
    ...dealsSendFeedbackMutation(),
    onMutate: ({ body }) => {
      const before = queryClient.getQueryData<CardFeedbackOut[]>(key);
      const others = (before ?? []).filter((one) => one.item !== item);
      const mine = body.useful === null ? [] : [told(body, body.useful)];
      queryClient.setQueryData(key, [...mine, ...others]);
      return { before };
    },
    onSuccess: (_, { body }) => {
      if (body.useful !== null) toast(t("feedback.thanks"));
    },
    onError: (_, __, kept) => {
      queryClient.setQueryData(key, kept?.before);
      toast(t("feedback.notSaved"), { kind: "trouble" });
    },
  });
  const judge = (value: boolean) =>
    send.mutate({
      body: {
        card,
        item,
        useful: useful === value ? null : value,
        deal_id: dealId,
        contact_id: contactId,
        source,
      },
    });
  return { useful, judge };
}

function told(body: CardFeedbackIn, useful: boolean): CardFeedbackOut {
  return {
    card: body.card,
    item: body.item,
    useful,
    deal_id: body.deal_id ?? null,
    contact_id: body.contact_id ?? null,
    note: body.note ?? "",
    at: new Date().toISOString(),
  };
}
