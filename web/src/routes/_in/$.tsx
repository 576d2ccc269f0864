import { createFileRoute } from "@tanstack/react-router";
import { NotFound } from "@/app/RouteError";

/** Any other address, inside the frame so that there is a way on. */
export const Route = createFileRoute("/_in/$")({ component: NotFound });
