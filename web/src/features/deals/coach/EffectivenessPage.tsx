import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dealsCoachEffectivenessOptions } from "@/api/@tanstack/react-query.gen";
import { dealsExportCoach } from "@/api/sdk.gen";
import type { Effectiveness, Interval } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { DottedNumber } from "@/components/DottedNumber";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { Attention } from "@/components/Signal";
import { toast } from "@/components/Toast";
import type { Language } from "@/i18n";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import { saveFile } from "@/lib/save-file";
import { DealsHeader } from "../DealsHeader";
import { Reliability } from "./Reliability";
import { StepTable } from "./StepTable";
import { Variants } from "./Variants";

/** What the coach has brought, and whether its confidence can be believed. */
export function EffectivenessPage() {
  const { i18n } = useTranslation("coach");
  const query = useQuery(dealsCoachEffectivenessOptions({ query: { language: i18n.language as Language } }));
  return (
    <>
      <DealsHeader page="coach" actions={<Export />} />
      <QueryView query={query}>{(told) => <Told told={told} />}</QueryView>
    </>
  );
}

function Export() {
  const { t } = useTranslation("coach");
  const { user } = useMe();
  if (user.role === "rep") return null;
  const save = async () => {
    try {
      const { data } = await dealsExportCoach({ parseAs: "blob", throwOnError: true });
      saveFile(data as unknown as Blob, "coach.csv");
    } catch {
      toast(t("page.exportFailed"), { kind: "trouble" });
    }
  };
  return (
    <Button onClick={() => void save()}>
      <Download aria-hidden />
      {t("page.export")}
    </Button>
  );
}

function Told({ told }: { told: Effectiveness }) {
  const { t } = useTranslation("coach");
  const format = useFormats();
  return (
    <>
      {!told.enough && (
        <div className="mb-6 max-w-prose">
          <Attention>
            <strong>{t("page.few.title")}.</strong>{" "}
            {t("page.few.text", { count: told.outcomes, needed: told.needed, days: told.window_days })}
          </Attention>
        </div>
      )}
      <dl className="mb-8 grid grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-3">
        <Share label={t("page.led")} share={told.led} means={told.progress_means} />
        <Share label={t("page.heldBack")} share={told.held_back} means={told.progress_means} />
        <Figure label={t("page.waiting")} note={t("page.days", { days: told.window_days })}>
          {format.number(told.waiting)}
        </Figure>
      </dl>
      <Section title={t("page.steps.title")} hint={t("page.steps.hint")}>
        <StepTable actions={told.actions} />
      </Section>
      <Section title={t("page.calibration.title")} hint={t("page.calibration.hint")}>
        <Reliability calibration={told.calibration} />
      </Section>
      <Section title={t("page.variants.title")} hint={t("page.variants.hint")}>
        <Variants variants={told.variants} difference={told.variant_difference} />
      </Section>
      <Section title={t("page.outcome")}>
        <p className="max-w-prose">{told.progress_means}</p>
      </Section>
    </>
  );
}

function Share({ label, share, means }: { label: string; share: Interval | null; means: string }) {
  const { t } = useTranslation("coach");
  const format = useFormats();
  if (share === null) return <Figure label={label}>–</Figure>;
  return (
    <Figure
      label={label}
      note={`${format.percent(share.low)}–${format.percent(share.high)}, ${t("page.of", { count: share.n })}`}
    >
      <DottedNumber from={{ definition: means, sample: t("page.of", { count: share.n }) }}>
        {format.percent(share.value)}
      </DottedNumber>
    </Figure>
  );
}

function Figure({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-soft">{label}</dt>
      <dd className="text-title tabular-nums">{children}</dd>
      {note && <dd className="text-small text-soft tabular-nums">{note}</dd>}
    </div>
  );
}
