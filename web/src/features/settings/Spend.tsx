import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { aiSpendOptions } from "@/api/@tanstack/react-query.gen";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

/** What models cost this month. */
export function Spend() {
  const { t } = useTranslation("settings");
  const format = useFormats();
  const query = useQuery(aiSpendOptions());
  return (
    <Section title={t("spend.title")}>
      <QueryView query={query}>
        {(spend) =>
          spend.calls === 0 ? (
            <p className="text-soft">{t("spend.none")}</p>
          ) : (
            <>
              <table className="w-full max-w-prose">
                <caption className="sr-only">{t("spend.title")}</caption>
                <tbody>
                  {spend.models.map((model) => (
                    <tr key={model.name} className="border-b border-line">
                      <th scope="row" className="py-2 text-start font-normal">
                        <bdi>{model.name}</bdi>
                      </th>
                      <td className="py-2 text-end text-soft">
                        {t("spend.calls", { n: format.number(model.calls) })}
                      </td>
                      <td className="w-24 py-2 text-end">{format.money(model.cost_usd)}</td>
                    </tr>
                  ))}
                  <tr>
                    <th scope="row" className="py-2 text-start">
                      {t("spend.month")}
                    </th>
                    <td className="py-2 text-end text-soft">
                      {t("spend.calls", { n: format.number(spend.calls) })}
                    </td>
                    <td className="py-2 text-end font-strong">{format.money(spend.cost_usd)}</td>
                  </tr>
                </tbody>
              </table>
              {spend.calls_of_unknown_cost > 0 && (
                <p className="mt-2 text-small text-soft">
                  {t("spend.unknown", { n: format.number(spend.calls_of_unknown_cost) })}
                </p>
              )}
            </>
          )
        }
      </QueryView>
    </Section>
  );
}
