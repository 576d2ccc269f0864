import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserPlus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsPutPersonMutation, dealsRemovePersonMutation } from "@/api/@tanstack/react-query.gen";
import type { DealPage, DealPerson } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button, IconButton } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Section } from "@/components/Section";
import { ContactPicker } from "../ContactPicker";
import { Touches } from "../Touches";
import { isOf } from "../useDealNews";
import { RoleSelect } from "./RoleSelect";
import { useSoughtPerson } from "./useSoughtPerson";

/** The customer's people in this deal: their part, and how much each was in touch. */
export function People({ deal }: { deal: DealPage }) {
  const { t } = useTranslation("deals");
  const queryClient = useQueryClient();
  const [adding, setAdding] = useState(false);
  useSoughtPerson();
  const refresh = () => queryClient.invalidateQueries({ predicate: isOf("deal_id", deal.id) });
  const put = useMutation({ ...dealsPutPersonMutation(), onSuccess: refresh });
  const remove = useMutation({ ...dealsRemovePersonMutation(), onSuccess: refresh });
  const people = deal.stakeholders ?? [];
  const path = (contact_id: string) => ({ deal_id: deal.id, contact_id });
  return (
    <Section
      title={t("people.title")}
      actions={
        deal.may_change && (
          <Button size="small" kind="quiet" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            <UserPlus aria-hidden />
            {t("people.add")}
          </Button>
        )
      }
    >
      {adding && (
        <div className="mb-4">
          <ContactPicker
            label={t("people.who")}
            accountId={deal.account?.id}
            without={people.map((one) => one.id)}
            onPick={(id) => {
              setAdding(false);
              put.mutate({ path: path(id), body: {} });
            }}
          />
        </div>
      )}
      {people.length === 0 && !adding && <p className="text-soft">{t("people.none")}</p>}
      <ul className="flex flex-col">
        {people.map((person) => (
          <Row
            key={person.id}
            person={person}
            mayChange={deal.may_change}
            onRole={(role) => put.mutate({ path: path(person.id), body: { role } })}
            onRemove={() => remove.mutate({ path: path(person.id) })}
          />
        ))}
      </ul>
      {(put.error ?? remove.error) && <ErrorState error={put.error ?? remove.error} className="mt-3" />}
    </Section>
  );
}

interface RowProps {
  person: DealPerson;
  mayChange: boolean;
  onRole: (role: DealPerson["role"]) => void;
  onRemove: () => void;
}

function Row({ person, mayChange, onRole, onRemove }: RowProps) {
  const { t } = useTranslation("deals");
  return (
    <li
      id={`person-${person.id}`}
      className="group grid scroll-mt-4 grid-cols-[2rem_minmax(0,1fr)_auto] items-start gap-x-3 border-b border-line py-3 first:pt-0 last:border-0"
    >
      <Avatar name={person.name} />
      <div className="min-w-0">
        <p className="truncate">
          <Link
            to="/contacts/$contactId"
            params={{ contactId: person.id }}
            className="font-strong hover:underline"
          >
            <bdi>{person.name}</bdi>
          </Link>
        </p>
        {person.title && (
          <p className="truncate text-small text-soft">
            <bdi>{person.title}</bdi>
          </p>
        )}
        <RoleSelect name={person.name} value={person.role} disabled={!mayChange} onChange={onRole} />
        <Touches name={person.name} engagement={person.engagement} />
      </div>
      {mayChange && (
        <IconButton
          label={t("people.remove", { name: person.name })}
          onClick={onRemove}
          className="-me-2 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 touch:opacity-100"
        >
          <X aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
