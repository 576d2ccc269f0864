import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { practiceListScenariosQueryKey } from "@/api/@tanstack/react-query.gen";
import { toast } from "@/components/Toast";

/** The lines of a text, without empty ones; at most as many as the server keeps. */
export function goals(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length >= 2)
    .slice(0, 6);
}

/** Shows the new or changed scenario in the gallery and says so. */
export function useScenarioSaved(done: () => void): () => void {
  const { t } = useTranslation("practice");
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: [{ _id: practiceListScenariosQueryKey()[0]._id }] });
    toast(t("gallery.saved"));
    done();
  };
}
