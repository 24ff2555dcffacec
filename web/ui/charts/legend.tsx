/** What the colours of a chart mean, in the order they are drawn. */
export function Legend(props: { items: readonly { label: string; look: 'bar' | 'ghost' }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3.5 gap-y-1 text-xs text-ink-2">
      {props.items.map((item) => (
        <li key={item.label} className="flex items-center gap-1.5">
          <span className={`size-2.5 rounded-xs ${item.look === 'bar' ? 'bg-bar' : 'bg-ghost'}`} />
          {item.label}
        </li>
      ))}
    </ul>
  );
}
