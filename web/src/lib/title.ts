import { useEffect } from "react";

/** Names the document while the page is shown: "Practice · Ringside". */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Ringside`;
  }, [title]);
}
