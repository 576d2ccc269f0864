import { createFileRoute } from "@tanstack/react-router";
import { Rubrics } from "@/features/playbook/Rubrics";

export const Route = createFileRoute("/_in/playbook/rubrics")({ component: Rubrics });
