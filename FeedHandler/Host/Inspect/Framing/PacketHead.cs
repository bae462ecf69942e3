using System.Runtime.InteropServices;

namespace FeedHandler.Host.Inspect.Framing;

/// <summary>What a packet's header says, as far as the venue's has it.</summary>
/// <param name="Length">Bytes in front of the first message.</param>
/// <param name="SeqNum">Sequence number of the packet or of its first message; null when there is none.</param>
/// <param name="SendingTimeNs">When the exchange sent it, in nanoseconds since the Unix epoch; null when it does not say.</param>
/// <param name="Channel">Channel; null when it does not say.</param>
/// <param name="MessageCount">Messages in the packet; null when it does not say.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PacketHead(
    int Length, ulong? SeqNum = null, ulong? SendingTimeNs = null, long? Channel = null, int? MessageCount = null);
