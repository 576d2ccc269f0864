import { useTranslation } from "react-i18next";
import { CopyButton } from "@/components/CopyButton";
import { Section } from "@/components/Section";
import type { LiveCall } from "../liveCall";
import type { LiveView } from "../session/view";

/** Where a recorder that is not this browser sends its sound; shown until it does. */
export function Connect({ call, view }: { call: LiveCall; view: LiveView }) {
  const { t } = useTranslation("live");
  const status = view.state?.status ?? call.status;
  const { capture, source } = call;
  if (source === "browser" || status !== "waiting" || !capture) return null;
  const rows: [string, string | null | undefined][] = [
    [t("connect.webhook"), capture.webhook],
    [t("connect.twiml"), capture.twiml],
    [t("connect.address"), source === "raw" ? capture.url : null],
    [t("connect.token"), source === "raw" ? capture.token : null],
  ];
  return (
    <Section
      title={t("connect.title")}
      hint={t(source === "recall" ? "connect.bot" : "connect.waiting")}
      className="pb-2!"
    >
      <dl className="flex flex-col gap-3">
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt className="text-small text-soft">{name}</dt>
                <dd className="flex items-start gap-2">
                  <code dir="ltr" className="min-w-0 grow font-mono text-small break-all">
                    {value}
                  </code>
                  <CopyButton text={value} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  );
}
