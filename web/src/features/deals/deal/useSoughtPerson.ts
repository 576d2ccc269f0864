import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

/** Brings a person into sight whom the address names: the list is there only after the page has been. */
export function useSoughtPerson(): void {
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (/^person-[\w-]{1,64}$/.test(hash)) document.getElementById(hash)?.scrollIntoView({ block: "center" });
  }, [hash]);
}
