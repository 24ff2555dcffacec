import { useEffect, useId, useRef } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { SecretField } from '../../../ui/secret-field.tsx';
import type { CredentialField, Provider } from '../../api/integration.types.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { type CredentialRow, emptyRow } from './draft.ts';

/** One set of credentials per till, with "Add" where the provider knows several. */
export function CredentialRows(props: {
  provider: Provider;
  rows: CredentialRow[];
  onChange: (rows: CredentialRow[]) => void;
  problem?: unknown;
}) {
  const { t } = useText();
  const { provider, rows, onChange } = props;
  const list = useRef<HTMLDivElement>(null);
  const count = useRef(rows.length);
  const titleId = useId();
  useEffect(() => {
    // A new row takes the focus, so that one can go on typing.
    if (rows.length > count.current) {
      list.current?.querySelector<HTMLElement>('fieldset:last-of-type input')?.focus();
    }
    count.current = rows.length;
  }, [rows.length]);
  const errorOf = (index: number, name: string): string | undefined =>
    props.problem instanceof ApiProblem
      ? props.problem.errors.find((error) =>
          error.path.replaceAll('/', '.').endsWith(`locations.${index}.${name}`),
        )?.message
      : undefined;
  return (
    <div ref={list} className="space-y-3">
      {rows.map((row, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity before they are saved
          key={index}
          aria-labelledby={`${titleId}-${index}`}
          className="rounded-lg border border-line bg-surface p-4 shadow-card sm:px-5"
        >
          <div className="mb-2 flex min-h-8 items-center justify-between">
            <p id={`${titleId}-${index}`} className="text-sm font-semibold">
              {rows.length > 1 ? t('add.location', { number: index + 1 }) : t('add.credentials')}
            </p>
            {rows.length > 1 && (
              <IconButton
                size="sm"
                icon="trash"
                label={t('add.removeLocation', { number: index + 1 })}
                onClick={() => onChange(rows.filter((_, other) => other !== index))}
              />
            )}
          </div>
          <div className="grid gap-4 sm:grid-cols-2">
            {provider.credentialFields.map((field) => (
              <CredentialInput
                key={field.name}
                field={field}
                value={row[field.name] ?? ''}
                error={errorOf(index, field.name)}
                onChange={(value) =>
                  onChange(
                    rows.map((entry, other) =>
                      other === index ? { ...entry, [field.name]: value } : entry,
                    ),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
      ))}
      {provider.hasManyLocations && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button icon="plus" size="sm" onClick={() => onChange([...rows, emptyRow(provider)])}>
            {t('add.addLocation')}
          </Button>
          <p className="text-sm text-ink-3">{t('add.addLocationHelp')}</p>
        </div>
      )}
    </div>
  );
}

function CredentialInput(props: {
  field: CredentialField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const { t } = useText();
  const { field } = props;
  if (field.isSecret) {
    return (
      <SecretField
        label={field.label}
        help={field.help}
        error={props.error}
        value={props.value}
        placeholder={field.example}
        onChange={props.onChange}
        revealLabel={t('add.reveal', { field: field.label })}
        hideLabel={t('add.hide', { field: field.label })}
      />
    );
  }
  return (
    <TextField
      label={field.label}
      help={field.help}
      error={props.error}
      value={props.value}
      placeholder={field.example}
      onChange={(event) => props.onChange(event.target.value)}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
