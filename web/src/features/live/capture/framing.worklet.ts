/// <reference lib="webworker" />
import { Framer, mono } from "./framing";

// What an AudioWorkletGlobalScope has beyond a worker's; TypeScript does not describe it.
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Runs beside the page: input 0 is the microphone, input 1 what the others say. Posts pieces ready to be sent. */
class Framing extends AudioWorkletProcessor {
  private readonly framers = [new Framer(0, sampleRate), new Framer(1, sampleRate)];
  private paused = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<{ paused: boolean }>) => {
      this.paused = data.paused;
    };
  }

  process(inputs: Float32Array[][]): boolean {
    inputs.forEach((channels, i) => {
      if (channels.length === 0) return; // nothing is connected
      const samples = mono(channels);
      const heard = this.paused ? new Float32Array(samples.length) : samples;
      for (const frame of this.framers[i]?.push(heard) ?? []) this.port.postMessage(frame, [frame]);
    });
    return true;
  }
}

registerProcessor("framing", Framing);
