import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsPersonaDiffOptions, dealsPersonaVersionsOptions } from "@/api/@tanstack/react-query.gen";
import type { PersonaVersionItem, TraitChange } from "@/api/types.gen";
import { Dialog } from "@/components/Dialog";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { EvidenceList } from "../card/EvidenceList";
import { useLanguage } from "./useLanguage";

/** How the persona came to be what it is: its versions, and what changed with each. */
export function VersionsDialog({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const { t } = useTranslation("persona");
  const query = useQuery(dealsPersonaVersionsOptions({ path: { contact_id: contactId } }));
  const [chosen, setChosen] = useState<number>();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("versions.title")}
      description={t("versions.text")}
      className="max-w-[min(46rem,calc(100vw-2rem))]"
    >
      <QueryView query={query} skeleton={<SkeletonText lines={4} />}>
        {({ items }) => {
          const place = Math.max(
            0,
            items.findIndex((item) => item.version === chosen),
          );
          const [now, before] = [items[place], items[place + 1]];
          return (
            <div className="grid gap-x-8 gap-y-5 sm:grid-cols-[14rem_minmax(0,1fr)]">
              <ol aria-label={t("versions.title")} className="flex flex-col gap-0.5">
                {items.map((item, index) => (
                  <Version
                    key={item.version}
                    item={item}
                    current={index === place}
                    onChoose={() => setChosen(item.version)}
                  />
                ))}
              </ol>
              {now && before ? (
                <Changes contactId={contactId} before={before.version} after={now.version} />
              ) : (
                <p className="text-soft">
                  {items.length > 1 ? t("versions.known", { count: now?.known ?? 0 }) : t("versions.only")}
                </p>
              )}
            </div>
          );
        }}
      </QueryView>
    </Dialog>
  );
}

interface VersionProps {
  item: PersonaVersionItem;
  current: boolean;
  onChoose: () => void;
}

function Version({ item, current, onChoose }: VersionProps) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  return (
    <li>
      <button
        type="button"
        aria-current={current || undefined}
        onClick={onChoose}
        className={classes(
          "w-full rounded-control px-3 py-2 text-start touch:min-h-11",
          current ? "bg-accent-wash" : "hover:bg-sunken",
        )}
      >
        <span className="block font-strong">{t("versions.version", { version: item.version })}</span>
        <span className="block text-small text-soft">
          {format.day(item.made_at)}, {t(`versions.cause.${item.cause}`)}
        </span>
      </button>
    </li>
  );
}

function Changes({ contactId, before, after }: { contactId: string; before: number; after: number }) {
  const { t } = useTranslation("persona");
  const language = useLanguage();
  const query = useQuery(
    dealsPersonaDiffOptions({ path: { contact_id: contactId }, query: { before, after, language } }),
  );
  return (
    <section aria-label={t("versions.since", { version: before })}>
      <h3 className="mb-2 text-small text-soft">{t("versions.since", { version: before })}</h3>
      <QueryView query={query}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p className="text-soft">{t("versions.same")}</p>
          ) : (
            <ul className="flex flex-col gap-4">
              {changes.map((change) => (
                <Changed key={change.id} change={change} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}

function Changed({ change }: { change: TraitChange }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  const moved = change.change === "surer" || change.change === "less_sure";
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-strong">{change.title}</span>
        <span className="text-small text-soft">{t(`versions.change.${change.change}`)}</span>
        {moved && change.confidence_before != null && change.confidence_after != null && (
          <span className="text-small text-soft tabular-nums">
            <bdi>{format.percent(change.confidence_before)}</bdi> →{" "}
            <bdi>{format.percent(change.confidence_after)}</bdi>
          </span>
        )}
      </p>
      {change.after && <p dir="auto">{change.after}</p>}
      {change.before && !moved && (
        <p className="text-small text-soft">
          {t("versions.was")}:{" "}
          <bdi className={change.after ? undefined : "line-through"}>{change.before}</bdi>
        </p>
      )}
      {change.evidence.length > 0 && (
        <div className="mt-1">
          <EvidenceList evidence={change.evidence} first={2} />
        </div>
      )}
    </li>
  );
}
