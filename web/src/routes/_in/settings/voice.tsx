import { createFileRoute } from "@tanstack/react-router";
import { Diagnostics } from "@/features/practice/voice/diagnostics/Diagnostics";

export const Route = createFileRoute("/_in/settings/voice")({ component: Diagnostics });
