import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsChangeObjectionAnswerMutation,
  dealsDecideObjectionAnswerMutation,
  dealsDeleteObjectionAnswerMutation,
} from "@/api/@tanstack/react-query.gen";
import type { LibraryEntryOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { CopyButton } from "@/components/CopyButton";
import { toast } from "@/components/Toast";
import { EntryForm } from "./EntryForm";
import { History } from "./History";
import { Proven } from "./Proven";
import { ReturnNote } from "./ReturnNote";
import { useRefreshLibrary } from "./useLibrary";

type Open = "edit" | "delete" | "history" | "return" | null;
const DECISIONS = ["approve", "retire", "restore"] as const;

/** One answer of the library with all that may be done with it. */
export function Entry({ entry }: { entry: LibraryEntryOut }) {
  const { t } = useTranslation(["objections", "card", "common"]);
  const [open, setOpen] = useState<Open>(null);
  const refresh = useRefreshLibrary();
  const done = () => {
    refresh();
    setOpen(null);
  };
  const path = { entry_id: entry.id };
  const change = useMutation({ ...dealsChangeObjectionAnswerMutation(), onSuccess: done });
  const drop = useMutation({ ...dealsDeleteObjectionAnswerMutation(), onSuccess: done });
  const decide = useMutation({
    ...dealsDecideObjectionAnswerMutation(),
    onSuccess: (_, { body }) => {
      done();
      toast(t(`decided.${body.action}`));
    },
    onError: () => {
      refresh();
      toast(t("notSaved"), { kind: "trouble" });
    },
  });
  const may = (deed: LibraryEntryOut["actions"][number]) => entry.actions.includes(deed);
  const about = [entry.concern_title, entry.tone && t(`card:tone.${entry.tone}`), entry.category];
  return (
    <li className="border-b border-line py-5 first:pt-0 last:border-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 dir="auto" className="font-strong">
          {entry.title}
        </h3>
        <Proven record={entry.record} />
      </div>
      <p className="mt-0.5 text-small text-soft">
        <bdi>{[entry.kind_title, ...about].filter(Boolean).join(" · ")}</bdi>
      </p>
      {entry.objection && (
        <blockquote dir="auto" className="mt-3 border-s-2 border-line ps-3 text-soft">
          {entry.objection}
        </blockquote>
      )}
      <dl className="mt-3 flex max-w-prose flex-col gap-1.5">
        {(entry.steps ?? []).map((step) => (
          <div key={step.text} className="grid gap-x-4 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
            <dt className="pt-0.5 text-small text-soft">{step.step && t(`steps.${step.step}`)}</dt>
            <dd dir="auto" className="leading-7">
              {step.text}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <CopyButton text={entry.text} />
        {DECISIONS.filter(may).map((action) => (
          <Button
            key={action}
            size="small"
            kind={action === "approve" ? "primary" : "secondary"}
            busy={decide.isPending}
            onClick={() => decide.mutate({ path, body: { action, version: entry.version } })}
          >
            {t(`decide.${action}`)}
          </Button>
        ))}
        {may("return") && (
          <Button size="small" onClick={() => setOpen("return")}>
            {t("decide.return")}
          </Button>
        )}
        {may("edit") && (
          <Button size="small" kind="quiet" onClick={() => setOpen("edit")}>
            {t("edit")}
          </Button>
        )}
        <Button size="small" kind="quiet" onClick={() => setOpen("history")}>
          {t("history.open")}
        </Button>
        {may("delete") && (
          <Button size="small" kind="quiet" onClick={() => setOpen("delete")}>
            {t("common:delete")}
          </Button>
        )}
        <span className="ms-auto text-small text-soft">
          {entry.link ? (
            <Link
              to={entry.link as "/"}
              className="underline decoration-line underline-offset-4 hover:decoration-ink"
            >
              {t("fromCall")}
            </Link>
          ) : (
            entry.created_by_name && <bdi>{t("by", { name: entry.created_by_name })}</bdi>
          )}
        </span>
      </div>
      {open === "edit" && (
        <EntryForm
          title={t("editTitle")}
          deed={t("common:save")}
          start={formOf(entry)}
          work={change}
          onSave={(form) => change.mutate({ path, body: { ...form, version: entry.version } })}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "history" && <History entryId={entry.id} onClose={() => setOpen(null)} />}
      {open === "return" && (
        <ReturnNote
          busy={decide.isPending}
          onClose={() => setOpen(null)}
          onReturn={(note) =>
            decide.mutate({ path, body: { action: "return", version: entry.version, note } })
          }
        />
      )}
      <ConfirmDialog
        open={open === "delete"}
        onClose={() => setOpen(null)}
        title={t("deleteTitle")}
        text={t("deleteText")}
        deed={t("common:delete")}
        work={drop}
        onConfirm={() => drop.mutate({ path })}
      />
    </li>
  );
}

function formOf({ title, kind, concern, tone, language, category, objection, text }: LibraryEntryOut) {
  return { title, kind, concern, tone, language, category, objection, text };
}
