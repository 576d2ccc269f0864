import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DealPerson } from "@/api/types.gen";
import { ROLES } from "../roles";

interface RoleSelectProps {
  name: string;
  value: DealPerson["role"];
  disabled: boolean;
  onChange: (role: DealPerson["role"]) => void;
}

/** A person's part in the buying: quiet words that are also where they are changed. */
export function RoleSelect({ name, value, disabled, onChange }: RoleSelectProps) {
  const { t } = useTranslation("deals");
  if (disabled) return value ? <p className="text-small">{t(`roles.${value}`)}</p> : null;
  return (
    <span className="relative inline-flex max-w-full items-center text-small">
      <select
        aria-label={t("people.role", { name })}
        value={value ?? ""}
        onChange={(event) => onChange(ROLES.find((role) => role === event.target.value) ?? null)}
        className="-ms-1 field-sizing-content max-w-full appearance-none rounded-small bg-transparent py-0.5 ps-1 pe-7 hover:bg-sunken touch:min-h-11"
      >
        <option value="">{t("roles.unknown")}</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}`)}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute end-1 size-3 text-soft" />
    </span>
  );
}
