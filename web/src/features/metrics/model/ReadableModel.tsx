import { useTranslation } from "react-i18next";
import type { DimensionItem, MeasureItem, Metrics } from "../types";

/** What can be asked about, table by table, in the words people use. */
export function ReadableModel({ metrics }: { metrics: Metrics }) {
  const { t } = useTranslation("metrics");
  const tables = new Map<string, DimensionItem[]>();
  for (const dimension of metrics.dimensions)
    tables.set(dimension.table, [...(tables.get(dimension.table) ?? []), dimension]);
  return (
    <div className="min-w-0">
      <section aria-labelledby="measures">
        <h2 id="measures" className="mb-1 font-strong">
          {t("model.measures")}
        </h2>
        <dl>
          {metrics.measures.map((measure) => (
            <Measure key={measure.name} measure={measure} />
          ))}
        </dl>
      </section>
      <section aria-labelledby="dimensions" className="mt-8">
        <h2 id="dimensions" className="mb-1 font-strong">
          {t("model.dimensions")}
        </h2>
        {[...tables].map(([table, dimensions]) => (
          <section
            key={table}
            aria-label={dimensions[0]?.table_label ?? table}
            className="border-t border-line py-3"
          >
            <h3 className="text-small font-normal text-soft">
              <bdi>{dimensions[0]?.table_label ?? table}</bdi>
            </h3>
            <dl>
              {dimensions.map((dimension) => (
                <div key={dimension.field} className="flex flex-wrap items-baseline gap-x-3 py-1">
                  <dt>
                    <bdi>{dimension.label}</bdi>
                  </dt>
                  <dd className="min-w-0 text-small text-soft">
                    <bdi>{dimension.description || dimension.samples.slice(0, 4).join(", ")}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
    </div>
  );
}

function Measure({ measure }: { measure: MeasureItem }) {
  const { t } = useTranslation("metrics");
  return (
    <div className="border-t border-line py-2.5">
      <dt className="flex flex-wrap items-baseline gap-x-3">
        <bdi className="font-strong">{measure.label}</bdi>
        {measure.unit && <bdi className="text-small text-soft">{measure.unit}</bdi>}
      </dt>
      <dd>
        {measure.description && <p dir="auto">{measure.description}</p>}
        {measure.definition && (
          <bdi dir="ltr" className="block font-mono text-small break-words text-soft">
            {measure.definition}
          </bdi>
        )}
        {measure.synonyms.length > 0 && (
          <p className="text-small text-soft">
            {t("model.alsoCalled")} <bdi>{measure.synonyms.join(", ")}</bdi>
          </p>
        )}
      </dd>
    </div>
  );
}
