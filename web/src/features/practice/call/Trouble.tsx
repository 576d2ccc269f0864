import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { useFormats } from "@/lib/format";
import type { CallState } from "./state";

interface TroubleProps {
  state: CallState;
  hangUpError: unknown;
  onRetry: () => void;
}

/** What stands in the way, above the field where the words are. */
export function Trouble({ state, hangUpError, onRetry }: TroubleProps) {
  if (state.phase === "lost") return <Lost retryAt={state.retryAt} onRetry={onRetry} />;
  const error = state.problem ?? (state.phase === "ended" ? null : hangUpError);
  return error ? <ErrorState error={error} className="mb-3" /> : null;
}

function Lost({ retryAt, onRetry }: { retryAt: number | null; onRetry: () => void }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil(((retryAt ?? now) - now) / 1000));
  return (
    <div role="alert" className="mb-3 flex items-center gap-3 rounded-control bg-warn-wash px-3 py-2">
      <WifiOff aria-hidden className="size-4 shrink-0 text-warn" />
      <p className="min-w-0 grow text-small">
        {t("call.lost")}{" "}
        <span aria-hidden className="text-soft tabular-nums">
          {t("call.again", { seconds: format.number(seconds) })}
        </span>
      </p>
      <Button size="small" onClick={onRetry}>
        {t("call.tryNow")}
      </Button>
    </div>
  );
}
