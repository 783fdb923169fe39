import type { Socket } from "node:net";

const tcpProtocol = 6;
const tcpQuickAck = 12;

/**
 * Makes the kernel acknowledge what arrives at once. vpcd up to 0.8 sends length and APDU in two segments, so that
 * without it each command waits some 40 ms for a delayed acknowledgement. The option does not last: call the result after
 * every read. Undefined if the system has no such option, or no way to set it.
 */
export async function quickAcknowledgement(): Promise<((socket: Socket) => void) | undefined> {
  if (process.platform !== "linux") return undefined;
  try {
    const { default: koffi } = await import("koffi");
    const setsockopt = koffi
      .load("libc.so.6")
      .func("int setsockopt(int socket, int level, int name, const int *value, unsigned int length)");
    return (socket) => {
      const descriptor = descriptorOf(socket);
      if (descriptor !== undefined) setsockopt(descriptor, tcpProtocol, tcpQuickAck, [1], 4);
    };
  } catch {
    return undefined;
  }
}

/** Node has no public way to a socket's descriptor. */
function descriptorOf(socket: Socket): number | undefined {
  const { _handle: handle } = socket as Socket & { _handle?: { fd?: number } | null };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}
