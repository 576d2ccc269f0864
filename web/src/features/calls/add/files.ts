const MEDIA =
  /\.(wav|wave|mp3|m4a|m4b|aac|ogg|oga|opus|flac|wma|asf|webm|weba|mp4|m4v|mov|mkv|mka|avi|3gp|amr|aif|aiff|caf|au|mpg|mpeg|wmv)$/i;
const TEXT = /\.(txt|vtt|srt|json|csv|tsv|md)$/i;

export const ACCEPT = `audio/*,video/*,.wma,.opus,.amr,.mkv,.txt,.vtt,.srt,.json,.csv,.tsv`;
export const MOST_RECORDINGS = 2;

export type FileComplaint = "kind" | "empty" | "large" | "many";

export interface Sorted {
  /** One file, or two with one side on each. */
  recordings: File[];
  transcript: File | null;
  refused: { name: string; why: FileComplaint }[];
}

/** What was chosen, told apart: recordings, a transcript, and what cannot be taken, with the reason. */
export function sorted(files: readonly File[], limit: number | null): Sorted {
  const found: Sorted = { recordings: [], transcript: null, refused: [] };
  for (const file of files) {
    const why = complaint(file, found, limit);
    if (why) found.refused.push({ name: file.name, why });
    else if (isText(file)) found.transcript = file;
    else found.recordings.push(file);
  }
  return found;
}

function complaint(file: File, found: Sorted, limit: number | null): FileComplaint | null {
  if (file.size === 0) return "empty";
  if (isText(file)) return found.transcript ? "many" : null;
  if (!isRecording(file)) return "kind";
  if (limit !== null && file.size > limit) return "large";
  return found.recordings.length >= MOST_RECORDINGS ? "many" : null;
}

export function isText(file: File): boolean {
  return TEXT.test(file.name) && !/^(audio|video)\//.test(file.type);
}

function isRecording(file: File): boolean {
  return /^(audio|video)\//.test(file.type) || MEDIA.test(file.name);
}

/** A title from a file's name: "2026-11-03_renewal call.mp3" -> "2026-11-03 renewal call". */
export function titleFrom(name: string): string {
  return name
    .replace(/\.[^.]{1,5}$/, "")
    .replace(/[_\s]+/g, " ")
    .trim();
}
