import { Lightbulb } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { HandledObjection } from "@/api/types.gen";
import { Fold } from "@/components/Fold";
import { Select } from "@/components/Select";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { EvidenceList } from "../card/EvidenceList";
import { Why } from "../card/Why";
import { useShelves } from "./useLibrary";

type Kind = HandledObjection["chosen"];

interface ReadingProps {
  result: HandledObjection;
  busy: boolean;
  /** The person says what it is about. */
  onKind: (kind: Kind) => void;
}

/** What the line objects to, what probably lies under it, and what to know of this customer first. */
export function Reading({ result, busy, onKind }: ReadingProps) {
  const { t } = useTranslation("objections");
  const kinds = useShelves().data?.kinds ?? [];
  const offered = result.kinds.some((each) => each.kind === result.chosen)
    ? result.kinds
    : [{ kind: result.chosen, title: titleOf(kinds, result.chosen), confidence: null }, ...result.kinds];
  return (
    <section aria-label={t("reading")} className="border-t-2 border-ink pt-4">
      <div className="flex flex-wrap items-center gap-2">
        {offered.map((each) => (
          <KindChip
            key={each.kind}
            title={each.title}
            confidence={each.confidence}
            chosen={each.kind === result.chosen}
            busy={busy}
            onChoose={() => onKind(each.kind)}
          />
        ))}
        <Select
          aria-label={t("otherKind")}
          value=""
          none={t("otherKind")}
          choices={kinds.map(({ kind, title }) => ({ value: kind, label: title }))}
          onChange={(event) => event.target.value && onKind(event.target.value as Kind)}
          className="w-40"
        />
        <span className="text-small text-soft">{t(`nature.${result.nature}`)}</span>
        <Why>
          <p>{t("why.kinds")}</p>
          <p>{t("why.concern")}</p>
          <p>{t("why.answers")}</p>
        </Why>
      </div>
      {result.message && (
        <p role="status" className="mt-3 flex gap-2 text-soft">
          <Lightbulb aria-hidden className="mt-1 size-4 shrink-0" />
          {result.message}
        </p>
      )}
      <p className="mt-3 max-w-prose leading-7">
        <span className="font-strong">{t("concern")}</span> {result.concern}
      </p>
      {!result.concern_id && result.concerns.length > 1 && (
        <Fold summary={<span className="text-small">{t("whichConcern")}</span>} className="mt-1">
          <dl className="mt-2 flex flex-col gap-2 text-small">
            {result.concerns.map((each) => (
              <div key={each.id}>
                <dt className="font-strong">{each.title}</dt>
                <dd className="text-soft">
                  {each.text} <q>{each.ask}</q>
                </dd>
              </div>
            ))}
          </dl>
        </Fold>
      )}
      {result.worth_knowing.length > 0 && (
        <div className="mt-4">
          <h3 className="mb-1 text-small text-soft">{t("worthKnowing")}</h3>
          <ul className="flex flex-col gap-3">
            {result.worth_knowing.map((each) => (
              <li key={each.text}>
                <p className="mb-1">{each.text}</p>
                <EvidenceList evidence={each.evidence} first={2} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function titleOf(kinds: readonly { kind: Kind; title: string }[], kind: Kind): string {
  return kinds.find((each) => each.kind === kind)?.title ?? kind;
}

interface KindChipProps {
  title: string;
  confidence: number | null;
  chosen: boolean;
  busy: boolean;
  onChoose: () => void;
}

function KindChip({ title, confidence, chosen, busy, onChoose }: KindChipProps) {
  const format = useFormats();
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-disabled={busy}
      onClick={() => !busy && !chosen && onChoose()}
      className={classes(
        "inline-flex h-8 items-center gap-2 rounded-full border px-3 text-small transition-colors touch:h-11 touch:px-4",
        chosen
          ? "border-accent bg-accent-wash text-accent"
          : "border-line text-soft hover:border-edge hover:text-ink",
      )}
    >
      <bdi className={chosen ? "font-strong" : undefined}>{title}</bdi>
      {confidence !== null && <span className="tabular-nums">{format.percent(confidence)}</span>}
    </button>
  );
}
