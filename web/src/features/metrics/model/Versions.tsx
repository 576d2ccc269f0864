import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { accountsListMembersOptions, metricsListModelVersionsOptions } from "@/api/@tanstack/react-query.gen";
import { metricsGetModelVersion } from "@/api/sdk.gen";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { QueryView } from "@/components/QueryView";
import { useFormats } from "@/lib/format";

interface VersionsProps {
  open: boolean;
  current: number;
  onClose: () => void;
  /** Puts an earlier text into the editor; it counts once it is saved. */
  onTake: (yaml: string) => void;
}

/** Every text that was saved, the newest first. */
export function Versions({ open, current, onClose, onTake }: VersionsProps) {
  const { t } = useTranslation("metrics");
  return (
    <Dialog open={open} onClose={onClose} title={t("model.history")} description={t("model.historyText")}>
      <List
        current={current}
        onTake={(yaml) => {
          onTake(yaml);
          onClose();
        }}
      />
    </Dialog>
  );
}

const NOTES = ["drafted", "data"] as const;

function List({ current, onTake }: Pick<VersionsProps, "current" | "onTake">) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const query = useQuery(metricsListModelVersionsOptions());
  const people = useQuery(accountsListMembersOptions({ query: { limit: 100 } })).data?.items ?? [];
  const take = useMutation({
    mutationFn: async (version: number) =>
      (await metricsGetModelVersion({ path: { version }, throwOnError: true })).data,
    onSuccess: ({ yaml }) => onTake(yaml),
  });
  return (
    <QueryView query={query}>
      {({ items }) => (
        <>
          {take.error && <ErrorState error={take.error} />}
          <ul>
            {items.map(({ version, at, by, note }) => {
              const why = NOTES.find((one) => one === note);
              return (
                <li
                  key={version}
                  className="flex items-center gap-4 border-b border-line py-2.5 last:border-0"
                >
                  <span className="min-w-0 grow">
                    <span className="font-strong">{t("model.version", { version })}</span>
                    <span className="block text-small text-soft">
                      <bdi>{why ? t(`model.notes.${why}`) : people.find((one) => one.id === by)?.name}</bdi> ·{" "}
                      {format.ago(at)}
                    </span>
                  </span>
                  {version === current ? (
                    <span className="text-small text-soft">{t("model.counts")}</span>
                  ) : (
                    <Button
                      size="small"
                      busy={take.isPending && take.variables === version}
                      onClick={() => take.mutate(version)}
                    >
                      {t("model.take")}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </QueryView>
  );
}
