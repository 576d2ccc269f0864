import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { dealsDropCrmFilesMutation } from "@/api/@tanstack/react-query.gen";
import { ErrorState } from "@/components/ErrorState";

/** Sends CSV or JSON files of a CRM in; a sync begins with them at once. */
export function DropFiles({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("crm");
  const queryClient = useQueryClient();
  const id = useId();
  const drop = useMutation({
    ...dealsDropCrmFilesMutation(),
    onSuccess: () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey: [first] }) => /Crm/.test((first as { _id?: string } | undefined)?._id ?? ""),
      }),
  });
  return (
    <div>
      <input
        id={id}
        type="file"
        multiple
        accept=".csv,.json,.zip,.tsv"
        disabled={drop.isPending}
        className="peer sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) drop.mutate({ path: { connection_id: connectionId }, body: { files } });
        }}
      />
      <label
        htmlFor={id}
        className="inline-flex h-9 items-center gap-2 rounded-control border border-edge/60 bg-surface px-3.5 font-strong peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent hover:border-edge hover:bg-sunken touch:h-11"
      >
        <Upload aria-hidden className="size-4" />
        {t("dropFiles")}
      </label>
      {drop.error && <ErrorState error={drop.error} className="mt-3" />}
    </div>
  );
}
