import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { type Judged, useFeedback } from "./useFeedback";

/** Useful or not: two thumbs, of which at most one is pressed. */
export function Feedback(judged: Judged) {
  const { t } = useTranslation("card");
  const { useful, judge } = useFeedback(judged);
  const looks = "aria-pressed:bg-accent-wash aria-pressed:text-accent";
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">{t("feedback.ask")}</legend>
      <IconButton
        label={t("feedback.useful")}
        aria-pressed={useful === true}
        onClick={() => judge(true)}
        className={looks}
      >
        <ThumbsUp aria-hidden />
      </IconButton>
      <IconButton
        label={t("feedback.notUseful")}
        aria-pressed={useful === false}
        onClick={() => judge(false)}
        className={looks}
      >
        <ThumbsDown aria-hidden />
      </IconButton>
    </fieldset>
  );
}
