import { type AsyncRouteComponent, CatchBoundary } from '@tanstack/react-router';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { isNewVersionOut } from '../api/new-version.ts';
import { PageWaiting } from './page-states.tsx';
import { PageTrouble, PlaceTrouble, type Trouble, WindowTrouble } from './part-trouble.tsx';

/** Where the program of a part comes from. Read once; a reading that failed is not remembered. */
function sourceOf<Props>(load: () => Promise<ComponentType<Props>>) {
  let found: ComponentType<Props> | null = null;
  let reading: Promise<ComponentType<Props>> | null = null;
  const read = async () => {
    try {
      found = await load();
      return found;
    } finally {
      reading = null;
    }
  };
  return {
    find: () => found,
    read: () => {
      reading ??= read();
      return reading;
    },
  };
}
type Source<Props> = ReturnType<typeof sourceOf<Props>>;

const Nothing = () => null;

/** A part as far as it has come: its program, or what stands in the way and how to try again. */
function usePart<Props>(source: Source<Props>) {
  const [Found, setFound] = useState(source.find);
  const [attempt, setAttempt] = useState(1);
  const [failure, setFailure] = useState<{ attempt: number; isOutdated: boolean } | null>(null);
  useEffect(() => {
    if (Found) return;
    let isAwaited = true;
    const fail = async () => {
      const isOutdated = await isNewVersionOut();
      if (isAwaited) setFailure({ attempt, isOutdated });
    };
    source.read().then((program) => isAwaited && setFound(() => program), fail);
    return () => {
      isAwaited = false;
    };
  }, [source, Found, attempt]);
  const isTrying = failure !== null && failure.attempt < attempt;
  const trouble: Trouble | null = failure && {
    isTrying,
    isOutdated: failure.isOutdated,
    // Some browsers remember that a program could not be read, until the page is loaded anew.
    mayReload: failure.isOutdated || failure.attempt > 1,
    onRetry: () => setAttempt(failure.attempt + 1),
  };
  return {
    ...{ Found, attempt },
    trouble: Found && isTrying ? null : trouble,
    onBroken: () => setFailure({ attempt, isOutdated: false }),
  };
}

function Part<Props extends object>(of: {
  source: Source<Props>;
  props: Props;
  waiting: ReactNode;
  trouble: (trouble: Trouble) => ReactNode;
}) {
  const { Found, attempt, trouble, onBroken } = usePart(of.source);
  return (
    <>
      {trouble && of.trouble(trouble)}
      {!trouble && !Found && of.waiting}
      {Found && (
        <CatchBoundary getResetKey={() => attempt} onCatch={onBroken} errorComponent={Nothing}>
          <Found {...of.props} />
        </CatchBoundary>
      )}
    </>
  );
}

/**
 * A place on a page whose program is read when it is first shown. Where that fails, the place says
 * so and offers to try again; the page around it stays.
 */
export function lazyPlace<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode,
): ComponentType<Props> {
  const source = sourceOf(load);
  return (props) => (
    <Part {...{ source, props, waiting }} trouble={(trouble) => <PlaceTrouble {...trouble} />} />
  );
}

/** The same for a window over the page: a small one says so in its stead. */
export function lazyWindow<Props extends { onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const source = sourceOf(load);
  return (props) => (
    <Part
      {...{ source, props, waiting: null }}
      trouble={(trouble) => <WindowTrouble {...trouble} onClose={props.onClose} />}
    />
  );
}

function Page(props: { source: Source<object> }) {
  const { Found, trouble } = usePart(props.source);
  if (Found) return <Found />;
  return trouble ? <PageTrouble {...trouble} /> : <PageWaiting />;
}

/** The same for a whole page of the router, which asks for its program beforehand. */
export function lazyPage<Module extends Record<string, unknown>, Name extends keyof Module>(
  load: () => Promise<Module>,
  name: Name,
): AsyncRouteComponent<object> {
  const source = sourceOf(async () => (await load())[name] as ComponentType);
  // Where it fails, the page itself asks once more, and says what stands in the way.
  const preload = () => source.read().then(Nothing, Nothing) as Promise<unknown> as Promise<void>;
  return Object.assign(() => <Page source={source} />, { preload });
}
