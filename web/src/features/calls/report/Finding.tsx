import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CallDetail, CallFinding } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { Told } from "@/components/evidence/Evidence";
import { classes } from "@/lib/classes";
import { Judge } from "./Judge";

/** One thing to learn: what happened, why it matters, what to do instead, and the moment to practise. */
export function Finding({ call, finding }: { call: CallDetail; finding: CallFinding }) {
  const { t } = useTranslation(["calls", "practice"]);
  const tone = finding.focus ? "focus" : finding.kind === "strength" ? "good" : "change";
  const rejected = finding.judgement?.verdict === "wrong";
  return (
    <li>
      <p className="text-small text-soft">
        {t(`practice:steps.${tone}`)} · {t(`practice:skills.${finding.skill}`)}
      </p>
      <div className={classes(rejected && "line-through decoration-edge")}>
        <Told sentence={finding.title} quotes={finding.quotes} />
      </div>
      {finding.why && (
        <p dir="auto" className="mt-2 text-soft">
          {finding.why}
        </p>
      )}
      {finding.how && (
        <p dir="auto" className="mt-2">
          {finding.how}
        </p>
      )}
      {finding.rewrite && (
        <figure className="mt-3 border-s-2 border-accent ps-4">
          <figcaption className="text-small text-soft">{t("practice:steps.sayInstead")}</figcaption>
          <blockquote dir="auto" className="mt-0.5">
            {finding.rewrite}
          </blockquote>
        </figure>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {finding.kind === "miss" && !rejected && (
          <Button asChild size="small">
            <Link to="/practice/call" search={{ call: call.id, turn: finding.turn }}>
              <RotateCcw aria-hidden />
              {t("practice:steps.practise")}
            </Link>
          </Button>
        )}
        {finding.rewrite && <CopyButton text={finding.rewrite} label={t("practice:steps.copy")} />}
        <Judge call={call} finding={finding} />
      </div>
    </li>
  );
}
