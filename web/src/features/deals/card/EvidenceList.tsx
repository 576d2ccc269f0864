import { Link, useLocation } from "@tanstack/react-router";
import {
  BookOpen,
  BriefcaseBusiness,
  Dumbbell,
  FileText,
  History,
  Library,
  type LucideIcon,
  MessageSquareText,
  Phone,
  Swords,
  TextCursorInput,
  UserRound,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Fold } from "@/components/Fold";
import { Highlight } from "@/components/Highlight";
import { useFormats } from "@/lib/format";
import { address, type EvidenceItem, isQuote } from "./evidence";

const ICONS: Record<EvidenceItem["kind"], LucideIcon> = {
  activity: MessageSquareText,
  call: Phone,
  change: History,
  person: UserRound,
  competitor: Swords,
  field: TextCursorInput,
  deal: BriefcaseBusiness,
  session: Dumbbell,
  answer: BookOpen,
  document: FileText,
  entry: Library,
};

interface EvidenceListProps {
  evidence: readonly EvidenceItem[];
  /** How many are in sight before the rest is folded away. */
  first?: number;
}

/** The records a statement rests on. Words that stand in a record are marked; each leads to its record. */
export function EvidenceList({ evidence, first = 3 }: EvidenceListProps) {
  const { t } = useTranslation("card");
  if (evidence.length === 0) return <p className="text-small text-soft">{t("noEvidence")}</p>;
  const rest = evidence.slice(first);
  return (
    <div>
      <Items items={evidence.slice(0, first)} />
      {rest.length > 0 && (
        <Fold summary={<span className="text-small">{t("more", { count: rest.length })}</span>}>
          <Items items={rest} />
        </Fold>
      )}
    </div>
  );
}

function Items({ items }: { items: readonly EvidenceItem[] }) {
  return (
    <ul aria-label={useTranslation("card").t("evidence")} className="flex flex-col gap-1.5 text-small">
      {items.map((item) => (
        <li key={`${item.kind}-${item.id}-${item.start}-${item.text}`}>
          <Item item={item} />
        </li>
      ))}
    </ul>
  );
}

function Item({ item }: { item: EvidenceItem }) {
  const { t } = useTranslation("card");
  const format = useFormats();
  const Icon = ICONS[item.kind] ?? FileText;
  return (
    <div className="flex items-start gap-2">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-soft" />
      <p className="min-w-0 leading-6 wrap-anywhere">
        <span className="sr-only">{t(`kind.${item.kind}`)}: </span>
        <Words item={item} />
        {item.at && (
          <time dateTime={item.at} className="ms-2 whitespace-nowrap text-soft">
            {format.day(item.at)}
          </time>
        )}
      </p>
    </div>
  );
}

const KINDS = ["email", "call", "meeting", "note", "task", "visit", "practice"] as const;

/** The words of the record; an activity without any is told by its kind alone. */
function useNamed(item: EvidenceItem): string {
  const { t } = useTranslation("deals");
  const kind = item.kind === "activity" ? KINDS.find((one) => one === item.text) : undefined;
  return kind ? t(`kinds.${kind}`) : item.text;
}

function Words({ item }: { item: EvidenceItem }) {
  const { t } = useTranslation("card");
  const here = useLocation({ select: ({ pathname }) => pathname });
  const quote = isQuote(item);
  const text = useNamed(item);
  const { to, search, hash } = address(item.link ?? "");
  // A link to the page one is on leads nowhere.
  if (!to || (to === here && !search && !hash))
    return quote ? <Highlight>{text}</Highlight> : <bdi>{text}</bdi>;
  // The server writes paths of this app into evidence.
  const link = (
    <Link to={to as "/"} search={search as never} hash={hash}>
      {text}
    </Link>
  );
  if (quote) return <Highlight asChild>{link}</Highlight>;
  return (
    <Link
      to={to as "/"}
      search={search as never}
      hash={hash}
      title={t("open")}
      dir="auto"
      className="underline decoration-line underline-offset-4 hover:decoration-ink"
    >
      {text}
    </Link>
  );
}
