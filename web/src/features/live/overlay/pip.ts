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
  dress(floating.document, document);
  return floating;
}

/** Gives a new document the looks, language and direction of ours: its style sheets are loaded again by their address. */
export function dress(target: Document, source: Document): void {
  const { lang, dir, dataset } = source.documentElement;
  target.documentElement.lang = lang;
  target.documentElement.dir = dir;
  if (dataset.theme) target.documentElement.dataset.theme = dataset.theme;
  for (const sheet of source.querySelectorAll("link[rel=stylesheet], style")) {
    const copy = target.importNode(sheet, true);
    // The new document lies at about:blank, where an address without a host leads nowhere.
    if (sheet instanceof HTMLLinkElement) copy.setAttribute("href", sheet.href);
    target.head.append(copy);
  }
}
