namespace FeedHandler.Host.Replays;

/// <summary>A consumer of the ring as its owner sees it.</summary>
internal interface IRingReader
{
    /// <summary>Names the consumer in reports.</summary>
    string Name { get; }

    /// <summary>What its thread allocated between the first event and the last. Meaningful after <see cref="DrainAndStop"/>.</summary>
    long AllocatedBytes { get; }

    /// <summary>The thread.</summary>
    PinnedThread Thread { get; }

    /// <summary>The last event that was taken; <see cref="long.MaxValue"/> when the reader has ended.</summary>
    long TakenSequence { get; }

    /// <summary>Lets it take what was published, then ends it and waits for its end. Nobody may publish any more.</summary>
    void DrainAndStop();
}
