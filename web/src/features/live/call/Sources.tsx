import { BookOpen, Cpu, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Fold } from "@/components/Fold";
import type { Cue } from "../session/messages";

/** Where an answer comes from, one press away; a link opens beside the call. */
export function Sources({ cue }: { cue: Cue }) {
  const { t } = useTranslation("live");
  const sources = cue.sources ?? [];
  if (sources.length === 0) return null;
  return (
    <Fold
      className="mt-2 text-small"
      summary={
        <>
          <BookOpen aria-hidden className="size-3.5" />
          {t("cue.from")} <bdi>{sources.map((source) => source.title).join(", ")}</bdi>
        </>
      }
    >
      <ul className="mt-2 flex flex-col gap-3 border-s-2 border-line ps-3">
        {sources.map((source) => (
          <li key={source.title + source.text}>
            {source.link ? (
              <a href={source.link} target="_blank" rel="noreferrer" className="font-strong underline">
                <bdi>{source.title}</bdi>
              </a>
            ) : (
              <bdi className="font-strong">{source.title}</bdi>
            )}
            <p dir="auto" className="whitespace-pre-wrap text-soft">
              {source.text}
            </p>
          </li>
        ))}
      </ul>
      <Worded source={cue.source ?? "builtin"} />
    </Fold>
  );
}

/** A popover would open in the page behind the small window; here the name of the engine is enough. */
function Worded({ source }: { source: string }) {
  const { t } = useTranslation();
  const builtin = source === "builtin";
  const Icon = builtin ? Cpu : Sparkles;
  return (
    <p className="mt-2 flex items-center gap-1 text-soft">
      <Icon aria-hidden className="size-3.5" />
      <bdi>{builtin ? t("engine.builtin") : source}</bdi>
    </p>
  );
}
