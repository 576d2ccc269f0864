import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Tabs } from "@/components/Tabs";
import { handleObjection } from "@/lib/objection";
import { DealsHeader } from "../DealsHeader";
import { NewEntry } from "./NewEntry";
import { Shelf } from "./Shelf";
import { Suggestions } from "./Suggestions";
import { Uses } from "./Uses";

/** The library of answers to objections: what is approved, drafted and retired, what calls suggest, what was used. */
export function LibraryPage() {
  const { t } = useTranslation("objections");
  const [adding, setAdding] = useState(false);
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
          { id: "answers", label: t("tabs.answers"), content: <Shelf onAdd={() => setAdding(true)} /> },
          { id: "calls", label: t("tabs.calls"), content: <Suggestions /> },
          { id: "uses", label: t("tabs.uses"), content: <Uses /> },
        ]}
      />
      {adding && <NewEntry onClose={() => setAdding(false)} />}
    </>
  );
}
