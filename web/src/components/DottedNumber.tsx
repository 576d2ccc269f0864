import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Popover } from "./Popover";

export interface Provenance {
  /** How it is computed, in one sentence. */
  definition?: ReactNode;
  /** What it was computed from. */
  sample?: ReactNode;
  /** Who says so: a study, this team's own calls. */
  source?: ReactNode;
}

/** A number that came from data: a dotted line under it, and on press where it comes from. */
export function DottedNumber({ children, from }: { children: ReactNode; from: Provenance }) {
  const { t } = useTranslation();
  const rows = [
    ["definition", from.definition],
    ["sample", from.sample],
    ["source", from.source],
  ] as const;
  return (
    <Popover
      label={t("number.where")}
      trigger={
        <button type="button" title={t("number.where")} className="dotted tabular-nums hover:decoration-ink">
          {children}
        </button>
      }
    >
      <dl className="flex flex-col gap-3">
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt className="text-soft">{t(`number.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Popover>
  );
}
