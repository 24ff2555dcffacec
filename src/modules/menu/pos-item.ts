/** What a till sells under one button, or under one button and one set of modifiers. */
export interface PosItemIdentity {
  code: string;
  name: string;
  category: string;
  baseCode: string;
  modifierCodes: string[];
}

interface SoldLine {
  itemCode: string;
  itemName: string;
  category: string;
  modifiers: readonly { code: string; name: string }[];
}

/**
 * The POS item a line sold. With modifiers included, one item per *set* of modifiers: their order,
 * repetition and letter case do not matter. Code `item-modifier`, name "Can of Pop + Cola".
 */
export function toPosItem(line: SoldLine, includeModifiers: boolean): PosItemIdentity {
  const baseCode = codeOf(line.itemCode, line.itemName);
  const base = {
    code: baseCode,
    name: line.itemName || baseCode,
    category: line.category,
    baseCode,
  };
  if (!includeModifiers || line.modifiers.length === 0) return { ...base, modifierCodes: [] };
  const modifiers = distinctModifiers(line.modifiers);
  return {
    ...base,
    code: [baseCode, ...modifiers.map((modifier) => modifier.code)].join('-'),
    name: [base.name, ...modifiers.map((modifier) => modifier.name)].join(' + '),
    modifierCodes: modifiers.map((modifier) => modifier.code),
  };
}

function distinctModifiers(modifiers: SoldLine['modifiers']): { code: string; name: string }[] {
  if (modifiers.length === 1) {
    const only = modifiers[0] as { code: string; name: string };
    return [{ code: foldCode(codeOf(only.code, only.name)), name: only.name || only.code }];
  }
  const byCode = new Map<string, { code: string; name: string }>();
  for (const modifier of modifiers) {
    const code = foldCode(codeOf(modifier.code, modifier.name));
    if (!byCode.has(code)) byCode.set(code, { code, name: modifier.name || modifier.code });
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Tills without codes are matched by name. */
function codeOf(code: string, name: string): string {
  return code.trim() || name.trim() || '?';
}

function foldCode(code: string): string {
  return code.normalize('NFC').toLowerCase();
}
