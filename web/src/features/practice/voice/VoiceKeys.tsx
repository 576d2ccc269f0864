import { useTranslation } from "react-i18next";
import { Fold } from "@/components/Fold";
import { Keys } from "@/components/Keys";

const KEYS = [
  ["talk", ["Space"]],
  ["mute", ["Alt", "M"]],
  ["interrupt", ["Alt", "I"]],
  ["type", ["Alt", "T"]],
  ["hint", ["Alt", "H"]],
  ["hangUp", ["Esc"]],
] as const;

/** What the keyboard can do during a spoken call; where there is none, nothing. */
export function VoiceKeys() {
  const { t } = useTranslation("voice");
  return (
    <Fold className="mt-4 touch:hidden" summary={t("keys.title")}>
      <dl className="mt-2">
        {KEYS.map(([name, keys]) => (
          <div
            key={name}
            className="flex items-center justify-between gap-4 border-b border-line py-1.5 last:border-0"
          >
            <dt>{t(`keys.${name}`)}</dt>
            <dd>
              <Keys keys={[...keys]} />
            </dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}
