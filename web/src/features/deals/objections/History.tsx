import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dealsListObjectionHistoryOptions } from "@/api/@tanstack/react-query.gen";
import { Dialog } from "@/components/Dialog";
import { QueryView } from "@/components/QueryView";
import { useFormats } from "@/lib/format";

const ACTIONS = ["created", "edited", "approved", "returned", "retired", "restored"] as const;
type Action = (typeof ACTIONS)[number];

/** Everything done to an answer, the newest first, and what it said then. */
export function History({ entryId, onClose }: { entryId: string; onClose: () => void }) {
  const { t } = useTranslation("objections");
  const format = useFormats();
  const query = useQuery(dealsListObjectionHistoryOptions({ path: { entry_id: entryId } }));
  return (
    <Dialog open onClose={onClose} title={t("history.title")} className="max-w-[min(40rem,calc(100vw-2rem))]">
      <QueryView query={query}>
        {(events) => (
          <ol>
            {events.map((event) => (
              <li key={event.version} className="border-b border-line py-3 last:border-0">
                <p>
                  <span className="font-strong">{t(`history.${event.action as Action}`)}</span>{" "}
                  <span className="text-small text-soft">
                    <bdi>{event.by_name}</bdi> <time dateTime={event.at}>{format.day(event.at)}</time>
                  </span>
                </p>
                {event.note && (
                  <p dir="auto" className="mt-1">
                    {event.note}
                  </p>
                )}
                {(event.action === "created" || event.changed.length > 0) && (
                  <p
                    dir="auto"
                    className="mt-1 border-s-2 border-line ps-3 text-small whitespace-pre-wrap text-soft"
                  >
                    {event.entry.text}
                  </p>
                )}
              </li>
            ))}
          </ol>
        )}
      </QueryView>
    </Dialog>
  );
}
