using FeedHandler.Gateway.Journals;

namespace FeedHandler.Distribution;

/// <summary>What a publisher counts. Its thread writes, any thread reads: each number by itself is right.</summary>
internal sealed class PublishCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<PublishCount>().Length];

    /// <summary>Reads a number.</summary>
    public long this[PublishCount count] => Volatile.Read(ref _counts[(int)count]);

    /// <summary>Adds to a number.</summary>
    public void Add(PublishCount count, long number = 1) => Volatile.Write(ref _counts[(int)count], _counts[(int)count] + number);

    /// <summary>Sets a number that goes up and down.</summary>
    public void Set(PublishCount count, long number) => Volatile.Write(ref _counts[(int)count], number);
}

/// <summary>Numbers of a publisher.</summary>
public enum PublishCount
{
    /// <summary>Events that were sent, again too.</summary>
    Events = 0,

    /// <summary>Messages that were sent, again too.</summary>
    Messages = 1,

    /// <summary>Bytes of them, without what the broker's protocol adds.</summary>
    Bytes = 2,

    /// <summary>Messages that the broker keeps.</summary>
    Acknowledged = 3,

    /// <summary>Messages that it had already, of this publisher or of another one that says the same.</summary>
    Duplicates = 4,

    /// <summary>Messages that it did not take: everything behind the last one kept was sent again.</summary>
    Refused = 5,

    /// <summary>States of instruments that were replaced.</summary>
    States = 6,

    /// <summary>How often it was begun again from the journal, behind a broker that was away or refused.</summary>
    Restarts = 7,

    /// <summary>Messages under way at this moment.</summary>
    InFlight = 8,

    /// <summary>Events of the journal that the broker has not acknowledged at this moment.</summary>
    Behind = 9,

    /// <summary>Events that the journal lost before they could be sent: subscribers were told.</summary>
    Lost = 10,
}

/// <summary>What became of what a feed published.</summary>
/// <param name="Counts">What was counted.</param>
/// <param name="Journal">What its journal has written.</param>
/// <param name="Channels">Each channel: its number and how it stands.</param>
/// <param name="Failure">Why nothing can be sent at this moment; null while it can.</param>
public sealed record PublishReport(
    IReadOnlyDictionary<PublishCount, long> Counts, JournalReport Journal, IReadOnlyList<(int ChannelId, ChannelRole Role)> Channels, string? Failure);

/// <summary>What a publisher does for a channel.</summary>
public enum ChannelRole
{
    /// <summary>It looks how far the stream is.</summary>
    Opening = 0,

    /// <summary>It goes through the journal to where the stream is.</summary>
    Seeking = 1,

    /// <summary>It publishes.</summary>
    Publishing = 2,

    /// <summary>It stands aside: another publisher writes to the stream, and says something else.</summary>
    Aside = 3,
}
