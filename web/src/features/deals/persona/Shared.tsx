import { useTranslation } from "react-i18next";
import type { SharedWith } from "@/api/types.gen";
import { useFormats } from "@/lib/format";

/** With whom it was shared last. */
export function Shared({ shared }: { shared: readonly SharedWith[] }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  const last = shared[0];
  if (!last) return null;
  return (
    <p>
      {t("share.shared", { by: last.by ?? "", to: last.to ?? t("share.all"), at: format.shortDay(last.at) })}
    </p>
  );
}
