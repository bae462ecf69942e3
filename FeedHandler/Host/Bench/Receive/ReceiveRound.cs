using System.Net;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>What is sent in one round of a receive benchmark, and where.</summary>
/// <param name="Group">Group and port.</param>
/// <param name="Interface">Interface by which it is received.</param>
/// <param name="SendInterface">Interface by which it is sent.</param>
/// <param name="SendNamespace">Network namespace of the sender; null for our own.</param>
/// <param name="PacketsPerSecond">Rate, evenly spaced.</param>
/// <param name="Count">Packets.</param>
/// <param name="PayloadBytes">Bytes of each.</param>
internal sealed record ReceiveRate(
    IPEndPoint Group, string Interface, string SendInterface, string? SendNamespace, int PacketsPerSecond, int Count, int PayloadBytes);

/// <summary>One receiver in one round.</summary>
/// <param name="Receiver">Its name.</param>
/// <param name="Count">Packets received.</param>
/// <param name="MinNs">The least latency, in nanoseconds from when the packet was due to be sent.</param>
/// <param name="P50Ns">The median.</param>
/// <param name="P99Ns">99 %.</param>
/// <param name="P999Ns">99.9 %.</param>
/// <param name="MaxNs">The greatest.</param>
internal sealed record ReceiveRound(string Receiver, int Count, long MinNs, long P50Ns, long P99Ns, long P999Ns, long MaxNs);
