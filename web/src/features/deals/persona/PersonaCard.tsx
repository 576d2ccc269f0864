import { UserRoundSearch } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PersonaOut } from "@/api/types.gen";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { AdvisorCard } from "../card/AdvisorCard";
import { Feedback } from "../card/Feedback";
import { Charts } from "./Charts";
import { Closed } from "./Closed";
import { PersonaMenu } from "./PersonaMenu";
import { Rehearse } from "./Rehearse";
import { Shared } from "./Shared";
import { Summary } from "./Summary";
import { Traits } from "./Traits";
import { type PersonaQuery, usePersona } from "./usePersona";

/** How a contact behaves at work, with what shows it: the card of a contact's page. */
export function PersonaCard({ contactId }: { contactId: string }) {
  const { t } = useTranslation("persona");
  const persona = usePersona(contactId);
  return (
    <QueryView
      query={persona.query}
      skeleton={
        <AdvisorCard title={t("title")} icon={<UserRoundSearch aria-hidden />} why={t("why.below")}>
          <SkeletonText lines={6} />
        </AdvisorCard>
      }
    >
      {(shown) => <Card shown={shown} persona={persona} />}
    </QueryView>
  );
}

function Card({ shown, persona }: { shown: PersonaOut; persona: PersonaQuery }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  const open = shown.standing === "shown";
  const some = shown.touchpoints > 0 || shown.traits.some((trait) => trait.pinned);
  const lead = shown.since
    ? t("lead", { name: shown.name, count: shown.touchpoints, since: format.day(shown.since) })
    : t("leadNone", { name: shown.name });
  return (
    <AdvisorCard
      title={t("title")}
      icon={<UserRoundSearch aria-hidden />}
      lead={open ? lead : undefined}
      engine={open && shown.summary ? { source: shown.summary.source, note: shown.summary.note } : undefined}
      adjustable={open}
      why={
        <>
          <p>{t("why.text", { name: shown.name })}</p>
          <p>{t("why.below")}</p>
          {shown.made_at && (
            <p className="text-soft">
              {t("why.version", { version: shown.version, at: format.day(shown.made_at) })}
            </p>
          )}
        </>
      }
      actions={open && <PersonaMenu shown={shown} persona={persona} />}
      foot={
        open &&
        some && (
          <>
            <Shared shared={shown.shared} />
            <span className="ms-auto">
              <Feedback
                card="persona"
                item={`version:${shown.version}`}
                contactId={shown.contact_id}
                source={shown.summary?.source}
              />
            </span>
          </>
        )
      }
    >
      {!open && <Closed shown={shown} persona={persona} />}
      {open && !some && (
        <EmptyState icon={<UserRoundSearch aria-hidden />} title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      )}
      {open && some && (
        <>
          {shown.summary && <Summary summary={shown.summary} />}
          <Rehearse shown={shown} />
          <Traits shown={shown} take={persona.take} />
          {shown.charts && <Charts charts={shown.charts} />}
        </>
      )}
    </AdvisorCard>
  );
}
