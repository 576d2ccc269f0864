import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  dealsAuthorizeCrmConnectionMutation,
  dealsSyncCrmConnectionMutation,
} from "@/api/@tanstack/react-query.gen";
import type { CrmConnectionOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { DropFiles } from "./DropFiles";

/** What brings a connection forward: signing in at the vendor, a sync now, or files. */
export function SyncNow({ connection }: { connection: CrmConnectionOut }) {
  const { t } = useTranslation("crm");
  const queryClient = useQueryClient();
  const path = { connection_id: connection.id };
  const signIn = useMutation({
    ...dealsAuthorizeCrmConnectionMutation(),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const sync = useMutation({
    ...dealsSyncCrmConnectionMutation(),
    onSuccess: () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey: [first] }) => /Crm/.test((first as { _id?: string } | undefined)?._id ?? ""),
      }),
  });
  const going = connection.last_run?.status === "running" || connection.last_run?.status === "queued";
  const oauth = connection.auth === "oauth";
  const error = signIn.error ?? sync.error;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {oauth && connection.status !== "ready" && (
          <Button kind="primary" busy={signIn.isPending} onClick={() => signIn.mutate({ path })}>
            <KeyRound aria-hidden />
            {t("signIn", { vendor: t(`kinds.${connection.kind}`) })}
          </Button>
        )}
        {connection.kind === "drop" && connection.place === "upload" ? (
          <DropFiles connectionId={connection.id} />
        ) : (
          (connection.status === "ready" || !oauth) && (
            <Button busy={sync.isPending || going} onClick={() => sync.mutate({ path })}>
              <RefreshCw aria-hidden />
              {t(connection.last_run?.status === "paused" ? "goOn" : "syncNow")}
            </Button>
          )
        )}
      </div>
      {error && <ErrorState error={error} className="basis-full" />}
    </>
  );
}
