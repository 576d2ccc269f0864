import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import {
  practiceEndMutation,
  practiceGetConversationOptions,
  practiceHintOptions,
} from "@/api/@tanstack/react-query.gen";
import { practiceAddCandidates, practiceAnswerOffer } from "@/api/sdk.gen";
import type { ConversationDetail, VoiceOptions } from "@/api/types.gen";
import { freshKey, keepPending, readPending } from "../call/draft";
import { BrowserSpeech } from "./BrowserSpeech";
import type { Line } from "./line";
import type { VoiceWish } from "./manners";
import type { Control, VoiceIn, VoiceOut } from "./messages";
import { openLine } from "./openLine";
import { openRtcLine } from "./rtcLine";
import { openSocketLine } from "./socketLine";
import { fromDetail, step } from "./state";
import type { Microphone } from "./useMicrophone";

/** How long the server may take to end a call before it is asked another way. */
const HANG_UP_MS = 3_000;

/** One spoken call: its connection, what was said, and what can be done next. */
export function useVoiceCall(
  detail: ConversationDetail,
  mic: Microphone,
  options: VoiceOptions,
  wish: VoiceWish,
) {
  const id = detail.id;
  const queryClient = useQueryClient();
  const [state, dispatch] = useReducer(step, detail, fromDetail);
  const [attempt, setAttempt] = useState(0);
  const line = useRef<Line | null>(null);
  const speech = useRef<BrowserSpeech | null>(null);
  const zero = useRef(performance.now());
  const sound = useRef(mic);
  sound.current = mic;

  const send = useCallback((message: VoiceIn) => line.current?.send(message) ?? false, []);
  const control = useCallback((what: Control) => send({ type: "control", do: what }), [send]);

  const reload = useCallback(async () => {
    const query = practiceGetConversationOptions({ path: { conversation_id: id } });
    dispatch({ type: "loaded", detail: await queryClient.fetchQuery({ ...query, staleTime: 0 }) });
  }, [id, queryClient]);

  const hear = useCallback(
    (message: VoiceOut) => {
      dispatch({ type: "message", message, now: Date.now() });
      speech.current?.told(message);
      if (message.type === "session") {
        zero.current = performance.now() - 1000 * message.seconds;
        void reload().catch(() => undefined);
        const unanswered = readPending(id);
        if (unanswered) send({ type: "say", text: unanswered.text, final: true, key: unanswered.clientKey });
      }
      if (message.type === "rep" && message.final && message.text === readPending(id)?.text)
        keepPending(id, null);
      if (message.type === "cut" || (message.type === "speaking" && message.who === "buyer" && !message.on))
        line.current?.quiet();
    },
    [id, reload, send],
  );

  const ended = state.phase === "ended";
  const { manner, recording, ear } = wish;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a new connection
  useEffect(() => {
    if (ended) return;
    const { stream, context } = sound.current;
    const body = { conversation_id: id, manner, recording };
    speech.current =
      manner === "browser"
        ? new BrowserSpeech({
            language: detail.language,
            ear,
            track: () => sound.current.stream?.getAudioTracks()[0] ?? null,
            clock: () => (performance.now() - zero.current) / 1000,
            send,
            speaking: (on) =>
              dispatch({
                type: "message",
                message: { type: "speaking", who: "buyer", on, at: 0 },
                now: Date.now(),
              }),
            failed: () =>
              dispatch({
                type: "message",
                message: { type: "trouble", code: "provider", text: "" },
                now: Date.now(),
              }),
          })
        : null;
    const byRtc = options.webrtc && manner !== "browser" && typeof RTCPeerConnection !== "undefined";
    const opened = openLine(
      byRtc
        ? (line) =>
            openRtcLine({
              ...line,
              iceServers: options.ice_servers.map(({ urls, username, credential }) => ({
                urls,
                ...(username ? { username } : {}),
                ...(credential ? { credential } : {}),
              })),
              offer: async (sdp) =>
                (await practiceAnswerOffer({ body: { ...body, sdp, type: "offer" }, throwOnError: true }))
                  .data,
              candidates: (pc_id, candidates) =>
                practiceAddCandidates({ body: { pc_id, candidates }, throwOnError: true }),
            })
        : null,
      openSocketLine,
      {
        address: `/api/simulations/realtime?${new URLSearchParams({
          conversation_id: id,
          manner,
          recording: String(recording),
          rate: "16000",
        })}`,
        stream: manner === "browser" ? null : stream,
        context,
        onMessage: hear,
        onPhase: (phase) => dispatch({ type: "line", phase, now: Date.now() }),
      },
    );
    line.current = opened;
    return () => {
      speech.current?.close();
      speech.current = null;
      opened.close();
    };
  }, [id, attempt, ended, manner, recording, ear, options, hear, send]);

  const { stream, speaker } = mic;
  useEffect(() => {
    if (stream && manner !== "browser") line.current?.use(stream);
  }, [stream, manner]);
  useEffect(() => line.current?.sink(speaker), [speaker]);

  const end = useMutation({
    ...practiceEndMutation(),
    onSuccess: ({ outcome }) => dispatch({ type: "hungUp", outcome, now: Date.now() }),
  });
  const { mutate: endByRequest } = end;
  const [hangingUp, setHangingUp] = useState(false);
  const hangUp = useCallback(() => {
    setHangingUp(true);
    if (!control("hang_up")) endByRequest({ path: { conversation_id: id } });
  }, [control, endByRequest, id]);
  useEffect(() => {
    if (!hangingUp || ended) return;
    const timer = setTimeout(() => endByRequest({ path: { conversation_id: id } }), HANG_UP_MS);
    return () => clearTimeout(timer);
  }, [hangingUp, ended, endByRequest, id]);

  const hint = useMutation({
    mutationFn: () =>
      queryClient.fetchQuery({ ...practiceHintOptions({ path: { conversation_id: id } }), staleTime: 0 }),
    onSuccess: (found) => dispatch({ type: "hint", hint: found.hint }),
  });

  // What other screens show (history, suggestion, skills) has changed once a call is over.
  useEffect(() => {
    if (ended) void queryClient.invalidateQueries({ refetchType: "none" });
  }, [ended, queryClient]);

  return {
    state,
    control,
    /** The browser's own ear, where it is the one that listens. */
    listen: useCallback((on: boolean) => speech.current?.listen(on), []),
    interrupt: useCallback(() => {
      if (speech.current) speech.current.interrupt();
      else control("interrupt");
      line.current?.quiet();
    }, [control]),
    /** Says what was typed; it is kept until the server has it. */
    type: useCallback(
      (text: string) => {
        const turn = { clientKey: freshKey(), text };
        keepPending(id, turn);
        speech.current?.interrupt();
        send({ type: "say", text, final: true, key: turn.clientKey });
      },
      [id, send],
    ),
    retryNow: useCallback(() => line.current?.retryNow(), []),
    /** Connects anew: after a refusal, or to take the call back from another tab. */
    connectAgain: useCallback(() => setAttempt((count) => count + 1), []),
    dismissTrouble: useCallback(() => dispatch({ type: "noted" }), []),
    hangUp: { run: hangUp, busy: hangingUp && !ended && !end.isError, error: end.error },
    askHint: { run: () => hint.mutate(), busy: hint.isPending, error: hint.error },
  };
}

export type SpokenCall = ReturnType<typeof useVoiceCall>;
