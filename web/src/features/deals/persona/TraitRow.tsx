import { Link } from "@tanstack/react-router";
import { CircleHelp, Pin } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PersonaOut, PersonaTrait } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import { DottedNumber } from "@/components/DottedNumber";
import { Highlight } from "@/components/Highlight";
import { Popover } from "@/components/Popover";
import { useFormats } from "@/lib/format";
import { EvidenceList } from "../card/EvidenceList";
import { address } from "../card/evidence";
import { PinDialog } from "./PinDialog";

interface TraitRowProps {
  trait: PersonaTrait;
  contactId: string;
  take: (persona: PersonaOut) => void;
}

/** One trait: what is so, how sure that is, what shows it, and a way to say it oneself. */
export function TraitRow({ trait, contactId, take }: TraitRowProps) {
  const { t } = useTranslation("persona");
  const [pinning, setPinning] = useState(false);
  const title = trait.title;
  return (
    <li className="flex items-start gap-3 border-b border-line py-2 last:border-0">
      <div className="min-w-0 grow py-0.5">
        <Said trait={trait} />
      </div>
      <Sure trait={trait} />
      <span className="-my-0.5 -me-2 flex shrink-0 touch:-my-1.5">
        <Popover
          label={t("trait.why", { title })}
          trigger={
            <IconButton label={t("trait.why", { title })}>
              <CircleHelp aria-hidden />
            </IconButton>
          }
        >
          <Shown trait={trait} />
        </Popover>
        <IconButton
          label={t("trait.pin", { title })}
          aria-pressed={trait.pinned}
          onClick={() => setPinning(true)}
          className="aria-pressed:text-accent"
        >
          <Pin aria-hidden className={trait.pinned ? "fill-current" : undefined} />
        </IconButton>
      </span>
      {pinning && (
        <PinDialog trait={trait} contactId={contactId} take={take} onClose={() => setPinning(false)} />
      )}
    </li>
  );
}

const QUOTED = new Set<PersonaTrait["name"]>(["pain", "priority", "concern"]);

/** The trait in words; what the contact said themselves is marked and leads to where it stands. */
function Said({ trait }: { trait: PersonaTrait }) {
  const { t } = useTranslation("persona");
  if (trait.pinned)
    return (
      <>
        <span className="block text-small text-soft">
          {trait.title} · {t("trait.pinned")}
        </span>
        <bdi>{trait.value}</bdi>
      </>
    );
  const quote = QUOTED.has(trait.name)
    ? (trait.evidence.find((item) => item.text === trait.value) ?? trait.evidence[0])
    : undefined;
  if (!quote)
    return (
      <>
        <span className="block text-small text-soft">{trait.title}</span>
        <bdi className={trait.status === "mixed" ? "text-soft" : undefined}>{trait.value}</bdi>
      </>
    );
  const link = quote.link ? address(quote.link) : undefined;
  return (
    <>
      {trait.name === "concern" && <span className="block">{trait.value}</span>}
      <span className="text-small leading-6">
        {link ? (
          <Highlight asChild>
            <Link to={link.to as "/"} hash={link.hash}>
              {quote.text}
            </Link>
          </Highlight>
        ) : (
          <Highlight>{quote.text}</Highlight>
        )}
        {trait.n > 1 && (
          <span className="ms-2 whitespace-nowrap text-soft">{t("trait.times", { count: trait.n })}</span>
        )}
      </span>
    </>
  );
}

function Sure({ trait }: { trait: PersonaTrait }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  if (trait.pinned) return null;
  if (trait.status !== "known")
    return <span className="shrink-0 pt-1 text-small text-soft">{t("mixed")}</span>;
  return (
    <span className="shrink-0 pt-1 text-small">
      <span className="sr-only">{t("sure")}: </span>
      <DottedNumber from={{ definition: trait.why, sample: t("trait.rests", { count: trait.n }) }}>
        {format.percent(trait.confidence)}
      </DottedNumber>
    </span>
  );
}

function Shown({ trait }: { trait: PersonaTrait }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  return (
    <div className="flex max-h-[60vh] flex-col gap-3 overflow-auto">
      {trait.pin && (
        <p>
          {t("trait.pinnedBy", { name: trait.pin.by ?? "–", at: format.day(trait.pin.at) })}
          {trait.pin.note && <bdi className="block text-soft">{trait.pin.note}</bdi>}
        </p>
      )}
      {trait.read_value && (
        <p>
          <span className="block text-soft">{t("trait.reads")}</span>
          <bdi>{trait.read_value}</bdi>
        </p>
      )}
      {trait.why && <p>{trait.why}</p>}
      {trait.tip && <p className="font-strong">{trait.tip}</p>}
      {trait.at && <p className="text-soft">{t("trait.newest", { at: format.day(trait.at) })}</p>}
      {trait.evidence.length > 0 && <EvidenceList evidence={trait.evidence} />}
    </div>
  );
}
