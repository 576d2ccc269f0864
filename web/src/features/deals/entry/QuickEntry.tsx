import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsCreateActivityMutation } from "@/api/@tanstack/react-query.gen";
import { dealsParseActivity } from "@/api/sdk.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { TextArea } from "@/components/Field";
import { Keys } from "@/components/Keys";
import { toast } from "@/components/Toast";
import { commandKey } from "@/lib/platform";
import { useSettled } from "@/lib/useSettled";
import { isOfDeals } from "../shown";
import { type Mended, mended } from "./mended";
import { Understood } from "./Understood";

interface QuickEntryProps {
  dealId?: string;
  contactId?: string;
  accountId?: string;
}

const REST_MS = 350;

/** One box for whatever happened: written as one would say it, read by the server, mended where it was read wrong. */
export function QuickEntry({ dealId, contactId, accountId }: QuickEntryProps) {
  const { t } = useTranslation("deals");
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const [changes, setChanges] = useState<Mended>({});
  const asked = useSettled(text.trim(), REST_MS);
  const readingOf = (words: string) => ({
    queryKey: ["readEntry", words, dealId],
    queryFn: async () => {
      const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const body = { text: words, deal_id: dealId, timezone };
      return (await dealsParseActivity({ body, throwOnError: true })).data;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const reading = useQuery({ ...readingOf(asked), enabled: asked !== "", placeholderData: (old) => old });
  const create = useMutation(dealsCreateActivityMutation());
  const save = useMutation({
    mutationFn: async () => {
      const read = await queryClient.fetchQuery(readingOf(text.trim()));
      const body = mended(read.activity, changes, { contactId, accountId });
      return await create.mutateAsync({ body });
    },
    onSuccess: () => {
      setText("");
      setChanges({});
      toast(t("entry.saved"));
      return queryClient.invalidateQueries({ predicate: isOfDeals });
    },
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() && !save.isPending) save.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <form onSubmit={submit} className="mb-8">
      <TextArea
        aria-label={t("entry.label")}
        placeholder={t("entry.placeholder")}
        rows={1}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className={text ? "min-h-16!" : "min-h-10!"}
      />
      {text.trim() && (
        <div className="mt-2 flex flex-wrap items-end gap-3">
          <div className="min-w-0 grow">
            {reading.data && <Understood read={reading.data} changes={changes} onChange={setChanges} />}
          </div>
          <Button type="submit" kind="primary" busy={save.isPending}>
            {t("entry.save")}
            <span className="max-md:hidden">
              <Keys keys={[commandKey, "↵"]} />
            </span>
          </Button>
        </div>
      )}
      {save.error && <ErrorState error={save.error} className="mt-3" />}
    </form>
  );
}
