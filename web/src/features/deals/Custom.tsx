import { useTranslation } from "react-i18next";
import { Fold } from "@/components/Fold";
import { useFormats } from "@/lib/format";
import { FactRows } from "./Facts";

type Value = string | number | boolean | null;

/** Fields that the source has and Ringside has no name for, under their own headings. */
export function Custom({ custom }: { custom: Record<string, Value> }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const say = (value: Value) => {
    if (typeof value === "boolean") return t(value ? "about.yes" : "about.no");
    return typeof value === "number" ? format.number(value, 4) : value;
  };
  const facts = Object.entries(custom)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]): [string, string | null] => [name, say(value)]);
  if (facts.length === 0) return null;
  return (
    <Fold summary={t("about.custom", { count: facts.length })} className="mt-4">
      <div className="mt-2">
        <FactRows facts={facts} />
      </div>
    </Fold>
  );
}
