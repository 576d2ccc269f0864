import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { PersonaCharts } from "@/api/types.gen";
import { ChannelChart } from "./ChannelChart";
import { HeatChart } from "./HeatChart";
import { ResponseChart } from "./ResponseChart";
import { WeeksChart } from "./WeeksChart";

/** What the contact did, in four pictures. */
export function Charts({ charts }: { charts: PersonaCharts }) {
  const { t } = useTranslation("persona");
  return (
    <section aria-label={t("charts.title")} className="mt-4 border-t border-line pt-4">
      <h3 className="mb-4 text-small text-soft">{t("charts.title")}</h3>
      <div className="grid gap-x-10 gap-y-8 @2xl:grid-cols-2">
        <HeatChart heat={charts.heat} />
        <WeeksChart weeks={charts.weeks} />
        <ResponseChart response={charts.response} />
        <ChannelChart channels={charts.channels} />
      </div>
    </section>
  );
}

interface PictureProps {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}

/** A picture with its name and a line on what it is made of. */
export function Picture({ title, text, children }: PictureProps) {
  const id = useId();
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <figcaption className="mb-3">
        <span id={id} className="block font-strong">
          {title}
        </span>
        {text && <span className="block text-small text-soft">{text}</span>}
      </figcaption>
      {children}
    </figure>
  );
}
