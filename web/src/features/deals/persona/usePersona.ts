import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  dealsGetPersonaOptions,
  dealsGetPersonaQueryKey,
  dealsRefreshPersonaMutation,
} from "@/api/@tanstack/react-query.gen";
import type { PersonaOut } from "@/api/types.gen";
import { useLanguage } from "./useLanguage";

/** A contact's persona in the reader's language, and how to take in a newer one. */
export function usePersona(contactId: string) {
  const language = useLanguage();
  const queryClient = useQueryClient();
  const asked = { path: { contact_id: contactId }, query: { language } };
  const query = useQuery({ ...dealsGetPersonaOptions(asked), meta: { worded: true } });
  const isVersions = (id: unknown) => id === "dealsPersonaVersions" || id === "dealsPersonaDiff";
  const take = (persona: PersonaOut) => {
    if (persona.language === language) queryClient.setQueryData(dealsGetPersonaQueryKey(asked), persona);
    else void queryClient.invalidateQueries({ queryKey: dealsGetPersonaQueryKey(asked) });
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) => isVersions((queryKey[0] as { _id?: string } | undefined)?._id),
    });
  };
  const again = useMutation({ ...dealsRefreshPersonaMutation(), onSuccess: take });
  return {
    query,
    take,
    refresh: {
      run: (then: { onSuccess?: () => void; onError?: () => void }) =>
        again.mutate({ path: { contact_id: contactId }, body: { language } }, then),
      busy: again.isPending,
    },
    reload: () => void query.refetch(),
  };
}

export type PersonaQuery = ReturnType<typeof usePersona>;
