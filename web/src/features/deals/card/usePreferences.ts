import { type Query, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  dealsGetPreferencesOptions,
  dealsGetPreferencesQueryKey,
  dealsSavePreferencesMutation,
} from "@/api/@tanstack/react-query.gen";
import type { Preferences } from "@/api/types.gen";
import { toast } from "@/components/Toast";

export type Wishes = Required<Preferences>;
export const DEFAULT_WISHES: Wishes = { tone: "consultative", length: "medium", boldness: 1 };

/**
 * How the signed-in person wants suggestions, and how to change it. Queries marked `meta: { worded: true }` are asked
 * again after a change: their answers are worded by these wishes.
 */
export function usePreferences() {
  const { t } = useTranslation("card");
  const queryClient = useQueryClient();
  const key = dealsGetPreferencesQueryKey();
  const kept = useQuery(dealsGetPreferencesOptions());
  const save = useMutation({
    ...dealsSavePreferencesMutation(),
    onMutate: ({ body }) => {
      const before = queryClient.getQueryData(key);
      queryClient.setQueryData(key, body);
      return { before };
    },
    onSuccess: () => queryClient.invalidateQueries({ predicate: isWorded }),
    onError: (_, __, was) => {
      queryClient.setQueryData(key, was?.before);
      toast(t("adjust.notSaved"), { kind: "trouble" });
    },
  });
  const wishes: Wishes = { ...DEFAULT_WISHES, ...kept.data };
  return { wishes, wish: (changes: Partial<Wishes>) => save.mutate({ body: { ...wishes, ...changes } }) };
}

function isWorded({ meta }: Pick<Query, "meta">): boolean {
  return meta?.worded === true;
}
