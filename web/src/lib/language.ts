import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountsMeQueryKey, accountsUpdateMeMutation } from "@/api/@tanstack/react-query.gen";
import type { Me } from "@/api/types.gen";
import { chooseLanguage, type Language } from "@/i18n";

/** Turns the interface at once and remembers the choice with the person, on every device of theirs. */
export function useChooseLanguage(): (language: Language) => void {
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    ...accountsUpdateMeMutation(),
    onSuccess: (me) => queryClient.setQueryData(accountsMeQueryKey(), me),
  });
  return (language) => {
    // Said at once, because every navigation follows the language of whoever is signed in.
    queryClient.setQueryData<Me>(
      accountsMeQueryKey(),
      (me) => me && { ...me, user: { ...me.user, language } },
    );
    // What the server words (rubrics, scenarios) is asked for again in the new language.
    void chooseLanguage(language).then(() =>
      mutate({ body: { language } }, { onSettled: () => void queryClient.invalidateQueries() }),
    );
  };
}
