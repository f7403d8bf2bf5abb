'use client'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ReactFlowProvider, useReactFlow } from 'reactflow'
import { AddMenu } from '#components/canvas/AddMenu.tsx'
import { Canvas, nothingSelected, pathOf } from '#components/canvas/Canvas.tsx'
import { CanvasProvider } from '#components/canvas/CanvasContext.ts'
import type { LiveShow } from '#components/canvas/derive.ts'
import { NODE_HEIGHT, NODE_WIDTH, type Point } from '#components/canvas/geometry.ts'
import { LifecycleDialog } from '#components/journeys/LifecycleDialogs.tsx'
import { type Lifecycle, useLifecycle } from '#components/journeys/useLifecycle.ts'
import { documentOf, useTransfer } from '#components/journeys/useTransfer.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { useFormat, useText } from '#components/useFormat.ts'
import { describe } from '#domain/journey/describe.ts'
import { diff } from '#domain/journey/diff.ts'
import type { Path } from '#domain/journey/document.ts'
import { type JourneyResource, journeySchema } from '#domain/journey/resource.ts'
import { Inspector } from './Inspector.tsx'
import { LiveAside } from './LiveAside.tsx'
import { LiveSpan, NumbersPanel, type Span } from './LivePanel.tsx'
import { MoveProgress } from './MoveProgress.tsx'
import { NodePalette } from './NodePalette.tsx'
import { ProblemsButton } from './ProblemsButton.tsx'
import { PublishDialog, useLiveVersion } from './PublishDialog.tsx'
import { SavingNote } from './SavingNote.tsx'
import { StaleChoice } from './StaleChoice.tsx'
import { SimulateAside } from './simulate/SimulateAside.tsx'
import { useSimulating } from './simulate/useSimulating.ts'
import { type Mode, TopBar } from './TopBar.tsx'
import { useAutosave } from './useAutosave.ts'
import { useDesignerKeys } from './useDesignerKeys.ts'
import { useEditor } from './useEditor.ts'
import { useLive } from './useLive.ts'
import { useProblems } from './useProblems.ts'
import { usePublish } from './usePublish.ts'
import { useScene } from './useScene.ts'
import { VersionsDialog } from './VersionsDialog.tsx'

/** The designer of one journey: Edit draws the draft, Live shows what happens in the live version, on one canvas. */
export function Designer({ journey }: { journey: JourneyResource }) {
  return (
    <ReactFlowProvider>
      <DesignerInside first={journey} />
    </ReactFlowProvider>
  )
}

type Adding = { window: Point; on?: Path; from?: { source: string; outlet: string }; at?: Point }

