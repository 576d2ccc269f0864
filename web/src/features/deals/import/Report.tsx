import { Link } from "@tanstack/react-router";
import { CircleCheck, FlaskConical } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ImportResult } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { Problems } from "./Problems";

interface ReportProps {
  result: ImportResult;
  fileName: string;
  /** Takes another file; absent while this was only tried. */
  onAgain?: () => void;
}

const COUNTS = ["created", "updated", "unchanged"] as const;

/** What an import did, or would do. */
export function Report({ result, fileName, onAgain }: ReportProps) {
  const { t, i18n } = useTranslation(["importing", "deals"]);
  const format = useFormats();
  const Icon = result.dry_run ? FlaskConical : CircleCheck;
  const made = (name: string) => {
    const key = `importing:linked.${name}`;
    return i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : name;
  };
  return (
    <Section title={t(result.dry_run ? "report.tried" : "report.done")}>
      <p role="status" className="mb-4 flex items-start gap-2">
        <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${result.dry_run ? "text-soft" : "text-good"}`} />
        {t(result.dry_run ? "report.triedText" : "report.doneText", { count: result.rows })}
      </p>
      <dl className="mb-5 grid max-w-2xl grid-cols-2 gap-x-8 gap-y-4 sm:grid-cols-4">
        {COUNTS.map((name) => (
          <Count key={name} term={t(`report.${name}`)} value={format.number(result[name])} />
        ))}
        <Count
          term={t("report.errors")}
          value={format.number(result.errors_total)}
          className={result.errors_total > 0 ? "text-bad" : undefined}
        />
      </dl>
      <ul className="mb-5 flex flex-col gap-1 text-small text-soft">
        {Object.entries(result.linked)
          .filter(([, count]) => count > 0)
          .map(([name, count]) => (
            <li key={name}>
              {made(name)}: <span className="tabular-nums">{format.number(count)}</span>
            </li>
          ))}
        {result.notes.map((note) => (
          <li key={note.code + note.text} dir="auto">
            {note.count > 1 && <span className="tabular-nums">{format.number(note.count)} </span>}
            {note.text}
          </li>
        ))}
      </ul>
      {result.errors.length > 0 && (
        <Problems problems={result.errors} total={result.errors_total} fileName={fileName} />
      )}
      {onAgain && (
        <div className="mt-6 flex flex-wrap gap-2">
          <Button asChild kind="primary">
            <Link to={TARGETS[result.kind]}>{t(`report.see.${result.kind}`)}</Link>
          </Button>
          {result.kind === "deals" && (
            <Button asChild>
              <Link to="/deals/win-loss">{t("report.why")}</Link>
            </Button>
          )}
          <Button onClick={onAgain}>{t("report.again")}</Button>
        </div>
      )}
    </Section>
  );
}

const TARGETS = {
  deals: "/deals",
  contacts: "/contacts",
  accounts: "/accounts",
  activities: "/deals",
} as const;

function Count({ term, value, className }: { term: string; value: string; className?: string }) {
  return (
    <div>
      <dt className="text-small text-soft">{term}</dt>
      <dd className={`text-title tabular-nums ${className ?? ""}`}>{value}</dd>
    </div>
  );
}
