import { useTranslation } from "react-i18next";
import type { CallDetail, CallFinding } from "@/api/types.gen";
import { EngineBadge } from "@/components/EngineBadge";
import { Fold } from "@/components/Fold";
import { Section } from "@/components/Section";
import { Finding } from "./Finding";
import { inOrder } from "./order";

const AT_FIRST = 4;

/** What a coach would say about this call: a few things first, the rest one press away. */
export function Findings({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const { standing, wrong } = inOrder(call.findings ?? []);
  const sources = [...new Set(standing.map((finding) => finding.worded_by ?? "builtin"))];
  const list = (findings: readonly CallFinding[], className = "") => (
    <ol className={`flex flex-col gap-9 ${className}`}>
      {findings.map((finding) => (
        <Finding key={finding.id} call={call} finding={finding} />
      ))}
    </ol>
  );
  return (
    <Section
      title={t("findings.title")}
      actions={sources.map((source) => (
        <EngineBadge key={source} source={source} note={proposalNote(call, t)} />
      ))}
    >
      {standing.length === 0 && <p className="text-soft">{t("findings.none")}</p>}
      {list(standing.slice(0, AT_FIRST))}
      {standing.length > AT_FIRST && (
        <Fold className="mt-8" summary={t("findings.more", { count: standing.length - AT_FIRST })}>
          {list(standing.slice(AT_FIRST), "mt-6")}
        </Fold>
      )}
      {wrong.length > 0 && (
        <Fold className="mt-6" summary={t("findings.rejected", { count: wrong.length })}>
          {list(wrong, "mt-6")}
        </Fold>
      )}
    </Section>
  );
}

/** How many of a model's proposals were taken over, where one was asked. */
function proposalNote(
  call: CallDetail,
  t: ReturnType<typeof useTranslation<"calls">>["t"],
): string | undefined {
  const { proposals } = call;
  if (!proposals || (proposals.source ?? "builtin") === "builtin") return undefined;
  return t("proposals.short", { accepted: proposals.accepted ?? 0, rejected: proposals.rejected ?? 0 });
}
