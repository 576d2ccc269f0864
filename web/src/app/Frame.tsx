import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CaptureBar } from "@/features/live/capture/CaptureBar";
import { BottomBar } from "./BottomBar";
import { ConnectionNotice } from "./ConnectionNotice";
import { ObjectionHandler } from "./ObjectionHandler";
import { Rail } from "./Rail";
import { SessionEnd } from "./SessionEnd";
import { useShortcuts } from "./useShortcuts";

// Not part of the first page, so that it shows sooner.
const Palette = lazy(() => import("./Palette"));
const Shortcuts = lazy(() => import("./Shortcuts"));

export type Overlay = "palette" | "shortcuts" | null;

/** Everything around a room: rail or bottom bar, palette, notices. */
export function Frame() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [overlay, setOverlay] = useState<Overlay>(null);
  useShortcuts({
    open: setOverlay,
    go: (to) => void navigate({ to }),
  });
  return (
    <div className="flex min-h-dvh max-md:flex-col">
      <a
        href="#content"
        className="sr-only rounded-b-control bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:start-4 focus:top-0 focus:z-50 focus:px-4 focus:py-2"
      >
        {t("skipToContent")}
      </a>
      <Rail open={setOverlay} />
      <div className="flex min-w-0 grow flex-col max-md:pb-20">
        <ConnectionNotice />
        <CaptureBar />
        <Content />
      </div>
      <BottomBar open={setOverlay} />
      <Suspense>
        {overlay === "palette" && (
          <Palette onClose={() => setOverlay(null)} onHelp={() => setOverlay("shortcuts")} />
        )}
        {overlay === "shortcuts" && <Shortcuts onClose={() => setOverlay(null)} />}
      </Suspense>
      <ObjectionHandler />
      <SessionEnd />
    </div>
  );
}

/** The page itself. A new page takes the focus, so that keyboard and screen reader go on from its beginning. */
function Content() {
  const main = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <main ref={main} id="content" tabIndex={-1} className="grow outline-none">
      <Outlet />
    </main>
  );
}

/** The measure of an ordinary page; `full` where things stand side by side. A room of its own (a call) leaves it out. */
export function Page({ children, wide }: { children: React.ReactNode; wide?: boolean | "full" }) {
  const measure = wide === "full" ? "max-w-none" : wide ? "max-w-6xl" : "max-w-4xl";
  return <div className={`mx-auto w-full px-5 py-8 md:px-10 md:py-12 ${measure}`}>{children}</div>;
}
