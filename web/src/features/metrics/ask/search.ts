export interface AskSearch {
  conversation?: string;
  text?: string;
}

/** Which conversation is open, or what stands in the field at first. */
export function readAskSearch(search: Record<string, unknown>): AskSearch {
  const { conversation, text } = search;
  return {
    conversation: typeof conversation === "string" && /^\w+$/.test(conversation) ? conversation : undefined,
    text: typeof text === "string" || typeof text === "number" ? String(text).slice(0, 4000) : undefined,
  };
}
