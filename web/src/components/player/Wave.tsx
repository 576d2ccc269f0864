import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef } from "react";
import { barPath } from "./peaks";
import type { Playback } from "./playback";
import { clamp } from "./timeline";

export interface Lanes {
  rep: readonly number[];
  customer: readonly number[];
}

interface WaveProps {
  lanes: Lanes;
  label: string;
  /** Where it stands, in words: "1:15 of 5:20". */
  text: string;
  /** Where it stands as a share, 0..1, while no sound runs. */
  share: number;
  playback: Playback | null;
  /** Length in seconds, or in words. */
  length: number;
  onSeek: (share: number) => void;
  /** Arrow keys: so many small steps on (or back). */
  onStep: (steps: number) => void;
}

/** Both sides of the call as two lanes around one line, rep above, customer below; pressed, dragged or stepped along. */
export function Wave({ lanes, label, text, share, playback, length, onSeek, onStep }: WaveProps) {
  const box = useRef<HTMLDivElement>(null);
  const played = useRef<SVGRectElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const clip = useId();
  const bars = Math.max(lanes.rep.length, lanes.customer.length, 1);

  useEffect(() => {
    const show = () => {
      const now = playback && length > 0 ? clamp(playback.time / length) : share;
      played.current?.setAttribute("width", String(now * bars));
      if (head.current) head.current.style.insetInlineStart = `${now * 100}%`;
    };
    show();
    return playback?.onTime(show);
  }, [playback, length, share, bars]);

  const shareOf = (event: PointerEvent) => {
    const { left, right, width } = event.currentTarget.getBoundingClientRect();
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    return clamp((rtl ? right - event.clientX : event.clientX - left) / width);
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const steps: Record<string, number> = {
      ArrowRight: rtl ? -1 : 1,
      ArrowLeft: rtl ? 1 : -1,
      ArrowUp: 1,
      ArrowDown: -1,
      PageUp: 6,
      PageDown: -6,
    };
    const step = steps[event.key];
    if (step !== undefined) onStep(step);
    else if (event.key === "Home") onSeek(0);
    else if (event.key === "End") onSeek(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const paths = [barPath(lanes.rep, "up"), barPath(lanes.customer, "down")] as const;

  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={Math.round(share * length)}
      aria-valuetext={text}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onSeek(shareOf(event));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onSeek(shareOf(event));
      }}
      className="relative h-14 cursor-pointer touch-pan-y rounded-small select-none sm:h-18"
    >
      <svg
        aria-hidden
        viewBox={`0 0 ${bars} 2`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full overflow-visible rtl:-scale-x-100"
      >
        <clipPath id={clip}>
          <rect ref={played} x="0" y="0" height="2" width="0" />
        </clipPath>
        <path d={`M0 1H${bars}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
        <path d={paths[0]} className="fill-accent/35" />
        <path d={paths[1]} className="fill-edge/45" />
        <g clipPath={`url(#${clip})`}>
          <path d={paths[0]} className="fill-accent" />
          <path d={paths[1]} className="fill-soft" />
        </g>
      </svg>
      <div ref={head} aria-hidden className="pointer-events-none absolute inset-y-0 w-0.5 -ms-px bg-ink" />
    </div>
  );
}
