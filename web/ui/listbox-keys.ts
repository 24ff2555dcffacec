/** What a key means for a drop-down list, as data; the drawing and the timing are elsewhere. */
export type ListboxMove =
  | { kind: 'none' }
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'choose' }
  | { kind: 'goTo'; index: number }
  | { kind: 'type'; letter: string };

const pageSize = 8;

/** @param of.count number of options, at least one when it is open. */
export function listboxMove(of: {
  key: string;
  isOpen: boolean;
  activeIndex: number;
  count: number;
  hasModifier: boolean;
}): ListboxMove {
  const { key, activeIndex, count } = of;
  if (of.hasModifier) return { kind: 'none' };
  const clamp = (index: number): ListboxMove => ({
    kind: 'goTo',
    index: Math.max(0, Math.min(count - 1, index)),
  });
  if (!of.isOpen) {
    if (['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(key)) return { kind: 'open' };
    return key.length === 1 ? { kind: 'type', letter: key } : { kind: 'none' };
  }
  switch (key) {
    case 'Escape':
      return { kind: 'close' };
    case 'Enter':
    case ' ':
    case 'Tab':
      return { kind: 'choose' };
    case 'ArrowDown':
      return clamp(activeIndex + 1);
    case 'ArrowUp':
      return clamp(activeIndex - 1);
    case 'PageDown':
      return clamp(activeIndex + pageSize);
    case 'PageUp':
      return clamp(activeIndex - pageSize);
    case 'Home':
      return clamp(0);
    case 'End':
      return clamp(count - 1);
    default:
      return key.length === 1 ? { kind: 'type', letter: key } : { kind: 'none' };
  }
}

/** The option that what was typed leads to, looking on from `from` and around; -1 for none. */
export function findTyped(labels: readonly string[], typed: string, from: number): number {
  const wanted = typed.toLocaleLowerCase();
  // One letter again and again goes through all that begin with it.
  const isRepeated = new Set(wanted).size === 1;
  const start = isRepeated ? from + 1 : from;
  const prefix = isRepeated ? wanted.slice(0, 1) : wanted;
  for (let step = 0; step < labels.length; step++) {
    const index = (start + step) % labels.length;
    if (labels[index]?.toLocaleLowerCase().startsWith(prefix)) return index;
  }
  return -1;
}
