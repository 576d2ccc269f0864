import { createFileRoute } from "@tanstack/react-router";
import { General } from "@/features/settings/General";

export const Route = createFileRoute("/_in/settings/")({ component: General });
