const FLOOR_DB = -60;
/** How much of the way a falling level goes down in one look; a rising one is shown at once. */
const FALL = 0.25;

/** How loud a stretch of sound is, 0..1: silence to as loud as it gets, in equal steps of hearing. */
export function loudness(sound: Float32Array): number {
  let sum = 0;
  for (const sample of sound) sum += sample * sample;
  const db = 10 * Math.log10(sum / Math.max(1, sound.length) + 1e-12);
  return Math.max(0, Math.min(1, 1 - db / FLOOR_DB));
}

/** The level to show next: up at once, down gently. */
export function settled(shown: number, now: number): number {
  return now >= shown ? now : shown + (now - shown) * FALL;
}

/** Tells the level of a stream some twenty times a second until stopped. */
export function watchLevel(
  context: AudioContext,
  stream: MediaStream,
  tell: (level: number) => void,
): () => void {
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const sound = new Float32Array(analyser.fftSize);
  let shown = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(sound);
    shown = settled(shown, loudness(sound));
    tell(shown);
  }, 50);
  return () => {
    clearInterval(timer);
    source.disconnect();
  };
}
