import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, ArrowLeftRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dealsComparePersonasOptions } from "@/api/@tanstack/react-query.gen";
import type { ComparedSide } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button } from "@/components/Button";
import { Field } from "@/components/Field";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { ContactPicker } from "../ContactPicker";
import { Compared } from "./Compared";
import { useLanguage } from "./useLanguage";

interface ComparePageProps {
  a?: string;
  b?: string;
  onChange: (pair: { a?: string; b?: string }) => void;
}

/** Two contacts side by side, trait by trait. */
export function ComparePage({ a, b, onChange }: ComparePageProps) {
  const { t } = useTranslation(["persona", "deals"]);
  return (
    <>
      <PageHeader
        above={
          <Link to="/contacts" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("deals:pages.contacts")}
          </Link>
        }
        title={t("compare.title")}
        lead={t("compare.lead")}
        actions={
          a && b ? (
            <Button onClick={() => onChange({ a: b, b: a })}>
              <ArrowLeftRight aria-hidden />
              {t("compare.swap")}
            </Button>
          ) : undefined
        }
      />
      {a && b ? (
        <Both a={a} b={b} onChange={onChange} />
      ) : (
        <div className="grid max-w-prose gap-5">
          <p className="text-soft">{t("compare.choose")}</p>
          {a ? (
            <One contactId={a} />
          ) : (
            <Pick label={t("compare.first")} onPick={(id) => onChange({ a: id, b })} />
          )}
          {b ? (
            <One contactId={b} />
          ) : (
            <Pick label={t("compare.second")} onPick={(id) => onChange({ a, b: id })} />
          )}
        </div>
      )}
    </>
  );
}

function Pick({ label, onPick }: { label: string; onPick: (id: string) => void }) {
  return (
    <Field label={label} optional="unsaid">
      <ContactPicker label={label} onPick={onPick} />
    </Field>
  );
}

/** The one chosen already, while the other is still to be chosen. */
function One({ contactId }: { contactId: string }) {
  const language = useLanguage();
  const query = useQuery(dealsComparePersonasOptions({ query: { a: contactId, b: contactId, language } }));
  return <QueryView query={query}>{({ a }) => <Side side={a} />}</QueryView>;
}

function Both({ a, b, onChange }: { a: string; b: string; onChange: ComparePageProps["onChange"] }) {
  const { t } = useTranslation("persona");
  const language = useLanguage();
  const query = useQuery({
    ...dealsComparePersonasOptions({ query: { a, b, language } }),
    placeholderData: (old) => old,
  });
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={10} />}>
      {(compared) => (
        <>
          <div className="mb-6 grid grid-cols-2 gap-y-4 lg:grid-cols-[11rem_1fr_1fr] [&>*]:pe-6">
            <span className="max-lg:hidden" />
            {(["a", "b"] as const).map((side) => (
              <Side key={side} side={compared[side]}>
                <Button size="small" kind="quiet" onClick={() => onChange(side === "a" ? { b } : { a })}>
                  {t("compare.other")}
                </Button>
              </Side>
            ))}
          </div>
          <Compared compared={compared} />
        </>
      )}
    </QueryView>
  );
}

function Side({ side, children }: { side: ComparedSide; children?: ReactNode }) {
  const { t } = useTranslation("persona");
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-1">
      <Avatar name={side.name} />
      <div className="min-w-24 max-w-full grow basis-0">
        <Link
          to="/contacts/$contactId"
          params={{ contactId: side.contact_id }}
          className="block truncate font-strong hover:underline"
        >
          <bdi>{side.name}</bdi>
        </Link>
        <p className="truncate text-small text-soft">
          <bdi>{[side.title, side.company].filter(Boolean).join(", ")}</bdi>
        </p>
        {side.standing !== "shown" && (
          <p className="text-small text-soft">{t("compare.closed", { name: side.name })}</p>
        )}
      </div>
      {children}
    </div>
  );
}
