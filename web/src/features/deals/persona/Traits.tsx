import { useTranslation } from "react-i18next";
import type { PersonaOut, PersonaTrait } from "@/api/types.gen";
import { Fold } from "@/components/Fold";
import { TraitRow } from "./TraitRow";

const GROUPS = [
  "communication",
  "decision",
  "buying",
  "engagement",
  "pains",
  "priorities",
  "concerns",
] as const;

/** Everything known, group by group; what is not known yet is named below, with how much is missing. */
export function Traits({ shown, take }: { shown: PersonaOut; take: (persona: PersonaOut) => void }) {
  const { t } = useTranslation("persona");
  const told = shown.traits.filter((trait) => trait.pinned || trait.status !== "too_little");
  const few = shown.traits.filter((trait) => !trait.pinned && trait.status === "too_little");
  const groups = GROUPS.map((group) => [group, told.filter((trait) => trait.group === group)] as const);
  return (
    <div className="border-t border-line pt-4">
      <div className="gap-x-10 @2xl:columns-2">
        {groups.map(
          ([group, traits]) =>
            traits.length > 0 && (
              <section key={group} aria-label={t(`groups.${group}`)} className="mb-5 break-inside-avoid">
                <h3 className="mb-1 text-small text-soft">{t(`groups.${group}`)}</h3>
                <ul>
                  {traits.map((trait) => (
                    <TraitRow key={trait.id} trait={trait} contactId={shown.contact_id} take={take} />
                  ))}
                </ul>
              </section>
            ),
        )}
      </div>
      {few.length > 0 && (
        <Fold summary={<span className="text-small">{t("few", { count: few.length })}</span>}>
          <Missing traits={few} />
        </Fold>
      )}
    </div>
  );
}

function Missing({ traits }: { traits: readonly PersonaTrait[] }) {
  return (
    <dl className="mt-1 grid gap-x-6 gap-y-1 text-small @xl:grid-cols-[max-content_1fr]">
      {traits.map((trait) => (
        <div key={trait.id} className="@xl:contents">
          <dt>{trait.title}</dt>
          <dd className="text-soft max-@xl:mb-1.5">{trait.value}</dd>
        </div>
      ))}
    </dl>
  );
}
