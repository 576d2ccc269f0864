import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { Popover } from "@/components/Popover";
import { Segmented } from "@/components/Segmented";
import { usePreferences, type Wishes } from "./usePreferences";

const TONES = ["consultative", "empathetic", "aggressive"] as const;
const LENGTHS = ["short", "medium", "long"] as const;
const BOLDNESS = ["careful", "balanced", "bold"] as const;

/** Tone, length and how bold: the person's own, for every card. */
export function Adjust() {
  const { t } = useTranslation("card");
  const { wishes, wish } = usePreferences();
  return (
    <Popover
      label={t("adjust.title")}
      trigger={
        <IconButton label={t("adjust.title")}>
          <SlidersHorizontal aria-hidden />
        </IconButton>
      }
    >
      <div className="flex flex-col gap-4">
        <Row label={t("adjust.tone")}>
          <Segmented
            label={t("adjust.tone")}
            choices={TONES.map((value) => ({ value, label: t(`tone.${value}`) }))}
            value={wishes.tone}
            onChange={(tone) => wish({ tone })}
          />
        </Row>
        <Row label={t("adjust.length")}>
          <Segmented
            label={t("adjust.length")}
            choices={LENGTHS.map((value) => ({ value, label: t(`length.${value}`) }))}
            value={wishes.length}
            onChange={(length) => wish({ length })}
          />
        </Row>
        <Row label={t("adjust.boldness")}>
          <Segmented
            label={t("adjust.boldness")}
            choices={BOLDNESS.map((value) => ({ value, label: t(`boldness.${value}`) }))}
            value={BOLDNESS[wishes.boldness] ?? "balanced"}
            onChange={(value) => wish({ boldness: BOLDNESS.indexOf(value) as Wishes["boldness"] })}
          />
        </Row>
        <p className="text-soft">{t("adjust.text")}</p>
      </div>
    </Popover>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p aria-hidden className="mb-1.5 text-soft">
        {label}
      </p>
      {children}
    </div>
  );
}
