import { WifiOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { serverReached, watchServer } from "@/lib/queries";

function watchNetwork(tell: () => void): () => void {
  addEventListener("online", tell);
  addEventListener("offline", tell);
  return () => {
    removeEventListener("online", tell);
    removeEventListener("offline", tell);
  };
}

/** One quiet line at the top while requests get no answer. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const reached = useSyncExternalStore(watchServer, serverReached);
  return (
    <div role="status" className="sticky top-0 z-10">
      {(!online || !reached) && (
        <p className="flex items-center justify-center gap-2 bg-warn-wash px-4 py-2 text-small">
          <WifiOff aria-hidden className="size-4 shrink-0 text-warn" />
          {t(online ? "connection.unreachable" : "connection.offline")}
        </p>
      )}
    </div>
  );
}
