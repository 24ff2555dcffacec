import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { findTyped, listboxMove } from './listbox-keys.ts';

const typingPauseMs = 600;

/** Letters typed in one go, forgotten after a pause. */
function useTyped(): (letter: string) => string {
  const typed = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (letter) => {
    typed.current += letter;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      typed.current = '';
    }, typingPauseMs);
    return typed.current;
  };
}

/** State and keys of a drop-down list whose focus stays on its button. */
export function useListbox(of: {
  labels: readonly string[];
  selectedIndex: number;
  onChoose: (index: number) => void;
}) {
  const { labels, selectedIndex } = of;
  const [isOpen, setIsOpen] = useState(false);
  const [activeIndex, setActiveIndex] = useState(0);
  const type = useTyped();
  const open = (index = Math.max(0, selectedIndex)) => {
    setActiveIndex(index);
    setIsOpen(true);
  };
  const choose = (index: number) => {
    setIsOpen(false);
    of.onChoose(index);
  };
  const onType = (letter: string) => {
    const from = isOpen ? activeIndex : Math.max(0, selectedIndex);
    const found = findTyped(labels, type(letter), from);
    if (found === -1) return;
    if (isOpen) setActiveIndex(found);
    else open(found);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = listboxMove({
      key: event.key,
      isOpen,
      activeIndex,
      count: labels.length,
      hasModifier: event.ctrlKey || event.metaKey || event.altKey,
    });
    if (move.kind === 'none') return;
    if (event.key !== 'Tab') event.preventDefault();
    if (move.kind === 'open') open();
    if (move.kind === 'close') setIsOpen(false);
    if (move.kind === 'choose') choose(activeIndex);
    if (move.kind === 'goTo') setActiveIndex(move.index);
    if (move.kind === 'type') onType(move.letter);
  };
  return {
    isOpen,
    activeIndex,
    setActiveIndex,
    open,
    close: () => setIsOpen(false),
    choose,
    onKeyDown,
  };
}
