import { Link } from "@tanstack/react-router";
import { AppWindow, Bot, Cable, CircleDashed, type LucideIcon, Phone, Video } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LiveSetup, LiveStart } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { useMe } from "@/lib/me";

type Source = LiveStart["source"];

const ICONS: Record<Source, LucideIcon> = {
  browser: AppWindow,
  recall: Bot,
  zoom: Video,
  twilio: Phone,
  raw: Cable,
};
const ORDER: readonly Source[] = ["browser", "recall", "zoom", "twilio", "raw"];

interface SourcesProps {
  setup: LiveSetup;
  value: Source;
  onChange: (source: Source) => void;
}

/** Where the sound comes from. Native radio buttons underneath: arrow keys work. */
export function Sources({ setup, value, onChange }: SourcesProps) {
  const { t } = useTranslation("live");
  return (
    <fieldset>
      <legend className="mb-2 font-strong">{t("start.source")}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {ORDER.map((source) => {
          const { ready = false } = setup.sources.find((one) => one.source === source) ?? {};
          const Icon = ICONS[source];
          return (
            <label
              key={source}
              className={classes(
                "flex items-start gap-3 rounded-control border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent",
                value === source ? "border-accent bg-accent-wash" : "border-line",
                ready ? "cursor-pointer hover:border-edge" : "cursor-not-allowed",
              )}
            >
              <input
                type="radio"
                name="source"
                value={source}
                checked={value === source}
                disabled={!ready}
                onChange={() => onChange(source)}
                className="sr-only"
              />
              <Icon
                aria-hidden
                className={classes("mt-1 size-4 shrink-0", value === source ? "text-accent" : "text-soft")}
              />
              <span className="min-w-0">
                <span className={classes("block", ready ? "font-strong" : "text-soft")}>
                  {t(`start.sources.${source}.name`)}
                </span>
                <span className="block text-small text-soft">{t(`start.sources.${source}.text`)}</span>
                {!ready && (
                  <span className="mt-1 flex items-center gap-1.5 text-small text-soft">
                    <CircleDashed aria-hidden className="size-3.5 shrink-0" />
                    {t("start.notReady")}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
      {setup.sources.some(({ missing }) => missing.length > 0) && <SetUp />}
    </fieldset>
  );
}

/** How what is greyed can be had. */
function SetUp() {
  const { t } = useTranslation("live");
  const isOwner = useMe().user.role === "owner";
  if (!isOwner) return <p className="mt-2 text-small text-soft">{t("start.setUpOther")}</p>;
  return (
    <p className="mt-2 text-small text-soft">
      {t("start.setUpOwner")}{" "}
      <Link
        to="/settings/company"
        className="text-ink underline decoration-line underline-offset-4 hover:decoration-ink"
      >
        {t("start.setUpLink")}
      </Link>
    </p>
  );
}
