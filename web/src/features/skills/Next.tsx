import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { practiceSuggestOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { beginAt } from "@/lib/moment";

/** What to train next and why. */
export function Next() {
  const { t } = useTranslation("skills");
  const query = useQuery(practiceSuggestOptions());
  return (
    <Section title={t("next")}>
      <QueryView query={query}>
        {({ scenario, level, reason, start_from: moment }) => (
          <>
            <p dir="auto" className="font-strong">
              {scenario.title}
            </p>
            <p className="text-small text-soft">
              <bdi>{scenario.persona.name}</bdi> · {t(`levels.${level}`)}
            </p>
            <p dir="auto" className="mt-2 text-soft">
              {reason.text}
            </p>
            <Button asChild kind="primary" className="mt-4">
              {moment ? (
                <Link to="/practice/call" search={beginAt(moment)}>
                  <Phone aria-hidden />
                  {t("again")}
                </Link>
              ) : (
                <Link to="/practice/call" search={{ scenario: scenario.id, level }}>
                  <Phone aria-hidden />
                  {t("start")}
                </Link>
              )}
            </Button>
          </>
        )}
      </QueryView>
    </Section>
  );
}
