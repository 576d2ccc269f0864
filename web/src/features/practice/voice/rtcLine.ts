import { asProblem, type ProblemError, toldProblem } from "@/lib/problem";
import type { Line, LineOptions } from "./line";
import type { VoiceOut } from "./messages";

export interface Candidate {
  candidate: string;
  sdp_mid: string | null;
  sdp_mline_index: number | null;
}

/** How an offer reaches the server. */
export interface Negotiation {
  offer: (sdp: string) => Promise<{ sdp: string; pc_id: string }>;
  candidates: (id: string, found: Candidate[]) => Promise<unknown>;
}

interface RtcOptions extends LineOptions, Negotiation {
  iceServers: RTCIceServer[];
}

/** How long the first ways to reach us are collected before the offer goes out; later ones follow it. */
const GATHER_MS = 300;
/** A connection that breaks for a moment often mends itself. */
const MEND_MS = 2_500;

/** The call over WebRTC, one connection: once it is lost it tells so and is over. */
export function openRtcLine(options: RtcOptions): Line {
  const { onMessage, onPhase, iceServers } = options;
  const peer = new RTCPeerConnection({ iceServers });
  const channel = peer.createDataChannel("messages");
  const sound = new Audio();
  sound.autoplay = true;
  let mending: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  const track = options.stream?.getAudioTracks()[0] ?? null;
  const { sender } = peer.addTransceiver(track ?? "audio", {
    direction: track ? "sendrecv" : "recvonly",
    streams: options.stream ? [options.stream] : [],
  });

  function end(tell: () => void): void {
    if (over) return;
    over = true;
    clearTimeout(mending);
    sound.srcObject = null;
    peer.close();
    tell();
  }
  const lost = () => end(() => onPhase({ at: "lost", retryAt: Date.now() }));
  const refused = (problem: ProblemError) => end(() => onPhase({ at: "refused", problem }));

  peer.ontrack = ({ track: heard, streams }) => {
    sound.srcObject = streams[0] ?? new MediaStream([heard]);
    void sound.play().catch(() => undefined); // a page that was never pressed may not sound yet
  };
  peer.onconnectionstatechange = () => {
    clearTimeout(mending);
    if (peer.connectionState === "failed" || peer.connectionState === "closed") lost();
    if (peer.connectionState === "disconnected") mending = setTimeout(lost, MEND_MS);
  };
  channel.onopen = () => onPhase({ at: "open", way: "webrtc" });
  channel.onclose = lost;
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = read(data);
    if (message?.type === "problem") refused(toldProblem(message));
    else if (message && !over) onMessage(message as VoiceOut);
  };

  onPhase({ at: "connecting" });
  negotiate(peer, options).catch((error: unknown) => (over ? undefined : refused(asProblem(error))));

  return {
    send: (message) => {
      if (channel.readyState !== "open") return false;
      channel.send(JSON.stringify(message));
      return true;
    },
    use: (stream) => void sender.replaceTrack(stream.getAudioTracks()[0] ?? null).catch(() => undefined),
    quiet: () => undefined, // what is on its way is heard within a moment
    sink: (device) => {
      if ("setSinkId" in sound) void sound.setSinkId(device).catch(() => undefined);
    },
    retryNow: () => undefined,
    close: () => end(() => onPhase({ at: "closed" })),
  };
}

async function negotiate(peer: RTCPeerConnection, { offer, candidates }: Negotiation): Promise<void> {
  const found: Candidate[] = [];
  let id: string | null = null;
  const tell = () => {
    if (id !== null && found.length > 0) void candidates(id, found.splice(0)).catch(() => undefined);
  };
  peer.onicecandidate = ({ candidate }) => {
    if (!candidate?.candidate) return;
    found.push({
      candidate: candidate.candidate,
      sdp_mid: candidate.sdpMid,
      sdp_mline_index: candidate.sdpMLineIndex,
    });
    tell();
  };
  await peer.setLocalDescription(await peer.createOffer());
  await gathered(peer);
  found.length = 0; // those are in the offer
  const answer = await offer(peer.localDescription?.sdp ?? "");
  if (peer.signalingState === "closed") return;
  await peer.setRemoteDescription({ type: "answer", sdp: answer.sdp });
  id = answer.pc_id;
  tell();
}

/** Until every way is known, or as long as one may wait. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((done) => {
    if (peer.iceGatheringState === "complete") return done();
    const timer = setTimeout(done, GATHER_MS);
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState !== "complete") return;
      clearTimeout(timer);
      done();
    });
  });
}

function read(data: unknown): { type: string } | null {
  try {
    const message: unknown = JSON.parse(String(data));
    return typeof (message as { type?: unknown } | null)?.type === "string"
      ? (message as { type: string })
      : null;
  } catch {
    return null;
  }
}
