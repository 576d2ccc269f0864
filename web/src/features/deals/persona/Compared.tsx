import { Equal, EqualNot } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ComparedTrait, PersonaComparison, PersonaTrait } from "@/api/types.gen";
import { Highlight } from "@/components/Highlight";
import { useFormats } from "@/lib/format";
import { ChannelChart } from "./ChannelChart";
import { HeatChart } from "./HeatChart";

/** The traits of two contacts in rows, and when and how each is reached. */
export function Compared({ compared }: { compared: PersonaComparison }) {
  const { t } = useTranslation("persona");
  const rows = compared.traits.filter(({ a, b }) => a.some(told) || b.some(told));
  const pairs = [compared.charts_a, compared.charts_b];
  return (
    <>
      <table className="block w-full lg:table lg:table-fixed">
        <colgroup>
          <col className="lg:w-44" />
          <col span={2} />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("compare.trait")}</th>
            <th scope="col">{compared.a.name}</th>
            <th scope="col">{compared.b.name}</th>
          </tr>
        </thead>
        <tbody className="block lg:table-row-group">
          {rows.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </tbody>
      </table>
      <div className="mt-8 grid gap-y-8 sm:grid-cols-2 lg:ps-44 [&>*]:pe-6">
        {pairs.map((charts, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the two sides
          <div key={place} className="flex min-w-0 flex-col gap-8">
            {charts && (
              <>
                <HeatChart heat={charts.heat} />
                <ChannelChart channels={charts.channels} />
              </>
            )}
          </div>
        ))}
      </div>
    </>
  );
}

const told = (trait: PersonaTrait) => trait.pinned || trait.status !== "too_little";

function Row({ row }: { row: ComparedTrait }) {
  return (
    <tr className="block grid-cols-2 gap-x-8 border-t border-line py-3 max-lg:grid lg:table-row [&>*]:align-top lg:[&>*]:py-3">
      <th scope="row" className="col-span-2 pe-6 text-start font-normal">
        <span className="block text-soft max-lg:text-small">{row.title}</span>
        <Verdict differs={row.differs ?? null} />
      </th>
      <Cell traits={row.a} />
      <Cell traits={row.b} />
    </tr>
  );
}

function Verdict({ differs }: { differs: boolean | null }) {
  const { t } = useTranslation("persona");
  if (differs === null) return null;
  const Icon = differs ? EqualNot : Equal;
  return (
    <span className="inline-flex items-center gap-1 text-small text-soft">
      <Icon aria-hidden className="size-3.5" />
      {t(differs ? "compare.differs" : "compare.same")}
    </span>
  );
}

function Cell({ traits }: { traits: readonly PersonaTrait[] }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  const shown = traits.filter(told);
  return (
    <td className="min-w-0 pe-6">
      {shown.length === 0 && <span className="text-soft">{t("compare.tooLittle")}</span>}
      <ul className="flex flex-col gap-1.5">
        {shown.map((trait) => (
          <li key={trait.id} className="wrap-anywhere">
            {!trait.pinned && (trait.name === "pain" || trait.name === "priority") ? (
              <Highlight className="text-small">{trait.value}</Highlight>
            ) : (
              <bdi className={trait.status === "mixed" ? "text-soft" : undefined}>{trait.value}</bdi>
            )}
            {trait.status === "known" && !trait.pinned && (
              <span className="ms-2 text-small whitespace-nowrap text-soft tabular-nums">
                {format.percent(trait.confidence)}
              </span>
            )}
            {trait.pinned && <span className="ms-2 text-small text-soft">{t("trait.pinned")}</span>}
          </li>
        ))}
      </ul>
    </td>
  );
}
