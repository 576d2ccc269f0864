import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { Segmented } from "@/components/Segmented";
import { ByHand } from "./ByHand";
import { FromQuestionnaire } from "./FromQuestionnaire";
import { useScenarioSaved } from "./made";

/** A scenario of one's own: from the company's answers and a weakness, or written by hand. */
export function NewScenario({ persona, onClose }: { persona?: string; onClose: () => void }) {
  const { t } = useTranslation("practice");
  const [way, setWay] = useState<"questionnaire" | "form">(persona ? "form" : "questionnaire");
  const [dirty, setDirty] = useState(false);
  const saved = useScenarioSaved(onClose);
  return (
    <Dialog
      open
      onClose={onClose}
      dismissible={!dirty}
      title={t("form.newTitle")}
      className="max-w-[min(42rem,calc(100vw-2rem))]"
    >
      <Segmented
        label={t("form.way")}
        choices={[
          { value: "questionnaire", label: t("form.fromCompany") },
          { value: "form", label: t("form.byHand") },
        ]}
        value={way}
        onChange={setWay}
      />
      <div className="mt-5">
        {way === "questionnaire" ? (
          <FromQuestionnaire onSaved={saved} onCancel={onClose} />
        ) : (
          <ByHand persona={persona} onSaved={saved} onCancel={onClose} onDirty={setDirty} />
        )}
      </div>
    </Dialog>
  );
}
