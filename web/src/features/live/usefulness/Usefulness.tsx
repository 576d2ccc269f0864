import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { liveCueSummaryOptions } from "@/api/@tanstack/react-query.gen";
import type { CueFigures } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { useMayManage } from "@/lib/me";

const DAYS = 90;

/** For managers: which cues were taken up and found useful. Nothing before the first cue. */
export function Usefulness() {
  const { t } = useTranslation("live");
  const manages = useMayManage();
  const query = useQuery({ ...liveCueSummaryOptions({ query: { days: DAYS } }), enabled: manages });
  const found = query.data;
  if (!manages || !found || found.total.shown === 0) return null;
  const kinds = [...found.kinds].sort((one, other) => (other.shown ?? 0) - (one.shown ?? 0));
  return (
    <Section
      title={t("usefulness.title")}
      hint={t("usefulness.hint", { days: found.days, calls: t("usefulness.calls", { count: found.calls }) })}
      className="pb-0!"
    >
      <div className="max-w-2xl overflow-x-auto">
        <table className="w-full tabular-nums">
          <thead className="text-small text-soft">
            <tr className="[&>th]:pb-2 [&>th]:font-normal">
              <th className="text-start">{t("usefulness.kind")}</th>
              <th className="ps-4 text-end">{t("usefulness.shown")}</th>
              <th className="ps-4 text-end">{t("usefulness.used")}</th>
              <th className="ps-4 text-end max-sm:hidden">{t("usefulness.dismissed")}</th>
              <th className="ps-4 text-end">{t("usefulness.rated")}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map(({ kind, ...figures }) => (
              <Row key={kind} name={t(`cue.kinds.${kind}`)} figures={figures} />
            ))}
            {kinds.length > 1 && <Row name={t("usefulness.all")} figures={found.total} strong />}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Row({ name, figures, strong }: { name: string; figures: CueFigures; strong?: boolean }) {
  const { t } = useTranslation("live");
  const format = useFormats();
  const { shown = 0, used = 0, dismissed = 0, rated = 0, useful = 0 } = figures;
  return (
    <tr className={strong ? "border-t border-line font-strong" : "border-t border-line"}>
      <th scope="row" className={strong ? "py-2 text-start" : "py-2 text-start font-normal"}>
        {name}
      </th>
      <td className="ps-4 text-end">{format.number(shown)}</td>
      <td className="ps-4 text-end">{format.number(used)}</td>
      <td className="ps-4 text-end max-sm:hidden">{format.number(dismissed)}</td>
      <td className={rated ? "ps-4 text-end" : "ps-4 text-end text-small text-soft"}>
        {rated
          ? t("usefulness.ratedOf", { useful: format.number(useful), rated: format.number(rated) })
          : t("usefulness.notRated")}
      </td>
    </tr>
  );
}
