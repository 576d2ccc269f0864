import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import type { Language } from "@/i18n";
import { type Draft, same } from "./draft";

interface RubricConflictProps {
  base: Draft;
  mine: Draft;
  theirs: Draft;
  onChoose: (keep: "mine" | "theirs") => void;
  onClose: () => void;
}

/** Somebody saved in between: what each side has changed, and which version to keep. */
export function RubricConflict({ base, mine, theirs, onChoose, onClose }: RubricConflictProps) {
  const { t, i18n } = useTranslation("playbook");
  const language = i18n.language as Language;
  const changed = (draft: Draft) => {
    const parts = same(
      [draft.title, draft.description, draft.method],
      [base.title, base.description, base.method],
    )
      ? []
      : [t("editor.about")];
    const was = new Map(base.criteria.map((one) => [one.key, one]));
    const is = new Set(draft.criteria.map((one) => one.key));
    const touched = [
      ...draft.criteria.filter((one) => !same(one, was.get(one.key))),
      ...base.criteria.filter((one) => !is.has(one.key)),
    ];
    const names = touched.map(({ title }) => title[language] || title.en || title.he || t("editor.untitled"));
    return [...parts, ...names];
  };
  const sides = [
    { name: t("conflict.yours"), parts: changed(mine) },
    { name: t("conflict.others"), parts: changed(theirs) },
  ];
  return (
    <Dialog open onClose={onClose} title={t("conflict.title")} description={t("editor.conflict")}>
      <dl className="grid gap-4 sm:grid-cols-2">
        {sides.map(({ name, parts }) => (
          <div key={name}>
            <dt className="text-small text-soft">{name}</dt>
            <dd>
              {parts.length === 0 ? (
                t("editor.orderOnly")
              ) : (
                <ul>
                  {parts.map((part) => (
                    <li key={part} dir="auto">
                      {part}
                    </li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <DialogActions>
        <Button onClick={() => onChoose("theirs")}>{t("conflict.theirs")}</Button>
        <Button kind="primary" onClick={() => onChoose("mine")}>
          {t("conflict.mine")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
