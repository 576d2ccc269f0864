import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import { ShortcutList } from "./ShortcutList";

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onClose={onClose} title={t("shortcuts.title")}>
      <ShortcutList />
    </Dialog>
  );
}
