import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Directed } from "@/app/Directed";
import { ToastRegion } from "@/components/Toast";
import { startTranslation } from "@/i18n";
import { queryClient } from "@/lib/queries";
import { router } from "./router";
import "./styles/theme.css";

const root = document.getElementById("root");

void startTranslation().then(() => {
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Directed>
          <RouterProvider router={router} />
          <ToastRegion />
        </Directed>
      </QueryClientProvider>
    </StrictMode>,
  );
});
