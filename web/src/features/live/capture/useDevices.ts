import { useEffect, useState } from "react";

/** The devices of a kind that can be told apart: a browser names them once it was allowed to use one. */
export function useDevices(kind: MediaDeviceKind): readonly MediaDeviceInfo[] {
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    const all: MediaDevices | undefined = navigator.mediaDevices;
    if (!all?.enumerateDevices) return;
    let here = true;
    const look = () =>
      void all.enumerateDevices().then(
        (found) =>
          here &&
          setDevices(found.filter((one) => one.kind === kind && one.label && one.deviceId !== "default")),
        () => undefined,
      );
    look();
    all.addEventListener("devicechange", look);
    return () => {
      here = false;
      all.removeEventListener("devicechange", look);
    };
  }, [kind]);
  return devices;
}
