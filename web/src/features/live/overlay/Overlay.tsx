import { PictureInPicture2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { toast } from "@/components/Toast";
import { Companion } from "../call/Companion";
import { useCueKeys } from "../call/useCueKeys";
import type { LiveCall } from "../liveCall";
import type { LiveSession } from "../session/LiveSession";
import { canFloat, openFloating } from "./pip";

const WIDTH = 340;
const HEIGHT = 440;

interface OverlayProps {
  call: LiveCall;
  session: LiveSession;
}

/** Opens the cues in a small window that stays above the meeting, and closes it with this page. */
export function OverlayButton({ call, session }: OverlayProps) {
  const { t } = useTranslation("live");
  const [floating, setFloating] = useState<Window | null>(null);
  useEffect(() => {
    if (!floating) return;
    const gone = () => setFloating(null);
    floating.addEventListener("pagehide", gone);
    return () => {
      floating.removeEventListener("pagehide", gone);
      floating.close();
    };
  }, [floating]);
  if (!canFloat()) return <p className="text-small text-soft max-md:hidden">{t("overlay.unsupported")}</p>;
  const open = () =>
    void openFloating(WIDTH, HEIGHT).then(setFloating, () =>
      toast(t("overlay.unsupported"), { kind: "trouble" }),
    );
  return (
    <>
      <Button size="small" onClick={() => (floating ? setFloating(null) : open())}>
        {floating ? <X aria-hidden /> : <PictureInPicture2 aria-hidden />}
        {t(floating ? "overlay.close" : "overlay.open")}
      </Button>
      {floating &&
        createPortal(
          <Floating call={call} session={session} page={floating.document} />,
          floating.document.body,
        )}
    </>
  );
}

function Floating({ call, session, page }: OverlayProps & { page: Document }) {
  const { t } = useTranslation("live");
  useCueKeys(session, page);
  useEffect(() => {
    page.title = t("overlay.title");
  }, [page, t]);
  return (
    <main className="min-h-dvh bg-ground p-4 text-ink">
      <Companion call={call} session={session} mine />
    </main>
  );
}
