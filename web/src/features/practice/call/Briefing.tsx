import { useTranslation } from "react-i18next";
import type { ConversationDetail } from "@/api/types.gen";
import { Fold } from "@/components/Fold";

/** What the rep set out to do. */
export function Briefing({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation("practice");
  return (
    <div className="border-b border-line pb-5">
      <h2 className="text-small font-normal text-soft">{t("call.goal")}</h2>
      <p dir="auto">{detail.goal || detail.title}</p>
      <p className="mt-1 text-small text-soft">{t(`levels.${detail.level}`)}</p>
      {(detail.colleagues ?? []).length > 0 && (
        <ul aria-label={t("call.colleagues")} className="mt-3 flex flex-col gap-1 text-small">
          {[detail.persona, ...(detail.colleagues ?? [])].map((one) => (
            <li key={one.id}>
              <bdi>{one.name}</bdi>
              <bdi className="block text-soft">{one.role}</bdi>
            </li>
          ))}
        </ul>
      )}
      {detail.situation && (
        <Fold className="mt-2 text-small" summary={t("call.situation")}>
          <p dir="auto" className="mt-1">
            {detail.situation}
          </p>
        </Fold>
      )}
    </div>
  );
}
