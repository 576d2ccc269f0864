import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { readSearch } from "@/features/practice/gallery/filter";
import { Gallery } from "@/features/practice/gallery/Gallery";

export const Route = createFileRoute("/_in/practice/")({
  validateSearch: readSearch,
  component: function GalleryPage() {
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <Gallery
          search={Route.useSearch()}
          onSearch={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
