import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Tabs } from "@/components/Tabs";
import { handleObjection } from "@/lib/objection";
import { DealsHeader } from "../DealsHeader";
import { NewEntry } from "./NewEntry";
import { OneEntry } from "./OneEntry";
import { Shelf } from "./Shelf";
import { Suggestions } from "./Suggestions";
import { Uses } from "./Uses";

/** The library of answers to objections: what is approved, drafted and retired, what calls suggest, what was used. */
export function LibraryPage({ entryId, onEntryClosed }: { entryId?: string; onEntryClosed: () => void }) {
  const { t } = useTranslation("objections");
  const [adding, setAdding] = useState(false);
  const tab = (id: "answers" | "calls" | "uses", shown: ReactNode) => ({
    id,
    label: t(`tabs.${id}`),
    content: (
      <>
        <h2 className="sr-only">{t(`tabs.${id}`)}</h2>
        {shown}
      </>
    ),
  });
  return (
    <>
      <DealsHeader
        page="objections"
        actions={
          <>
            <Button onClick={() => handleObjection()}>{t("handle")}</Button>
            <Button kind="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden />
              {t("add")}
            </Button>
          </>
        }
      />
      <Tabs
        label={t("tabs.label")}
        tabs={[
          tab("answers", <Shelf onAdd={() => setAdding(true)} />),
          tab("calls", <Suggestions />),
          tab("uses", <Uses />),
        ]}
      />
      {entryId && <OneEntry entryId={entryId} onClose={onEntryClosed} />}
      {adding && <NewEntry onClose={() => setAdding(false)} />}
    </>
  );
}
