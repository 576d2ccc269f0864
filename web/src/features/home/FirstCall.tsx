import { useTranslation } from "react-i18next";
import { Highlight } from "@/components/Highlight";
import { Section } from "@/components/Section";

const STEPS = ["call", "hangUp", "read"] as const;

/** Shown until the first call: what is going to happen. */
export function FirstCall() {
  const { t } = useTranslation("home");
  return (
    <Section title={t("first.title")}>
      <ol className="grid gap-6 md:grid-cols-3">
        {STEPS.map((step, index) => (
          <li key={step}>
            <span aria-hidden className="text-soft tabular-nums">
              {index + 1}
            </span>
            <h3>{t(`first.${step}`)}</h3>
            <p className="mt-1 text-soft">
              {t(`first.${step}Text`)}
              {step === "read" && (
                <>
                  {" "}
                  <Highlight>{t("first.readMarked")}</Highlight>
                  {t("first.readThen")}
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
