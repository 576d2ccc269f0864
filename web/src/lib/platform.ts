/** The key that opens the palette, as it is printed on this machine's keyboard. */
export const commandKey = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
