using FeedHandler.Ring;

namespace FeedHandler.Core.Recovery;

/// <summary>What a channel has lost and asks for.</summary>
/// <param name="Channel">The channel's index in the feed map.</param>
/// <param name="Generation">Which healing of the channel it is for; replies to an earlier one are of no use any more.</param>
/// <param name="First">The first number.</param>
/// <param name="Next">The number behind the last.</param>
/// <param name="Epoch">The venue's own number of the session to which they belong; 0 where it has none.</param>
public readonly record struct ReplayRequest(int Channel, int Generation, ulong First, ulong Next, ulong Epoch = 0);

/// <summary>What a reply to a request is.</summary>
public enum ReplayOutcome : byte
{
    /// <summary>A packet; more follows.</summary>
    Packet = 0,

    /// <summary>The end: all packets were there.</summary>
    Complete = 1,

    /// <summary>The end: no server could be connected to.</summary>
    Unreachable = 2,

    /// <summary>The end: every server refused it.</summary>
    Refused = 3,

    /// <summary>The end: what servers sent contradicts itself or the request.</summary>
    Contradicted = 4,

    /// <summary>The end: servers were too slow, or the connection broke.</summary>
    TimedOut = 5,
}

/// <summary>
/// Between a channel on its feed thread and the thread that has lost packets sent again: requests one way, packets the other, in memory that is taken once.
/// Neither side waits for the other.
/// </summary>
/// <param name="channel">The channel's index in the feed map.</param>
/// <param name="requests">Takes requests; the channels of one feed thread share it.</param>
/// <param name="byteCountMax">How many bytes of replies there may be that the channel has not taken yet.</param>
public sealed class ReplayLink(int channel, SpscQueue<ReplayRequest> requests, int byteCountMax) : IDisposable
{
    private int _generation; // written by the feed thread (volatile), read by the other

    /// <summary>What came of it so far.</summary>
    public ReplayCounters Counters { get; } = new();

    /// <summary>Packets and ends of requests, for the channel.</summary>
    public ReplayBuffer Replies { get; } = new(byteCountMax);

    /// <summary>How many packets one healing may ask for in all; what lost more is left to other means.</summary>
    public int PacketCountMax { get; init; } = 8000;

    /// <summary>The healing that is going on, or was last; any thread may ask.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Begins a healing: whatever is still under way of the one before is of no use.</summary>
    public void BeginGeneration() => Volatile.Write(ref _generation, _generation + 1);

    /// <summary>Asks, on the feed thread.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="next">The number behind the last.</param>
    /// <param name="epoch">The venue's own number of the session; 0 where it has none.</param>
    /// <returns>False when too many requests wait.</returns>
    public bool TryAsk(ulong first, ulong next, ulong epoch = 0)
    {
        if (!requests.TryEnqueue(new ReplayRequest(channel, _generation, first, next, epoch))) return false;
        Counters.Requests++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Replies.Dispose();
}

/// <summary>What replay did to a channel. The last two are written by the thread that asks servers, all else by the feed thread.</summary>
public sealed class ReplayCounters
{
    /// <summary>Requests of the channel.</summary>
    public long Requests;

    /// <summary>Packets that came and were taken.</summary>
    public long Packets;

    /// <summary>Instruments that were made whole.</summary>
    public long Restored;

    /// <summary>Trades of lost packets that were told, and orders of them.</summary>
    public long Trades;

    /// <summary>Instruments that were left as they are: what was replayed contradicts what the channel has seen since.</summary>
    public long Contradictions;

    /// <summary>Healings that were given up as too many requests waited.</summary>
    public long FailedQueueFull;

    /// <summary>Healings that were given up as too many packets were missing, or too many trades in them.</summary>
    public long FailedTooLarge;

    /// <summary>Healings that were given up as the sequence started again, or nobody knows how it goes on.</summary>
    public long FailedSuperseded;

    /// <summary>Healings that were given up as no server could be connected to.</summary>
    public long FailedUnreachable;

    /// <summary>Healings that were given up as every server refused.</summary>
    public long FailedRefused;

    /// <summary>Healings that were given up as no reply could be believed.</summary>
    public long FailedContradicted;

    /// <summary>Healings that were given up as servers were too slow, or connections broke.</summary>
    public long FailedTimedOut;

    /// <summary>Connections that were tried.</summary>
    public long Attempts;

    /// <summary>Replies, or requests, that were refused: by a server, or by us as they contradict themselves.</summary>
    public long RefusedReplies;
}
