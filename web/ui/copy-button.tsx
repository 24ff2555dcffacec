import { useState } from 'react';
import { Button } from './button.tsx';

const shownMs = 2000;

/** Puts a text on the clipboard and says so for a moment. */
export function CopyButton(props: { text: string; label: string; doneLabel: string }) {
  const [isDone, setIsDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    setIsDone(true);
    setTimeout(() => setIsDone(false), shownMs);
  };
  return (
    <Button size="sm" icon={isDone ? 'check' : 'copy'} onClick={() => void copy()}>
      <span aria-live="polite">{isDone ? props.doneLabel : props.label}</span>
    </Button>
  );
}
