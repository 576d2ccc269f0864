import { useQuery } from "@tanstack/react-query";
import { Plus, UserRoundPlus, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceListScenariosOptions } from "@/api/@tanstack/react-query.gen";
import type { ScenarioItem } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { Segmented } from "@/components/Segmented";
import { Skeleton } from "@/components/Skeleton";
import { PracticeHeader } from "../PracticeHeader";
import { type CallWay, keepWay, keptWay } from "../way";
import { DeleteScenario } from "./DeleteScenario";
import { EditScenario } from "./EditScenario";
import { Filters } from "./Filters";
import { type GallerySearch, inOrder, taken } from "./filter";
import { MakeBuyer } from "./MakeBuyer";
import { NewScenario } from "./NewScenario";
import { ScenarioCard } from "./ScenarioCard";

type Open =
  | { kind: "buyer" }
  | { kind: "new"; persona?: string }
  | { kind: "edit" | "delete"; scenario: ScenarioItem }
  | null;

interface GalleryProps {
  search: GallerySearch;
  onSearch: (search: GallerySearch) => void;
}

/** Whom to call and why: every scenario with the chance this person has in it. */
export function Gallery({ search, onSearch }: GalleryProps) {
  const { t } = useTranslation("practice");
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const [way, setWay] = useState(keptWay);
  const query = useQuery(practiceListScenariosOptions({ query: { language: search.language } }));
  return (
    <>
      <PracticeHeader
        page="gallery"
        actions={
          <>
            <Segmented<CallWay>
              label={t("way.label")}
              choices={[
                { value: "text", label: t("way.text") },
                { value: "voice", label: t("way.voice") },
              ]}
              value={way}
              onChange={(next) => {
                keepWay(next);
                setWay(next);
              }}
            />
            <Button onClick={() => setOpen({ kind: "buyer" })}>
              <UserRoundPlus aria-hidden />
              {t("gallery.makeBuyer")}
            </Button>
            <Button onClick={() => setOpen({ kind: "new" })}>
              <Plus aria-hidden />
              {t("gallery.newScenario")}
            </Button>
          </>
        }
      />
      <QueryView query={query} skeleton={<Loading />}>
        {({ items }) => {
          const shown = inOrder(items.filter((scenario) => taken(scenario, search)));
          return (
            <>
              <Filters all={items} shown={shown.length} search={search} onSearch={onSearch} />
              {shown.length === 0 ? (
                <EmptyState
                  icon={<Users aria-hidden />}
                  title={t("gallery.noneTitle")}
                  actions={<Button onClick={() => onSearch({})}>{t("filters.clear")}</Button>}
                >
                  {t("gallery.noneText")}
                </EmptyState>
              ) : (
                <ul className="grid grid-cols-1 gap-4 lg:grid-cols-2">
                  {shown.map((scenario) => (
                    <ScenarioCard
                      key={scenario.id}
                      scenario={scenario}
                      level={search.level}
                      way={way}
                      language={search.language}
                      onEdit={() => setOpen({ kind: "edit", scenario })}
                      onDelete={() => setOpen({ kind: "delete", scenario })}
                    />
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </QueryView>
      {open?.kind === "buyer" && (
        <MakeBuyer onClose={close} onScenario={(persona) => setOpen({ kind: "new", persona })} />
      )}
      {open?.kind === "new" && <NewScenario persona={open.persona} onClose={close} />}
      {open?.kind === "edit" && <EditScenario scenario={open.scenario} onClose={close} />}
      {open?.kind === "delete" && <DeleteScenario scenario={open.scenario} onClose={close} />}
    </>
  );
}

function Loading() {
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      {["a", "b", "c", "d"].map((key) => (
        <Skeleton key={key} className="h-56 w-full rounded-large" />
      ))}
    </div>
  );
}
