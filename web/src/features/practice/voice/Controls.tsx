import { Hand, Keyboard, Mic, MicOff, PhoneOff, Settings2 } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Popover } from "@/components/Popover";
import { Segmented } from "@/components/Segmented";
import { classes } from "@/lib/classes";
import { Devices } from "./Devices";
import { LevelBar } from "./LevelBar";
import type { Microphone } from "./useMicrophone";
import type { Talk, TalkMode } from "./useTalk";
import { VoiceKeys } from "./VoiceKeys";

interface ControlsProps {
  mic: Microphone;
  talk: Talk;
  /** Whether speaking is possible at all; else one types. */
  heard: boolean;
  live: boolean;
  buyerSpeaks: boolean;
  typing: boolean;
  onTyping: () => void;
  onInterrupt: () => void;
  onHangUp: () => void;
}

/** The rep's side of the line: everything in reach of a thumb, in the same place all the time. */
export function Controls(props: ControlsProps) {
  const { mic, talk, heard, live, buyerSpeaks, typing, onTyping, onInterrupt, onHangUp } = props;
  const { t } = useTranslation("voice");
  return (
    <div role="toolbar" aria-label={t("controls.label")} className="flex flex-col items-center gap-3">
      {heard && talk.mode === "push" && <PushToTalk talk={talk} live={live} />}
      <div className="flex w-full max-w-sm items-start justify-between gap-1">
        {heard && (
          <Control
            icon={talk.muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
            label={t(talk.muted ? "controls.unmute" : "controls.mute")}
            aria-pressed={talk.muted}
            onClick={talk.toggleMute}
            look={talk.muted ? "bg-warn-wash text-warn" : undefined}
          >
            {!talk.muted && <LevelBar mic={mic} className="absolute inset-x-3 bottom-1.5 h-0.5" />}
          </Control>
        )}
        <Control
          icon={<Keyboard aria-hidden />}
          label={t("controls.typing")}
          aria-pressed={typing}
          onClick={onTyping}
          look={typing ? "bg-accent-wash text-accent" : undefined}
        />
        <Control
          icon={<Hand aria-hidden />}
          label={t("controls.interrupt")}
          aria-disabled={!buyerSpeaks || undefined}
          onClick={() => buyerSpeaks && onInterrupt()}
          look={buyerSpeaks ? undefined : "opacity-60"}
        />
        <Popover
          side="top"
          label={t("controls.settings")}
          trigger={<Control icon={<Settings2 aria-hidden />} label={t("controls.sound")} />}
        >
          <Devices mic={mic} />
          {heard && (
            <div className="mt-4">
              <p className="mb-1.5 font-strong">{t("controls.mode")}</p>
              <Segmented<TalkMode>
                label={t("controls.mode")}
                choices={[
                  { value: "open", label: t("controls.modes.open") },
                  { value: "push", label: t("controls.modes.push") },
                ]}
                value={talk.mode}
                onChange={talk.chooseMode}
              />
            </div>
          )}
          <VoiceKeys />
        </Popover>
        <Control
          icon={<PhoneOff aria-hidden />}
          label={t("controls.hangUp")}
          onClick={onHangUp}
          look="bg-bad-wash text-bad"
        />
      </div>
    </div>
  );
}

interface ControlProps extends ComponentProps<"button"> {
  icon: ReactNode;
  label: string;
  look?: string;
}

function Control({ icon, label, look, children, ...rest }: ControlProps) {
  return (
    <button
      type="button"
      {...rest}
      className="group flex min-w-16 flex-col items-center gap-1 rounded-control text-small text-soft hover:text-ink"
    >
      <span
        className={classes(
          "relative flex size-13 items-center justify-center rounded-full transition-colors [&_svg]:size-5",
          look ?? "bg-sunken text-ink group-hover:bg-line",
        )}
      >
        {icon}
        {children}
      </span>
      {label}
    </button>
  );
}

/** A bar to hold while speaking; the space bar does the same. */
function PushToTalk({ talk, live }: { talk: Talk; live: boolean }) {
  const { t } = useTranslation("voice");
  const off = () => talk.talk(false);
  return (
    <button
      type="button"
      aria-pressed={talk.talking}
      aria-disabled={!live || talk.muted || undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        talk.talk(true);
      }}
      onPointerUp={off}
      onPointerCancel={off}
      onKeyDown={(event) => event.key === "Enter" && !event.repeat && talk.talk(true)}
      onKeyUp={(event) => event.key === "Enter" && off()}
      onContextMenu={(event) => event.preventDefault()}
      className={classes(
        "h-14 w-full max-w-sm touch-none rounded-full font-strong select-none",
        talk.talking ? "bg-accent text-on-accent" : "bg-accent-wash text-accent",
        (!live || talk.muted) && "opacity-60",
      )}
    >
      {t(talk.muted ? "controls.muted" : talk.talking ? "controls.release" : "controls.talk")}
    </button>
  );
}
