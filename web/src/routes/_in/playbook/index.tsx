import { createFileRoute } from "@tanstack/react-router";
import { Company } from "@/features/playbook/Company";

export const Route = createFileRoute("/_in/playbook/")({ component: Company });
