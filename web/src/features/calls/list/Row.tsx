import { Link } from "@tanstack/react-router";
import { AudioLines, CircleAlert, FileText, LoaderCircle, Radio, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CallItem } from "@/api/types.gen";
import { Meter } from "@/components/Meter";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import { isUnderWay } from "../stages";
import { useCallProblem } from "../useCallProblem";

const looks =
  "-mx-3 grid min-h-16 grid-cols-[1.5rem_minmax(0,1fr)_auto] items-center gap-x-3 rounded-control px-3 py-2.5 hover:bg-sunken " +
  "sm:grid-cols-[1.5rem_minmax(0,1fr)_13rem_4.5rem_6.5rem]";

const ICONS = { audio: AudioLines, transcript: FileText, live: Radio } as const;

/** One call of the list, with how far it is and what it waits for. */
export function Row({ call }: { call: CallItem }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const me = useMe().user.id;
  const Icon = ICONS[call.source];
  return (
    <li className="border-b border-line last:border-0">
      <Link to="/calls/$callId" params={{ callId: call.id }} className={looks}>
        <Icon aria-hidden className="size-4 justify-self-center text-soft" />
        <span className="min-w-0">
          <bdi className="block truncate font-strong">{call.title}</bdi>
          <span className="block truncate text-small text-soft">
            <time dateTime={call.happened_at}>{format.day(call.happened_at)}</time>
            {call.rep.user_id !== me && (
              <>
                {" · "}
                <bdi>{call.rep.name}</bdi>
              </>
            )}
            {call.duration_s != null && <span className="sm:hidden"> · {format.clock(call.duration_s)}</span>}
            {call.rubric && (
              <>
                {" · "}
                <bdi>{call.rubric.title}</bdi>
              </>
            )}
          </span>
          <span className="sm:hidden">
            <State call={call} />
          </span>
        </span>
        <span className="max-sm:hidden">
          <State call={call} />
        </span>
        <span className="text-end text-soft tabular-nums max-sm:hidden">
          {call.duration_s != null
            ? format.clock(call.duration_s)
            : call.turns > 0 && t("turns", { count: call.turns })}
        </span>
        <Score call={call} />
      </Link>
    </li>
  );
}

/** Under way, failed, or what a person should do; nothing where all is well. */
function State({ call }: { call: CallItem }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const problem = useCallProblem(call.problem);
  if (isUnderWay(call)) {
    const text = call.stage ? t(`stages.${call.stage}`) : t("statuses.queued");
    return (
      <span className="block max-w-52 text-small text-soft">
        <span className="flex items-center gap-1.5">
          <LoaderCircle aria-hidden className="size-3.5 shrink-0 animate-spin" />
          <span className="truncate">{text}</span>
        </span>
        <Meter label={text} text={format.percent(call.progress)} value={call.progress} className="mt-1" />
      </span>
    );
  }
  if (call.status === "failed")
    return (
      <span className="flex items-center gap-1.5 text-small text-bad">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        <bdi className="truncate">{problem.title}</bdi>
      </span>
    );
  const [need] = call.needs;
  return need ? (
    <span className="flex items-center gap-1.5 text-small text-warn">
      <CircleAlert aria-hidden className="size-4 shrink-0" />
      {t(`needs.short.${need}`)}
    </span>
  ) : null;
}

function Score({ call }: { call: CallItem }) {
  const { t } = useTranslation(["calls", "practice"]);
  const format = useFormats();
  if (call.score === null || call.score === undefined) return <span />;
  return (
    <span className="text-end tabular-nums">
      <span className="sr-only">{t("score")}: </span>
      <span className="text-title">{format.number(call.score)}</span>
      <span className="text-small text-soft max-sm:hidden"> {t("practice:scorecard.of100")}</span>
    </span>
  );
}
