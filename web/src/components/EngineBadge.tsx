import { Cpu, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formats } from "@/lib/format";
import { Popover } from "./Popover";

export interface EngineFacts {
  /** "builtin" or "provider:model". */
  source: string;
  promptVersion?: string | null;
  latencyMs?: number | null;
  costUsd?: number | null;
  note?: string | null;
}

/** Who worded a text: a quiet word beside it that opens to how it was made. */
export function EngineBadge({ source, promptVersion, latencyMs, costUsd, note }: EngineFacts) {
  const { t, i18n } = useTranslation();
  const format = formats(i18n.language);
  const builtin = source === "builtin";
  const name = builtin ? t("engine.builtin") : source.slice(source.indexOf(":") + 1);
  const rows: [string, string][] = [[t("engine.engine"), builtin ? t("engine.builtin") : source]];
  if (promptVersion) rows.push([t("engine.prompt"), promptVersion]);
  if (latencyMs != null)
    rows.push([t("engine.latency"), t("engine.ms", { value: format.number(latencyMs) })]);
  if (costUsd) rows.push([t("engine.cost"), format.money(costUsd)]);
  const Icon = builtin ? Cpu : Sparkles;
  return (
    <Popover
      label={t("engine.title")}
      trigger={
        <button
          type="button"
          aria-label={t("engine.label", { name })}
          className="inline-flex h-6 items-center gap-1 rounded-small px-1 text-small text-soft hover:bg-sunken hover:text-ink touch:h-11"
        >
          <Icon aria-hidden className="size-3.5" />
          <bdi>{name}</bdi>
        </button>
      }
    >
      <p className="mb-3">{t(builtin ? "engine.builtinText" : "engine.modelText")}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-soft">{label}</dt>
            <dd className="tabular-nums">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {note && <p className="mt-3 text-soft">{note}</p>}
    </Popover>
  );
}
