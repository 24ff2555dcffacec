import type { ConnectorDescription } from '#connectors/contract.ts';
import type { Language } from '#kernel/localized.ts';

/** A kind of till as people read about it before they connect one. */
export function presentProvider(describe: ConnectorDescription, language: Language) {
  return {
    id: describe.id,
    name: describe.name[language],
    kind: describe.kind,
    summary: describe.summary[language],
    setupInstructions: describe.setupInstructions.map((step) => step[language]),
    vendorContact: describe.vendorContact[language],
    credentialFields: describe.credentialFields.map((field) => ({
      name: field.name,
      label: field.label[language],
      help: field.help[language],
      isSecret: field.isSecret,
      example: field.example,
    })),
    hasManyLocations: describe.hasManyLocations,
    settings: describe.settings.map((setting) => ({
      name: setting.name,
      label: setting.label[language],
      help: setting.help[language],
      kind: setting.kind,
    })),
    schedule: describe.schedule,
    history: describe.history,
  };
}
