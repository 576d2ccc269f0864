import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { dealsPreviewImport } from "@/api/sdk.gen";
import type { ImportMapping, ImportPreview, ImportResult } from "@/api/types.gen";
import { onNews } from "@/lib/news";
import { sendForm } from "@/lib/session";
import { useSettled } from "@/lib/useSettled";
import { isOfDeals } from "../shown";

export const KINDS = ["deals", "contacts", "accounts", "activities"] as const;
export type Kind = (typeof KINDS)[number];

export interface Progress {
  done: number;
  of: number;
}

/** The course of one import: the file, how it is read, what a dry run says, and what came of it. */
export function useImport() {
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<Kind>("deals");
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<ImportMapping>({});
  const [share, setShare] = useState(0);
  const [progress, setProgress] = useState<Progress | null>(null);
  const asked = useSettled(mapping, 300);
  const preview = useQuery({
    queryKey: ["importPreview", kind, file?.name, file?.size, file?.lastModified, asked],
    queryFn: async ({ signal }): Promise<ImportPreview> => {
      const body = { file: file as File, mapping: JSON.stringify(asked) };
      return (await dealsPreviewImport({ body, query: { kind }, signal, throwOnError: true })).data;
    },
    enabled: file !== null,
    placeholderData: (old, query) =>
      query?.queryKey[2] === file?.name && query?.queryKey[1] === kind ? old : undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const send = useMutation({
    mutationFn: async (dryRun: boolean): Promise<ImportResult> => {
      setShare(0);
      setProgress(null);
      const form = new FormData();
      form.append("file", file as File);
      form.append("mapping", JSON.stringify(preview.data ? merged(preview.data.mapping, mapping) : mapping));
      const path = `/api/deals/import?kind=${kind}&dry_run=${dryRun}`;
      return (await sendForm(path, form, { onProgress: setShare })) as ImportResult;
    },
    onSuccess: (_, dryRun) => {
      if (!dryRun) void queryClient.invalidateQueries({ predicate: isOfDeals });
    },
  });
  const running = send.isPending ? (send.variables ? ("try" as const) : ("import" as const)) : null;
  useEffect(() => {
    if (!running) return;
    return onNews("deals.import", (_, data) => setProgress(data as Progress));
  }, [running]);
  const change = (next: ImportMapping) => {
    setMapping(next);
    send.reset();
  };
  const clear = () => change({});
  return {
    kind,
    setKind: (next: Kind) => {
      setKind(next);
      clear();
    },
    file,
    setFile: (next: File) => {
      setFile(next);
      clear();
    },
    reset: () => {
      setFile(null);
      clear();
    },
    mapping,
    setMapping: change,
    preview: preview.data,
    error: preview.error,
    lookAgain: () => void preview.refetch(),
    run: (dryRun: boolean) => send.mutate(dryRun),
    running,
    share,
    progress,
    runError: send.error,
    tried: send.data?.dry_run ? send.data : null,
    result: send.data && !send.data.dry_run ? send.data : null,
  };
}

/** The server's reading with the person's word over it. */
export function merged(guessed: ImportMapping, said: ImportMapping): ImportMapping {
  return {
    ...guessed,
    ...said,
    columns: { ...guessed.columns, ...said.columns },
    outcome: { ...guessed.outcome, ...said.outcome },
  };
}
