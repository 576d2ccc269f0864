import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Sprout } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { skillsMineOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { Curve } from "./Curve";
import { Learned } from "./Learned";
import { Next } from "./Next";
import { SkillRow } from "./SkillRow";
import { Transfer } from "./Transfer";

/** Where one stands in each skill, how sure that is, how it came about, and what to train next. */
export function Skills() {
  const { t } = useTranslation("skills");
  const query = useQuery(skillsMineOptions());
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={10} />}>
      {({ skills, history }) => {
        const seen = skills.filter((skill) => skill.calls + skill.in_calls.calls > 0);
        if (seen.length === 0) return <Nothing />;
        const open = skills.find((skill) => skill.skill === chosen) ?? seen[0];
        return (
          <div className="grid gap-x-14 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <div className="min-w-0">
              <ul>
                {skills.map((skill) => (
                  <SkillRow
                    key={skill.skill}
                    skill={skill}
                    open={skill.skill === open?.skill}
                    onOpen={() => setChosen(skill.skill)}
                  />
                ))}
              </ul>
              <p className="mt-4 text-small text-soft">{t("explain")}</p>
            </div>
            <div className="min-w-0 max-lg:mt-8">
              {open && <Curve skill={open} points={history.filter((point) => point.skill === open.skill)} />}
              {open && <Transfer skill={open} />}
              <Next />
              <Learned />
            </div>
          </div>
        );
      }}
    </QueryView>
  );
}

function Nothing() {
  const { t } = useTranslation("skills");
  return (
    <EmptyState
      icon={<Sprout aria-hidden />}
      title={t("noneTitle")}
      actions={
        <Button asChild kind="primary">
          <Link to="/practice/call" search={{ scenario: "cold-call", level: "foundation" }}>
            {t("first")}
          </Link>
        </Button>
      }
    >
      {t("noneText")}
    </EmptyState>
  );
}
