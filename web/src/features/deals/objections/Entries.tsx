import { useTranslation } from "react-i18next";
import type { LibraryEntryOut, ObjectionAnswer } from "@/api/types.gen";
import { CopyButton } from "@/components/CopyButton";
import { Fold } from "@/components/Fold";
import { Proven } from "./Proven";

/** Further approved answers of the library to this objection, the best proven first. */
export function Entries({
  entries,
  spoken,
}: {
  entries: readonly LibraryEntryOut[];
  spoken: readonly ObjectionAnswer[];
}) {
  const { t } = useTranslation("objections");
  const used = new Set(spoken.map((answer) => answer.entry_id));
  const further = entries.filter((entry) => !used.has(entry.id));
  if (further.length === 0) return null;
  return (
    <Fold className="mt-2" summary={t("further", { count: further.length })}>
      <ul className="mt-2">
        {further.map((entry) => (
          <li key={entry.id} className="border-b border-line py-3 last:border-0">
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <h4 dir="auto" className="font-strong">
                {entry.title}
              </h4>
              <Proven record={entry.record} />
            </div>
            <p dir="auto" className="my-2 leading-7 whitespace-pre-wrap">
              {entry.text}
            </p>
            <CopyButton text={entry.text} />
          </li>
        ))}
      </ul>
    </Fold>
  );
}
