/** The text of a file, whatever of the usual encodings it is in. Throws where it is no text. */
export async function readText(file: Blob): Promise<string> {
  return decode(new Uint8Array(await file.arrayBuffer()));
}

/** UTF-8, UTF-16 by its mark, else what Windows writes in Hebrew; a file with zero bytes is no text. */
export function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.subarray(0, 4096).includes(0)) throw new Error("not a text");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1255").decode(bytes);
  }
}
