import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dealsGetObjectionAnswerOptions } from "@/api/@tanstack/react-query.gen";
import { Dialog } from "@/components/Dialog";
import { QueryView } from "@/components/QueryView";
import { Entry } from "./Entry";

/** The answer that an address names, by itself: sources of composed answers lead here. */
export function OneEntry({ entryId, onClose }: { entryId: string; onClose: () => void }) {
  const { t } = useTranslation("objections");
  const query = useQuery(dealsGetObjectionAnswerOptions({ path: { entry_id: entryId } }));
  return (
    <Dialog open onClose={onClose} title={t("tabs.answers")} className="max-w-[min(44rem,calc(100vw-2rem))]">
      <QueryView query={query}>
        {(entry) => (
          <ul>
            <Entry entry={entry} />
          </ul>
        )}
      </QueryView>
    </Dialog>
  );
}
