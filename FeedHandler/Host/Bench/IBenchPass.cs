using FeedHandler.Replay;

namespace FeedHandler.Host.Bench;

/// <summary>One way through all packets of a store, repeatable.</summary>
internal interface IBenchPass : IDisposable
{
    /// <summary>The name on the command line and in results.</summary>
    string Name { get; }

    /// <summary>What the pass covers, in a few words.</summary>
    string Description { get; }

    /// <summary>Goes through all packets once. This is what is timed.</summary>
    void Run(PacketStore store);

    /// <summary>What the last pass found, and makes ready for the next: not timed.</summary>
    PassCount Finish();
}

/// <summary>What one pass went through; equal for every pass.</summary>
/// <param name="Messages">Messages decoded.</param>
/// <param name="Entries">Entries of their groups.</param>
/// <param name="Checksum">Of everything that was read or built.</param>
internal readonly record struct PassCount(long Messages, long Entries, ulong Checksum);

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
