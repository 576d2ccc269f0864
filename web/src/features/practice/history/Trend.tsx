import { useTranslation } from "react-i18next";
import type { ConversationItem } from "@/api/types.gen";
import { Sparkline } from "@/components/LineChart";
import { useFormats } from "@/lib/format";

const FEWEST = 3;

/** One person's scores in sight as a small line, oldest first. Fewer than three are no line, several people no trend. */
export function Trend({ calls }: { calls: readonly ConversationItem[] }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const scores = calls.flatMap((call) => call.score ?? []).reverse();
  const [first, last] = [scores[0], scores.at(-1)];
  const oneOnly = new Set(calls.map((call) => call.user.id)).size === 1;
  if (!oneOnly || scores.length < FEWEST || first === undefined || last === undefined) return null;
  const text = t("history.trend", {
    count: scores.length,
    first: format.number(first),
    last: format.number(last),
  });
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1 text-soft">
      <Sparkline text={text} values={scores} className="h-8! w-40!" />
      <span className="tabular-nums">{text}</span>
    </p>
  );
}
