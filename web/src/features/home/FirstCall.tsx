import { Trans, useTranslation } from "react-i18next";
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
              {step === "read" ? (
                <Trans t={t} i18nKey="first.readText" components={{ m: <Highlight /> }} />
              ) : (
                t(`first.${step}Text`)
              )}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
