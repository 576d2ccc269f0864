import { type ReactNode, useEffect, useRef } from "react";
import { useMoments } from "@/components/evidence/Moments";
import type { View } from "./view";

interface GoToTranscriptProps {
  /** Whether the transcript is a part of its own rather than beside the others. */
  when: boolean;
  onView: (view: View) => void;
  children: ReactNode;
}

/** On a narrow page a moment is shown by turning to the transcript. */
export function GoToTranscript({ when, onView, children }: GoToTranscriptProps) {
  const { moment } = useMoments();
  const seen = useRef(moment?.visit);
  useEffect(() => {
    if (!moment || moment.visit === seen.current) return;
    seen.current = moment.visit;
    if (when) onView("transcript");
  }, [moment, when, onView]);
  return children;
}
