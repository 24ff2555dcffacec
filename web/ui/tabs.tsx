import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** Underlined tabs; the chosen one's panel follows. */
export function Tabs<Value extends string>(props: {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly { value: Value; label: ReactNode; panel: ReactNode }[];
}) {
  return (
    <Radix.Root value={props.value} onValueChange={(value) => props.onChange(value as Value)}>
      <Radix.List
        aria-label={props.label}
        className="mb-5 flex gap-5 overflow-x-auto border-b border-line"
      >
        {props.tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px h-10 border-b-2 border-transparent font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {props.tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="outline-none" tabIndex={-1}>
          {tab.panel}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
