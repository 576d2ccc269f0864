import { useTranslation } from "react-i18next";
import { Keys } from "@/components/Keys";
import { commandKey } from "@/lib/platform";
import { ROOMS } from "./rooms";

export function ShortcutList() {
  const { t } = useTranslation();
  const everywhere: [string, string[]][] = [
    [t("shortcuts.palette"), [commandKey, "K"]],
    [t("shortcuts.help"), ["?"]],
  ];
  const rooms = ROOMS.map((room): [string, string[]] => [t(`nav.${room.id}`), ["G", room.key.toUpperCase()]]);
  const report: [string, string[]][] = [
    [t("shortcuts.play"), ["K"]],
    [t("shortcuts.seek"), ["J", "L"]],
    [t("shortcuts.moments"), ["N", "Shift N"]],
  ];
  const live: [string, string[]][] = [
    [t("shortcuts.cueDismiss"), ["D"]],
    [t("shortcuts.cueUseful"), ["U"]],
    [t("shortcuts.cueNotUseful"), ["N"]],
  ];
  const spoken: [string, string[]][] = [
    [t("shortcuts.talk"), [t("shortcuts.space")]],
    [t("shortcuts.mute"), ["Alt", "M"]],
    [t("shortcuts.interrupt"), ["Alt", "I"]],
    [t("shortcuts.type"), ["Alt", "T"]],
    [t("shortcuts.hint"), ["Alt", "H"]],
    [t("shortcuts.hangUp"), ["Esc"]],
  ];
  const deals: [string, string[]][] = [[t("shortcuts.objection"), ["H"]]];
  return (
    <>
      <Group title={t("shortcuts.everywhere")} rows={everywhere} />
      <Group title={t("shortcuts.rooms")} rows={rooms} />
      <Group title={t("shortcuts.spoken")} rows={spoken} />
      <Group title={t("shortcuts.deals")} rows={deals} />
      <Group title={t("shortcuts.report")} rows={report} />
      <Group title={t("shortcuts.live")} rows={live} />
      <p className="mt-4 text-small text-soft">{t("shortcuts.singleKeys")}</p>
    </>
  );
}

function Group({ title, rows }: { title: string; rows: [string, string[]][] }) {
  return (
    <section className="mt-4 first:mt-0">
      <h3 className="mb-1 text-small font-normal text-soft">{title}</h3>
      <dl>
        {rows.map(([name, keys]) => (
          <div
            key={name}
            className="flex items-center justify-between border-b border-line py-1.5 last:border-0"
          >
            <dt>{name}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
