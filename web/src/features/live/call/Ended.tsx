import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import type { LiveCall } from "../liveCall";
import type { LiveView } from "../session/view";

/** The call is over, here or at its source: on to the report. */
export function Ended({ call, view }: { call: LiveCall; view: LiveView }) {
  const { t } = useTranslation("live");
  const report = view.state?.report ?? call.report;
  return (
    <EmptyState
      icon={<CircleCheck aria-hidden />}
      title={t("ended.title")}
      actions={
        <>
          {report && (
            <Button asChild kind="primary">
              <Link to="/calls/$callId" params={{ callId: report }}>
                {t("ended.report")}
              </Link>
            </Button>
          )}
          <Button asChild>
            <Link to="/calls/live">{t("ended.another")}</Link>
          </Button>
        </>
      }
    >
      {t(report ? "ended.text" : "ended.noReport")}
    </EmptyState>
  );
}
