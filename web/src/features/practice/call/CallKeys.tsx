import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { Keys } from "@/components/Keys";

const KEYS = [
  ["send", ["Enter"]],
  ["line", ["Shift", "Enter"]],
  ["hangUp", ["Esc"]],
  ["hint", ["Alt", "H"]],
] as const;

/** What the keyboard can do during a call. */
export function CallKeys({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("practice");
  return (
    <Dialog open={open} onClose={onClose} title={t("call.keys.title")}>
      <dl>
        {KEYS.map(([name, keys]) => (
          <div
            key={name}
            className="flex items-center justify-between border-b border-line py-2 last:border-0"
          >
            <dt>{t(`call.keys.${name}`)}</dt>
            <dd>
              <Keys keys={[...keys]} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-small text-soft">{t("call.keys.silence")}</p>
    </Dialog>
  );
}
