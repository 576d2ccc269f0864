import { useTranslation } from "react-i18next";
import type { ObjectionAnswer } from "@/api/types.gen";
import { classes } from "@/lib/classes";

type Tone = ObjectionAnswer["tone"];
const TONES = ["consultative", "empathetic", "aggressive"] as const;

/** In which tones answers are wanted; one always is. */
export function Tones({ chosen, onChange }: { chosen: readonly Tone[]; onChange: (tones: Tone[]) => void }) {
  const { t } = useTranslation(["objections", "card"]);
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">{t("tones")}</legend>
      {TONES.map((tone) => {
        const on = chosen.includes(tone);
        return (
          <label
            key={tone}
            className={classes(
              "flex h-8 cursor-pointer items-center rounded-full border px-3 text-small transition-colors touch:h-11 touch:px-4",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent",
              on
                ? "border-accent bg-accent-wash text-accent"
                : "border-line text-soft hover:border-edge hover:text-ink",
            )}
          >
            <input
              type="checkbox"
              checked={on}
              onChange={() => {
                const next = TONES.filter((each) => (each === tone ? !on : chosen.includes(each)));
                if (next.length > 0) onChange(next);
              }}
              className="sr-only"
            />
            {t(`card:tone.${tone}`)}
          </label>
        );
      })}
    </fieldset>
  );
}
