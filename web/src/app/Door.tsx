import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Highlight } from "@/components/Highlight";
import { chooseLanguage, LANGUAGE_NAMES } from "@/i18n";
import { Brand } from "./Brand";

/** The pages before signing in: the form, and beside it what one comes for. */
export function Door({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation("accounts");
  const other = i18n.language === "he" ? "en" : "he";
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex flex-col px-6 py-6 md:px-12">
        <header className="flex items-center justify-between">
          <Brand />
          <button
            type="button"
            lang={other}
            onClick={() => void chooseLanguage(other)}
            className="rounded-control px-2 py-1 text-soft hover:text-ink touch:min-h-11"
          >
            {LANGUAGE_NAMES[other]}
          </button>
        </header>
        <main className="m-auto w-full max-w-sm py-12">{children}</main>
      </div>
      <aside
        aria-label={t("door.label")}
        className="flex flex-col justify-center border-s border-line bg-sunken px-12 py-12 max-lg:hidden xl:px-20"
      >
        <div className="max-w-md">
          <p className="text-display">{t("door.promise")}</p>
          <figure className="mt-12 flex flex-col gap-4">
            <Line who={t("door.buyer")}>{t("door.buyerLine")}</Line>
            <Line who={t("door.you")}>
              {t("door.youBefore")} <Highlight>{t("door.youMarked")}</Highlight>
            </Line>
            <figcaption className="mt-2 border-t border-line pt-4 text-soft">{t("door.note")}</figcaption>
          </figure>
        </div>
      </aside>
    </div>
  );
}

function Line({ who, children }: { who: string; children: ReactNode }) {
  return (
    <p className="grid grid-cols-[5rem_1fr] gap-4">
      <span className="text-soft">{who}</span>
      <span className="leading-7">{children}</span>
    </p>
  );
}
