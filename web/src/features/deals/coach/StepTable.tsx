import { useTranslation } from "react-i18next";
import type { ActionUse } from "@/api/types.gen";
import { Range } from "@/components/Meter";
import { useFormats } from "@/lib/format";

/** Every step that was suggested: what people did with it, what came after, and what putting it first changes. */
export function StepTable({ actions }: { actions: readonly ActionUse[] }) {
  const { t } = useTranslation("coach");
  if (actions.length === 0) return <p className="text-soft">{t("page.steps.none")}</p>;
  const name = t("page.table", { what: t("page.steps.title") });
  const heads = ["suggested", "done", "dismissed", "after"] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="-mx-1 overflow-x-auto px-1" aria-label={name} tabIndex={0}>
      <table className="w-full text-start md:min-w-2xl">
        <thead>
          <tr className="border-b border-line text-small text-soft">
            <th scope="col" className="py-2 pe-2 text-start font-normal sm:pe-4">
              {t("page.steps.step")}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="px-1 py-2 text-end sm:px-2 font-normal">
                {t(`page.steps.${head}`)}
              </th>
            ))}
            <th scope="col" className="w-64 py-2 ps-6 text-start font-normal max-md:hidden">
              {t("page.steps.effect")}
            </th>
          </tr>
        </thead>
        <tbody>
          {actions.map((action) => (
            <Row key={action.kind} action={action} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ action }: { action: ActionUse }) {
  const format = useFormats();
  const after = action.after_done;
  return (
    <tr className="border-b border-line align-top last:border-0">
      <th scope="row" className="py-2 pe-2 text-start font-normal sm:pe-4">
        {action.title}
        <div className="mt-1 max-w-40 md:hidden">
          <Effect action={action} />
        </div>
      </th>
      <td className="px-1 py-2 text-end sm:px-2">{format.number(action.suggested)}</td>
      <td className="px-1 py-2 text-end sm:px-2">{format.number(action.done)}</td>
      <td className="px-1 py-2 text-end sm:px-2">{format.number(action.dismissed)}</td>
      <td className="px-1 py-2 text-end sm:px-2 whitespace-nowrap">
        {after ? `${format.percent(after.value)} / ${format.number(after.n)}` : "–"}
      </td>
      <td className="py-2 ps-6 max-md:hidden">
        <Effect action={action} />
      </td>
    </tr>
  );
}

function Effect({ action }: { action: ActionUse }) {
  const { t } = useTranslation("coach");
  const format = useFormats();
  const { effect } = action;
  if (!effect)
    return (
      <span className="text-small text-soft">
        {t("page.steps.few", { led: action.led, held: action.held_back, needed: action.needed })}
      </span>
    );
  const points = (share: number) => format.number(Math.round(100 * share) + 0);
  const unclear = effect.low <= 0 && effect.high >= 0;
  return (
    <div>
      <Range
        label={t("page.steps.effect")}
        text={t("page.steps.between", {
          value: points(effect.value),
          low: points(effect.low),
          high: points(effect.high),
        })}
        value={effect.value}
        low={effect.low}
        high={effect.high}
        min={-0.6}
        max={0.6}
        mark={0}
        certain={!unclear}
      />
      <p className="text-small text-soft tabular-nums">
        {t("page.steps.between", {
          value: points(effect.value),
          low: points(effect.low),
          high: points(effect.high),
        })}
        {unclear && ` · ${t("page.steps.unclear")}`}
      </p>
    </div>
  );
}
