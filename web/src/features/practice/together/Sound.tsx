import { Ear, EarOff, Mic, MicOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { capture, playback, soundContext } from "@/lib/sound/context";
import type { useTogether } from "./useTogether";

interface SoundProps {
  visit: ReturnType<typeof useTogether>;
  /** Whether this person's voice goes to the rep: only while they play the buyer. */
  speaks: boolean;
}

/** The sound of a spoken session, and the microphone of who plays the buyer; both only when pressed. */
export function Sound({ visit, speaks }: SoundProps) {
  const { t } = useTranslation("together");
  const [listening, setListening] = useState(false);
  const [talking, setTalking] = useState(false);
  const [refused, setRefused] = useState(false);
  const deaf = useRef<(() => void) | null>(null);
  const mute = useRef<(() => void) | null>(null);
  useEffect(
    () => () => {
      deaf.current?.();
      mute.current?.();
    },
    [],
  );
  useEffect(() => {
    if (speaks) return;
    mute.current?.();
    mute.current = null;
    setTalking(false);
  }, [speaks]);

  async function listen() {
    if (deaf.current) {
      deaf.current();
      deaf.current = null;
      return setListening(false);
    }
    const context = await soundContext();
    await context.resume();
    const sides = [playback(context), playback(context)];
    visit.hear.current = (frame) => {
      const who = new Uint8Array(frame, 0, 1)[0] ?? 0;
      sides[who]?.play(frame.slice(1));
    };
    deaf.current = () => {
      visit.hear.current = null;
      void context.close();
    };
    setListening(true);
  }

  async function talk() {
    if (mute.current) {
      mute.current();
      mute.current = null;
      return setTalking(false);
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true } });
      const context = await soundContext();
      await context.resume();
      const stop = capture(context, stream, (_, pcm) => visit.sendSound(pcm), { mono: true });
      mute.current = () => {
        stop();
        for (const track of stream.getTracks()) track.stop();
        void context.close();
      };
      setRefused(false);
      setTalking(true);
    } catch {
      setRefused(true);
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-pressed={listening} onClick={() => void listen()}>
          {listening ? <EarOff aria-hidden /> : <Ear aria-hidden />}
          {t(listening ? "sound.stop" : "sound.listen")}
        </Button>
        {speaks && (
          <Button size="small" aria-pressed={talking} onClick={() => void talk()}>
            {talking ? <MicOff aria-hidden /> : <Mic aria-hidden />}
            {t(talking ? "sound.mute" : "sound.speak")}
          </Button>
        )}
      </div>
      <p className="text-small text-soft">{t("sound.hint")}</p>
      {refused && (
        <p role="alert" className="text-small text-bad">
          {t("sound.refused")}
        </p>
      )}
    </div>
  );
}
