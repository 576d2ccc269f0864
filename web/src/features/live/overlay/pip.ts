interface PictureInPicture {
  requestWindow: (size: { width: number; height: number }) => Promise<Window>;
}

function pictureInPicture(): PictureInPicture | undefined {
  return (window as unknown as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;
}

export function canFloat(): boolean {
  return pictureInPicture() !== undefined;
}

/** A small window that stays on top, dressed like this page; from a press. */
export async function openFloating(width: number, height: number): Promise<Window> {
  const api = pictureInPicture();
  if (!api) throw new Error("This browser has no window that stays on top.");
  const floating = await api.requestWindow({ width, height });
  dress(floating as Window & typeof globalThis, document);
  return floating;
}

/** Gives a new window the looks, language and direction of ours. */
function dress(target: Window & typeof globalThis, source: Document): void {
  const { lang, dir, dataset } = source.documentElement;
  const root = target.document.documentElement;
  root.lang = lang;
  root.dir = dir;
  if (dataset.theme) root.dataset.theme = dataset.theme;
  // Rules are copied and not loaded again: the new window is there at once, also when the server is not.
  const sheet = new target.CSSStyleSheet();
  sheet.replaceSync(rulesOf(source.styleSheets));
  target.document.adoptedStyleSheets = [sheet];
}

/** All rules of a page as text; a sheet that may not be read (of an extension, for example) is passed over. */
export function rulesOf(sheets: Iterable<CSSStyleSheet>): string {
  return [...sheets].flatMap((sheet) => readable(sheet).map((rule) => rule.cssText)).join("\n");
}

function readable(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}
