import { Mic, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Meter } from "@/components/Meter";
import { useFormats } from "@/lib/format";
import { settled } from "@/lib/sound/level";
import type { Capture } from "./Capture";

const LOOK_MS = 100;

/** How loud each side is: the quickest way to see that both are heard. */
export function Levels({ capture }: { capture: Capture }) {
  const { t } = useTranslation("live");
  const format = useFormats();
  const [you, them] = useLevels(capture);
  return (
    <div className="grid max-w-80 grid-cols-[auto_1fr_auto_1fr] items-center gap-x-2 text-soft [&>svg:not([role])]:size-3.5">
      <Mic aria-hidden />
      <Meter label={t("captured.youLevel")} text={format.percent(you)} value={you} />
      {capture.sound.others && (
        <>
          <Users aria-hidden />
          <Meter label={t("captured.themLevel")} text={format.percent(them)} value={them} />
        </>
      )}
    </div>
  );
}

function useLevels(capture: Capture): [number, number] {
  const [levels, setLevels] = useState<[number, number]>([0, 0]);
  useEffect(() => {
    const timer = setInterval(
      () => setLevels((shown) => [next(shown[0], capture.levels[0]), next(shown[1], capture.levels[1])]),
      LOOK_MS,
    );
    return () => clearInterval(timer);
  }, [capture]);
  return levels;
}

function next(shown: number, now: number): number {
  return Math.round(settled(shown, now) * 50) / 50;
}
