import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  liveGetSetupOptions,
  liveGetSetupQueryKey,
  liveRemoveVendorMutation,
} from "@/api/@tanstack/react-query.gen";
import type { LiveSourceOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { CopyButton } from "@/components/CopyButton";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { toast } from "@/components/Toast";
import { useMe } from "@/lib/me";
import { AccountForm } from "./AccountForm";
import { accountOf, VENDORS } from "./accounts";

/** The company's accounts with those who bring in the sound of live calls; owners enter them. */
export function Vendors() {
  const { t } = useTranslation("live");
  const isOwner = useMe().user.role === "owner";
  const query = useQuery(liveGetSetupOptions());
  return (
    <Section title={t("vendors.title")} hint={t("vendors.hint")} className="mt-10">
      <QueryView query={query}>
        {({ sources }) => (
          <ul className="max-w-2xl">
            {VENDORS.map((one) => {
              const source = sources.find(({ source }) => source === one.vendor);
              return source && <Row key={one.vendor} {...one} source={source} isOwner={isOwner} />;
            })}
          </ul>
        )}
      </QueryView>
    </Section>
  );
}

type RowProps = (typeof VENDORS)[number] & { source: LiveSourceOut; isOwner: boolean };

function Row({ vendor, name, secrets, source, isOwner }: RowProps) {
  const { t } = useTranslation("live");
  const client = useQueryClient();
  const [entering, setEntering] = useState(false);
  const [removing, setRemoving] = useState(false);
  const remove = useMutation({
    ...liveRemoveVendorMutation(),
    onSuccess: () => {
      setRemoving(false);
      toast(t("vendors.removed"));
      return client.invalidateQueries({ queryKey: liveGetSetupQueryKey() });
    },
  });
  const account = accountOf(source);
  const Icon = account === "none" ? CircleDashed : CircleCheck;
  return (
    <li className="border-b border-line py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Icon aria-hidden className={account === "none" ? "size-4 text-soft" : "size-4 text-good"} />
        <p className="min-w-0 grow">
          <bdi className="block font-strong">{name}</bdi>
          <span className="block text-small text-soft">{t(`vendors.${account}`)}</span>
        </p>
        {isOwner && !entering && (
          <span className="flex gap-2">
            <Button
              size="small"
              aria-label={`${t(account === "own" ? "vendors.replace" : "vendors.enter")}: ${name}`}
              onClick={() => setEntering(true)}
            >
              {t(account === "own" ? "vendors.replace" : "vendors.enter")}
            </Button>
            {account === "own" && (
              <Button
                size="small"
                kind="quiet"
                aria-label={`${t("vendors.remove")}: ${name}`}
                onClick={() => setRemoving(true)}
              >
                {t("vendors.remove")}
              </Button>
            )}
          </span>
        )}
      </div>
      {isOwner && source.webhook && (entering || account !== "none") && (
        <div className="mt-2 ps-8">
          <p className="text-small text-soft">{t("vendors.webhook", { vendor: name })}</p>
          <div className="flex items-start gap-2">
            <code dir="ltr" className="min-w-0 grow font-mono text-small break-all">
              {source.webhook}
            </code>
            <CopyButton text={source.webhook} />
          </div>
        </div>
      )}
      {entering && <AccountForm vendor={vendor} secrets={secrets} onClose={() => setEntering(false)} />}
      <ConfirmDialog
        open={removing}
        onClose={() => setRemoving(false)}
        title={t("vendors.removeTitle", { vendor: name })}
        text={t("vendors.removeText")}
        deed={t("vendors.remove")}
        work={remove}
        onConfirm={() => remove.mutate({ path: { vendor } })}
      />
    </li>
  );
}
