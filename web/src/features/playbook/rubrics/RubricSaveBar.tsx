import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";

interface RubricSaveBarProps {
  version: number;
  dirty: boolean;
  busy: boolean;
  /** How many fields something is wrong with. */
  wrong: number;
  onDiscard: () => void;
}

/** Stays in reach at the foot of the form. */
export function RubricSaveBar({ version, dirty, busy, wrong, onDiscard }: RubricSaveBarProps) {
  const { t } = useTranslation(["playbook", "common"]);
  const state = dirty ? t("company.unsaved") : t("editor.version", { n: version });
  return (
    <div className="sticky bottom-0 -mx-5 flex items-center justify-between gap-x-6 border-t border-line bg-ground px-5 py-3 max-md:bottom-14">
      <p role="status" className="min-w-0 text-small text-soft">
        {wrong > 0 ? <span className="text-bad">{t("editor.look", { count: wrong })}</span> : state}
      </p>
      <div className="flex shrink-0 gap-2">
        {dirty && (
          <Button kind="quiet" onClick={onDiscard} className="max-sm:hidden">
            {t("company.discard")}
          </Button>
        )}
        <Button type="submit" kind="primary" busy={busy} disabled={!dirty}>
          {t("common:save")}
        </Button>
      </div>
    </div>
  );
}
