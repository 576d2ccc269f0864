import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ConversationItem } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

interface RecentCallsProps {
  query: { data: { items: ConversationItem[] } | undefined; error: unknown; refetch: () => unknown };
}

export function RecentCalls({ query }: RecentCallsProps) {
  const { t } = useTranslation("home");
  return (
    <Section
      title={t("recent.title")}
      actions={
        <Link to="/practice/history" className="text-soft hover:text-ink touch:min-h-11">
          {t("recent.all")}
        </Link>
      }
    >
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-soft">{t("recent.none")}</p>
          ) : (
            <ul className="-mt-2">
              {items.map((call) => (
                <Row key={call.id} call={call} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Section>
  );
}

const row = "-mx-3 flex min-h-14 items-center gap-3 rounded-control px-3 py-2 hover:bg-sunken";

function Row({ call }: { call: ConversationItem }) {
  const { t } = useTranslation("home");
  const format = useFormats();
  const content = (
    <>
      <Avatar name={call.persona.name} />
      <span className="min-w-0 grow">
        <bdi className="block truncate font-strong">{call.title}</bdi>
        <span className="block truncate text-small text-soft">
          <bdi>{call.persona.name}</bdi> · {t(`levels.${call.level}`)} ·{" "}
          {call.status === "open" ? t("recent.open") : call.outcome && t(`outcomes.${call.outcome}`)}
        </span>
      </span>
      <time dateTime={call.started_at} className="shrink-0 text-small text-soft max-sm:hidden">
        {format.ago(call.started_at)}
      </time>
      <span className="w-16 shrink-0 text-end tabular-nums">
        {call.status === "open" ? (
          <span className="font-strong text-accent">{t("recent.carryOn")}</span>
        ) : (
          (call.score !== null && format.number(call.score)) || <span className="text-soft">–</span>
        )}
      </span>
    </>
  );
  return (
    <li className="border-b border-line last:border-0">
      {call.status === "open" ? (
        <Link to="/practice/call" search={{ conversation: call.id }} className={row}>
          {content}
        </Link>
      ) : (
        <Link to="/practice/history/$conversationId" params={{ conversationId: call.id }} className={row}>
          {content}
        </Link>
      )}
    </li>
  );
}
