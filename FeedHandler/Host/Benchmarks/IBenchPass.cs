using FeedHandler.Replay;

namespace FeedHandler.Host.Benchmarks;

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
