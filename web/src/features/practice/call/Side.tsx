import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The thin column beside a call, on screens wide enough for one; `foot` stays in reach. */
export function Side({ children, foot }: { children: ReactNode; foot?: ReactNode }) {
  const { t } = useTranslation("practice");
  return (
    <aside
      aria-label={t("call.side")}
      className="flex w-64 shrink-0 flex-col border-s border-line max-lg:hidden"
    >
      <div className="flex min-h-0 grow flex-col gap-6 overflow-y-auto px-5 py-8">{children}</div>
      {foot && <div className="shrink-0 border-t border-line px-5 py-4 [&>*]:w-full">{foot}</div>}
    </aside>
  );
}
