import { Dumbbell } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRehearse } from "@/lib/useRehearse";
import { Button } from "./Button";
import { ErrorState } from "./ErrorState";
import { Menu } from "./Menu";

interface RehearseProps {
  /** Who will be met: one is rehearsed with at once, of several one is chosen. */
  people: readonly { id: string; name: string }[];
  dealId?: string;
}

/** Practises a coming meeting with a buyer made of the person who will be there. */
export function Rehearse({ people, dealId }: RehearseProps) {
  const { t } = useTranslation();
  const { rehearse, isPending, error } = useRehearse();
  const [first, ...others] = people;
  if (!first) return null;
  const label = (
    <>
      <Dumbbell aria-hidden />
      {t("rehearse.open")}
    </>
  );
  return (
    <>
      {others.length === 0 ? (
        <Button size="small" busy={isPending} onClick={() => rehearse(first.id, dealId)}>
          {label}
        </Button>
      ) : (
        <Menu
          align="end"
          header={t("rehearse.with")}
          trigger={
            <Button size="small" busy={isPending}>
              {label}
            </Button>
          }
          groups={[
            people.map((one) => ({
              label: <bdi>{one.name}</bdi>,
              onSelect: () => rehearse(one.id, dealId),
            })),
          ]}
        />
      )}
      {error && <ErrorState error={error} className="mt-2 basis-full" />}
    </>
  );
}
