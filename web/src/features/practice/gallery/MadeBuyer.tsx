import { Link } from "@tanstack/react-router";
import { Dices, Phone, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Because, GeneratedPersona } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button } from "@/components/Button";
import { EngineBadge } from "@/components/EngineBadge";
import { Fold } from "@/components/Fold";
import { Highlight } from "@/components/Highlight";
import { BottomActions } from "./BottomActions";

interface MadeBuyerProps {
  made: GeneratedPersona;
  busy: boolean;
  onAnother: () => void;
  onScenario: (personaId: string) => void;
}

/** A buyer that was just made: everything they carry, and why it is there. Read it, or be surprised. */
export function MadeBuyer({ made, busy, onAnother, onScenario }: MadeBuyerProps) {
  const { t } = useTranslation("practice");
  const { persona } = made;
  return (
    <div>
      <div className="flex items-center gap-4">
        <Avatar name={persona.name} size="large" />
        <p className="min-w-0 grow">
          <bdi className="block text-title font-strong">{persona.name}</bdi>
          <bdi className="block text-soft">
            {persona.role}, {persona.company}
          </bdi>
        </p>
        <EngineBadge source={made.source} note={made.note} />
      </div>
      {persona.background && (
        <p dir="auto" className="mt-4">
          {persona.background}
        </p>
      )}
      <dl className="mt-4 border-t border-line">
        {made.explanation.map((because) => (
          <div
            key={because.part}
            className="grid gap-x-5 border-b border-line py-3 last:border-0 sm:grid-cols-[8rem_minmax(0,1fr)]"
          >
            <dt className="text-small text-soft">
              <Part because={because} />
            </dt>
            <dd className="min-w-0">
              <p dir="auto">{because.value}</p>
              <p dir="auto" className="text-small text-soft">
                {because.why}
              </p>
              {because.quotes?.map((quote) => (
                <p key={`${quote.call_id}-${quote.turn}-${quote.start}`} className="mt-1 leading-8">
                  <Highlight asChild>
                    <Link to="/calls/$callId" params={{ callId: quote.call_id }} hash={`turn-${quote.turn}`}>
                      {quote.text}
                    </Link>
                  </Highlight>
                </p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Fold summary={t("buyer.carries")} className="mt-4">
        <ul className="mt-2">
          {made.needs.map((need) => (
            <li key={need.topic} dir="auto" className="border-b border-line py-3">
              <p>{need.surface || need.topic}</p>
              {need.pain && <p className="text-small text-soft">{need.pain}</p>}
              {need.impact && <p className="text-small text-soft">{need.impact}</p>}
            </li>
          ))}
          {made.objections.map((objection) => (
            <li key={objection.kind} dir="auto" className="border-b border-line py-3 last:border-0">
              <p>{objection.line}</p>
              <p className="text-small text-soft">{objection.concern}</p>
            </li>
          ))}
        </ul>
      </Fold>
      <BottomActions>
        <Button kind="quiet" busy={busy} onClick={onAnother}>
          <Dices aria-hidden />
          {t("buyer.another")}
        </Button>
        <Button onClick={() => onScenario(persona.id)}>
          <Plus aria-hidden />
          {t("buyer.toScenario")}
        </Button>
        <Button asChild kind="primary">
          <Link
            to="/practice/call"
            search={{
              scenario: "cold-call",
              persona: persona.id,
              level: made.level,
              language: persona.language,
            }}
          >
            <Phone aria-hidden />
            {t("buyer.call")}
          </Link>
        </Button>
      </BottomActions>
    </div>
  );
}

const PARTS = [
  "name",
  "role",
  "company",
  "industry",
  "personality",
  "style",
  "background",
  "needs",
  "objections",
  "facts",
  "triggers",
  "traits",
  "level",
  "deal_breakers",
  "ways",
] as const;

/** "needs[0]" in the person's language. */
function Part({ because }: { because: Because }) {
  const { t } = useTranslation("practice");
  const [, name, place] = /^(\w+)(?:\[(\d+)\])?/.exec(because.part) ?? [];
  const known = PARTS.find((part) => part === name);
  if (!known) return because.part;
  return (
    <>
      {t(`buyer.parts.${known}`)} {place !== undefined && Number(place) + 1}
    </>
  );
}