function DesignerInside({ first }: { first: JourneyResource }) {
  const t = useTranslations('designer')
  const format = useFormat()
  const text = useText()
  const router = useRouter()
  const flow = useReactFlow()
  const { api, may } = useWorkspace()
  const [journey, setJourney] = useState(first)
  const [mode, setMode] = useMode(journey.version !== null)
  const mayEdit = may('editor')
  const editable = mayEdit && mode === 'edit'

  const measured = useRef<ReadonlyMap<string, number>>(new Map())
  const measureHeight = useCallback((key: string) => measured.current.get(key) ?? NODE_HEIGHT, [])
  const editor = useEditor(
    useMemo(() => documentOf(first), [first]),
    measureHeight,
  )
  const { document, selection } = editor
  const problems = useProblems(document, journey)
  const [span, setSpan] = useState<Span>('all')
  const [show, setShow] = useState<LiveShow>({ here: true, counts: true, widths: true, messages: true, share: false })
  const live = useLive(journey, span, mode === 'live')
  const autosave = useAutosave({ journey, document, onSaved: setJourney })
  const simulating = useSimulating({ journeyId: journey.id, document, beforeDraft: autosave.flush })
  const { run: simulated } = simulating.simulation
  const { scene, heights } = useScene({ mode, document, problems, live, show, run: simulated, passage: simulating.passage })
  measured.current = heights

  const [staleOpen, setStaleOpen] = useState(false)
  const isStale = autosave.saving.at === 'stale'
  useEffect(() => setStaleOpen(isStale), [isStale])

  const [publishing, setPublishing] = useState(false)
  const [acting, setActing] = useState<Lifecycle | null>(null)
  const [choosing, setChoosing] = useState(false)
  const [inspecting, setInspecting] = useState(false)
  const [adding, setAdding] = useState<Adding | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const canvas = useRef<HTMLElement>(null)
  const run = useLifecycle()
  const transfer = useTransfer()
  const liveVersion = useLiveVersion(journey)
  const changes = useMemo(() => (liveVersion.data ? diff(liveVersion.data, document).count : 0), [liveVersion.data, document])
  const inside = useInside(journey, publishing || choosing || acting !== null)

  const reload = useCallback(async () => {
    const answer = await api(`/journeys/${journey.id}`, journeySchema)
    setJourney(answer)
    return answer
  }, [api, journey.id])
  const reveal = (key: string | null) => {
    if (!key) return
    editor.select(key)
    setInspecting(true)
    const node = document.nodes.find((one) => one.key === key)
    if (node)
      void flow.setCenter(node.position.x + NODE_WIDTH / 2, node.position.y + NODE_HEIGHT / 2, { zoom: flow.getZoom(), duration: 200 })
  }

  const bringIntoView = (at: Point) => {
    const box = canvas.current?.getBoundingClientRect()
    const on = flow.flowToScreenPosition(at)
    const far = flow.flowToScreenPosition({ x: at.x + NODE_WIDTH, y: at.y + NODE_HEIGHT })
    if (!box || (on.x > box.left && on.y > box.top && far.x < box.right && far.y < box.bottom)) return
    void flow.setCenter(at.x + NODE_WIDTH / 2, at.y + NODE_HEIGHT / 2, { zoom: flow.getZoom(), duration: 200 })
  }

  useDesignerKeys({ editor, editable, search, onSave: autosave.flush })
  const publish = usePublish({ journeyId: journey.id, autosave, onJourney: setJourney, onLook: () => setMode('live') })
  // biome-ignore lint/correctness/useExhaustiveDependencies: select only sets state
  const actions = useMemo(
    () => ({
      editable,
      insertOn: (on: Path, window: Point) => setAdding({ window, on }),
      open: (key: string) => {
        editor.select(key)
        setInspecting(true)
      },
    }),
    [editable],
  )

  const hasGoal = document.settings.goal !== null
  const chosenKey = selection.nodes.size === 1 ? [...selection.nodes][0] : undefined
  const chosenPath = selection.paths.size === 1 ? pathOf(document, [...selection.paths][0] ?? '') : null
  const close = () => {
    setInspecting(false)
    editor.setSelection(nothingSelected)
  }
  return (
    <CanvasProvider value={actions}>
      <TopBar
        journey={journey}
        name={document.name}
        changes={changes}
        mode={mode}
        onMode={(next) => {
          editor.setSelection(nothingSelected)
          simulating.setOpen(true)
          setMode(next)
        }}
        mayEdit={mayEdit}
        onRename={(name) => editor.edit({ do: 'setJourneyName', name })}
        onAct={setActing}
        onExport={() => void transfer.exportFile(journey.id)}
        onPublish={() => setPublishing(true)}
        onVersions={() => setChoosing(true)}
        onSettings={() => {
          editor.setSelection(nothingSelected)
          setMode('edit')
          setInspecting(true)
        }}
        undo={{ can: editor.canUndo, run: editor.undo, what: editor.last && text(describe(editor.last.before, editor.last.edit)) }}
        redo={{ can: editor.canRedo, run: editor.redo }}
        saving={<SavingNote saving={autosave.saving} onRetry={() => void autosave.flush()} onChoose={() => setStaleOpen(true)} />}
        problems={<ProblemsButton document={document} problems={problems} onShow={reveal} />}
        counted={live.countedAt ? t('live.counted', { time: format.time(live.countedAt) }) : null}
      />
      <div className="relative flex min-h-0 flex-1">
        {mode === 'live' && (
          <NumbersPanel report={live.report} show={show} onShow={setShow} hasGoal={hasGoal}>
            <LiveSpan span={span} onSpan={setSpan} version={journey.version ?? 1} changes={changes} />
          </NumbersPanel>
        )}
        {mode === 'simulate' && (
          <NumbersPanel report={simulated.at === 'done' ? simulated.result : null} show={show} onShow={setShow} hasGoal={hasGoal}>
            <p className="text-small text-text-2">
              {simulated.at === 'done' ? t('simulate.of', { version: simulated.played.version }) : t('simulate.noneYet')}
            </p>
          </NumbersPanel>
        )}
        {mode === 'edit' && mayEdit && <NodePalette onAdd={(kind) => bringIntoView(editor.add(kind).position)} searchRef={search} />}
        <section ref={canvas} aria-label={t('canvas')} className="relative min-w-0 flex-1 bg-canvas">
          {scene ? (
            <Canvas
              document={document}
              scene={scene}
              selection={selection}
              onSelection={(next) => {
                editor.setSelection(next)
                setInspecting(next.nodes.size + next.paths.size > 0)
              }}
              editable={editable}
              onEdit={editor.edit}
              onDropKind={(kind, at) => editor.add(kind, { at })}
              onOpenEnd={(from, at) => setAdding({ window: at.window, from, at: { x: at.canvas.x - 126, y: at.canvas.y } })}
              onTidy={() => {
                editor.tidy()
                requestAnimationFrame(() => void flow.fitView({ maxZoom: 1, duration: 200, padding: 0.1 }))
              }}
            />
          ) : (
            <p className="p-6 text-text-2">{live.error ? live.error.message : <Skeleton className="w-60" />}</p>
          )}
          {mode === 'edit' && document.nodes.length === 0 && <Beginning />}
          <MoveProgress journey={journey} />
        </section>
        {mode === 'edit' && (
          <Inspector
            editor={editor}
            path={chosenPath}
            problems={problems}
            editable={editable}
            live={journey.status === 'ONGOING' || journey.status === 'PAUSED'}
            over={inspecting}
            onShow={reveal}
            onInsert={(on, window) => setAdding({ window, on })}
            onClose={close}
          />
        )}
        {mode === 'live' && <LiveAside journeyId={journey.id} live={live} nodeKey={chosenKey} onClose={close} />}
        {mode === 'simulate' && (
          <SimulateAside
            {...simulating}
            journey={journey}
            draft={document}
            onForm={simulating.setForm}
            onPassage={simulating.setPassage}
            problems={problems.filter(({ severity }) => severity === 'problem').length}
            onProblems={() => {
              setMode('edit')
              setInspecting(true)
            }}
            node={scene?.document.nodes.find((node) => node.key === chosenKey)}
            onNode={(key) => (key === null ? editor.setSelection(nothingSelected) : editor.select(key))}
            onClose={() => simulating.setOpen(false)}
          />
        )}
      </div>
      {adding && (
        <AddMenu
          at={adding.window}
          onClose={() => setAdding(null)}
          onPick={(kind) => {
            editor.add(kind, adding)
            setAdding(null)
          }}
        />
      )}
      {publishing && (
        <PublishDialog
          journey={journey}
          document={document}
          problems={problems}
          inside={inside}
          onClose={() => setPublishing(false)}
          onShow={reveal}
          onSimulate={() => {
            setPublishing(false)
            setMode('simulate')
          }}
          onPublish={publish}
        />
      )}
      <LifecycleDialog
        act={acting}
        journeys={[{ id: journey.id, name: document.name, inProgress: inside ?? 0 }]}
        onClose={() => setActing(null)}
        onConfirm={async (act, body) => {
          await autosave.flush()
          const done = await run(act, [journey], body)
          if (act === 'delete' && done.length > 0) router.push('../journeys')
          else await reload()
        }}
      />
      {choosing && (
        <VersionsDialog
          journey={journey}
          inside={inside ?? 0}
          onClose={() => setChoosing(false)}
          beforeRestore={autosave.flush}
          onRestored={(restored) => {
            const stored = documentOf(restored)
            autosave.resolve(restored, false, stored)
            editor.replace(stored)
            setJourney(restored)
            setChoosing(false)
          }}
        />
      )}
      {staleOpen && isStale && (
        <StaleChoice
          journeyId={journey.id}
          autosave={autosave}
          editor={editor}
          onJourney={setJourney}
          onClose={() => setStaleOpen(false)}
        />
      )}
    </CanvasProvider>
  )
}

/** Edit, Live or Simulate, in the address. */
function useMode(mayLive: boolean): [Mode, (mode: Mode) => void] {
  const params = useSearchParams()
  const asked = params.get('mode')
  const mode: Mode = asked === 'simulate' || (asked === 'live' && mayLive) ? asked : 'edit'
  return [mode, (next) => window.history.replaceState(null, '', next === 'edit' ? window.location.pathname : `?mode=${next}`)]
}

/** How many members are inside now; null while it is not known. */
function useInside(journey: JourneyResource, asked: boolean): number | null {
  const live = useLive(journey, 'all', asked)
  return journey.version === null ? 0 : (live.report?.journey.inProgress ?? null)
}

function Beginning() {
  const t = useTranslations('designer.beginning')
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center text-center">
      <div className="max-w-80">
        <p className="text-title font-strong">{t('title')}</p>
        <p className="mt-1 text-text-2">{t('body')}</p>
      </div>
    </div>
  )
}
