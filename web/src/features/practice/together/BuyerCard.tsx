import { useTranslation } from "react-i18next";
import type { PartCard } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Fold } from "@/components/Fold";

/** Who the buyer is and what is on their mind: for whoever plays them, never for the rep. */
export function BuyerCard({ card, folded }: { card: PartCard; folded: boolean }) {
  const { t } = useTranslation("together");
  const { persona } = card;
  return (
    <article className="border-t border-line pt-5">
      <header className="flex items-center gap-3">
        <Avatar name={persona.name} />
        <div>
          <h2 className="font-strong">
            <bdi>{persona.name}</bdi>
          </h2>
          <p className="text-small text-soft">
            <bdi>{persona.role}</bdi> · <bdi>{persona.company}</bdi>
          </p>
        </div>
      </header>
      <p dir="auto" className="mt-3">
        {persona.background} {persona.style}
      </p>
      <Fold open={!folded} className="mt-4" summary={t("card.needs")}>
        <ul className="mt-2 flex flex-col gap-3">
          {card.needs.map((need) => (
            <li key={need.topic} dir="auto">
              <p className="font-strong">{need.surface}</p>
              <p className="text-soft">{t("card.pain", { text: need.pain })}</p>
              <p className="text-soft">{t("card.impact", { text: need.impact })}</p>
            </li>
          ))}
        </ul>
      </Fold>
      <Fold className="mt-3" summary={t("card.objections")}>
        <ul className="mt-2 flex flex-col gap-3">
          {card.objections.map((objection) => (
            <li key={objection.kind} dir="auto">
              {objection.line && <p>{objection.line}</p>}
              <p className="text-soft">{t("card.concern", { text: objection.concern })}</p>
            </li>
          ))}
        </ul>
      </Fold>
      <Fold className="mt-3" summary={t("card.facts")}>
        <ul className="mt-2 list-disc ps-5">
          {card.facts.map((fact) => (
            <li key={fact} dir="auto">
              {fact}
            </li>
          ))}
        </ul>
        <p className="mt-2 text-small text-soft">{t("card.triggers", { words: card.triggers.join(", ") })}</p>
      </Fold>
    </article>
  );
}
