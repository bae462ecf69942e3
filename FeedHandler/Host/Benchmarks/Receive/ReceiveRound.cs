namespace FeedHandler.Host.Benchmarks.Receive;

/// <summary>One receiver in one round.</summary>
/// <param name="Receiver">Its name.</param>
/// <param name="Count">Packets received.</param>
/// <param name="MinNs">The least latency, in nanoseconds from when the packet was due to be sent.</param>
/// <param name="P50Ns">The median.</param>
/// <param name="P99Ns">99 %.</param>
/// <param name="P999Ns">99.9 %.</param>
/// <param name="MaxNs">The greatest.</param>
internal sealed record ReceiveRound(string Receiver, int Count, long MinNs, long P50Ns, long P99Ns, long P999Ns, long MaxNs);
