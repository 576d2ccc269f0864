import { useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { onSessionEnd } from "@/lib/session";

const SignInAgain = lazy(() => import("./SignInAgain"));

/** Asks for the password over the page as it stands; requests that were refused are then sent again. */
export function SessionEnd() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const here = useLocation({ select: (location) => location.href });
  const [asked, setAsked] = useState(false);
  const answer = useRef<((again: boolean) => void) | null>(null);

  useEffect(
    () =>
      onSessionEnd(
        () =>
          new Promise<boolean>((resolve) => {
            answer.current = resolve;
            setAsked(true);
          }),
      ),
    [],
  );

  function done(again: boolean) {
    setAsked(false);
    answer.current?.(again);
    answer.current = null;
  }

  async function leave() {
    done(false);
    await navigate({ to: "/sign-in", search: { next: here } });
    queryClient.clear();
  }

  return (
    <Suspense>{asked && <SignInAgain onDone={() => done(true)} onLeave={() => void leave()} />}</Suspense>
  );
}
