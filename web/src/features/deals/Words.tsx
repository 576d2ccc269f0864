import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Input } from "@/components/Field";

const TYPING_MS = 300;

interface WordsProps {
  label: string;
  value: string | undefined;
  onChange: (words: string | undefined) => void;
}

/** Words to look for; the list follows when the typing rests. */
export function Words({ label, value = "", onChange }: WordsProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim() || undefined), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <div className="relative grow max-sm:basis-full sm:max-w-64">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-soft"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="ps-9"
      />
    </div>
  );
}
