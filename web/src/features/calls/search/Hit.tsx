import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SearchHit } from "@/api/types.gen";
import { Marked } from "@/components/evidence/Marked";
import { useFormats } from "@/lib/format";
import { useSpeakerNames } from "../report/useSpeakerNames";
import { asSpans, excerpt } from "./words";

/** A turn in which the words were said; leads to that moment of its call. */
export function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const nameOf = useSpeakerNames({ rep: hit.user });
  const shown = excerpt(hit.text, asSpans(hit.highlights));
  return (
    <li className="border-b border-line last:border-0">
      <Link
        to="/calls/$callId"
        params={{ callId: hit.call_id }}
        hash={`turn-${hit.turn}`}
        className="-mx-3 block rounded-control px-3 py-3 hover:bg-sunken"
      >
        <span className="flex flex-wrap gap-x-2 text-small text-soft">
          <bdi className={hit.speaker === "rep" ? "text-accent" : ""}>{nameOf(hit)}</bdi>
          {hit.start != null ? (
            <span className="tabular-nums">{format.clock(hit.start)}</span>
          ) : (
            <span>{t("player.turn", { n: format.number(hit.turn + 1) })}</span>
          )}
          <span className="ms-auto">
            <bdi>{hit.title}</bdi> · <time dateTime={hit.happened_at}>{format.day(hit.happened_at)}</time>
          </span>
        </span>
        <span dir="auto" className="mt-0.5 block">
          <Marked text={shown.text} quotes={shown.spans} />
        </span>
      </Link>
    </li>
  );
}
