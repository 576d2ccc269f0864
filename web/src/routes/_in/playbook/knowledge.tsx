import { createFileRoute } from "@tanstack/react-router";
import { Knowledge } from "@/features/knowledge/Knowledge";

export const Route = createFileRoute("/_in/playbook/knowledge")({ component: Knowledge });
