namespace FeedHandler.Host.Benchmarks;

/// <summary>What the passes of one mode took.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="Description">What it covers.</param>
/// <param name="PacketCount">Packets in a pass.</param>
/// <param name="Count">What a pass went through.</param>
/// <param name="MedianNs">The median of the passes, in nanoseconds for a whole pass.</param>
/// <param name="MinNs">The fastest pass.</param>
/// <param name="AllocatedBytes">What all passes together allocated.</param>
/// <param name="DoPassesAgree">Whether every pass gave the same counts and checksum.</param>
internal sealed record BenchResult(
    string Mode, string Description, int PacketCount, PassCount Count, long MedianNs, long MinNs, long AllocatedBytes, bool DoPassesAgree);
