import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  dealsGetContactOptions,
  dealsGetDealOptions,
  liveGetSetupOptions,
} from "@/api/@tanstack/react-query.gen";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { Usefulness } from "../usefulness/Usefulness";
import { HowTo } from "./HowTo";
import { RunningCalls } from "./RunningCalls";
import { Start, type StartAbout } from "./Start";
import type { LiveSearch } from "./search";

/** The live room: calls that go on, a new one, and how to capture it. */
export function LiveHome({ search }: { search: LiveSearch }) {
  const { t } = useTranslation("live");
  const setup = useQuery(liveGetSetupOptions());
  const about = useAbout(search);
  return (
    <div className="flex flex-col gap-10">
      <RunningCalls />
      <section aria-label={t("start.title")}>
        <QueryView query={setup} skeleton={<SkeletonText lines={8} className="max-w-2xl" />}>
          {(found) => about && <Start setup={found} about={about} />}
        </QueryView>
      </section>
      <Usefulness />
      <HowTo />
    </div>
  );
}

/** What an address says the call is about; null while its names are fetched. */
function useAbout({ deal, contact }: LiveSearch): StartAbout | null {
  const found = useQuery({
    ...dealsGetDealOptions({ path: { deal_id: deal ?? "" } }),
    enabled: deal !== undefined,
  });
  const person = useQuery({
    ...dealsGetContactOptions({ path: { contact_id: contact ?? "" } }),
    enabled: contact !== undefined,
  });
  if (found.isLoading || person.isLoading) return null;
  return {
    deal: found.data ? { id: found.data.id, name: found.data.name } : null,
    contact: person.data ? { id: person.data.id, name: person.data.name } : null,
  };
}
