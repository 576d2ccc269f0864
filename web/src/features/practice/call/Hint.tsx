import { Lightbulb } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import type { HintState } from "./useHint";

/** The hint button and, once asked for, the hint. */
export function Hint({ hint }: { hint: HintState }) {
  const { t } = useTranslation("practice");
  if (hint.over) return null;
  return (
    <div>
      <Button size="small" kind="quiet" busy={hint.busy} onClick={hint.ask} className="-ms-2.5">
        <Lightbulb aria-hidden />
        {t(hint.offered ? "call.hintOffered" : "call.hint")}
      </Button>
      <p role="status" dir="auto" className="mt-1 text-small">
        {hint.failed ? t("call.noHint") : hint.text}
      </p>
    </div>
  );
}
