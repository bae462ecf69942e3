using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;

namespace FeedHandler.Core.Recovery;

/// <summary>
/// Heals a channel by packets that are sent again: copies what it was before the loss, asks for what is missing, and leads the copy through that and all that
/// came since. On the feed thread, a little at a time; nothing of the channel waits for it, and when it fails nothing of the channel has changed.
/// </summary>
/// <typeparam name="TVenue">The venue's framing.</typeparam>
/// <param name="link">To whoever asks the servers.</param>
/// <param name="shadow">The copy.</param>
public sealed class LossReplay<TVenue>(ReplayLink link, LossShadow shadow) : IDisposable
    where TVenue : struct, IVenue
{
    private const int PacketsAtOnce = 32;
    private const int RangeCountMax = 64;
    private readonly LostRange[] _lost = new LostRange[RangeCountMax];
    private int _lostCount;
    private ulong _next; // the shadow has everything before it
    private ulong _askedCount;
    private long _sentNs; // when the packet before it was sent
    private ulong _epoch;
    private bool _isAsking;

    /// <summary>Whether a loss is being healed.</summary>
    public bool IsActive { get; private set; }

    /// <summary>When the last packet came that was sent again, nanoseconds since the Unix epoch.</summary>
    public long LastRxNs { get; private set; }

    /// <summary>The copy.</summary>
    public LossShadow Shadow => shadow;

    /// <summary>What came of it so far.</summary>
    public ReplayCounters Counters => link.Counters;

    /// <summary>Numbers were lost, and the channel knows it from here on. What it was before is copied now, unless an earlier loss is being healed.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="next">The number with which the sequence goes on.</param>
    /// <param name="before">The session's own number, 0 where the venue has none, and when the last packet before them was sent.</param>
    /// <param name="instruments">What the channel is.</param>
    /// <param name="hasLost">Whether it had lost packets before.</param>
    public void OnLoss(ulong first, ulong next, (ulong Epoch, long SentNs) before, InstrumentTable instruments, bool hasLost)
    {
        if (first == next) // two sequences contradict each other: nobody knows which is the channel's
        {
            Cancel();
            return;
        }

        if (!IsActive) Begin(first, before, instruments, hasLost);
        if (_lostCount < RangeCountMax) _lost[_lostCount++] = new LostRange(first, next);
        else GiveUp(ref link.Counters.FailedTooLarge);
        shadow.Progress = shadow.Progress with { DefinitionCount = 0, BookCount = 0, NeedyCount = 0 }; // what has been told is in doubt again
        if (IsActive && !_isAsking) Ask(next);
    }

    /// <summary>The sequence started again, or nobody knows how it goes on.</summary>
    public void Cancel()
    {
        if (IsActive) GiveUp(ref link.Counters.FailedSuperseded);
    }

    /// <summary>Everything has been told.</summary>
    public void Finish() => IsActive = false;

    /// <summary>Leads the copy on, as far as packets are there and time is.</summary>
    /// <param name="history">The channel's packets since the last loss.</param>
    /// <returns>Whether the copy is at the channel's last packet.</returns>
    public bool Step(PacketHistory history)
    {
        int left = PacketsAtOnce;
        while (left > 0 && IsActive && link.Replies.TryRead(out ReplayReply reply))
        {
            if (reply.Generation == link.Generation) left -= Take(reply);
            link.Replies.Release();
        }

        if (!IsActive) return false;
        if (_next < history.First)
        {
            if (!_isAsking) Ask(history.First); // the history has room for so many packets only, or more were lost
            return false;
        }

        for (; left > 0 && IsActive && _next < history.Next; left--) Follow(history[history.PlaceAfter(_next - 1)], LastRxNs, isLost: false);
        return IsActive && _next == history.Next;
    }

    /// <inheritdoc/>
    public void Dispose() => shadow.Dispose();

    private void Begin(ulong first, (ulong Epoch, long SentNs) before, InstrumentTable instruments, bool hasLost)
    {
        shadow.Copy(instruments, hasLost);
        link.BeginGeneration();
        (IsActive, _isAsking, _next, _lostCount, _askedCount) = (true, false, first, 0, 0);
        (_epoch, _sentNs) = before;
    }

    private void Ask(ulong next)
    {
        _askedCount += next - _next;
        if (_askedCount > (ulong)link.PacketCountMax) GiveUp(ref link.Counters.FailedTooLarge);
        else if (!link.TryAsk(_next, next, _epoch)) GiveUp(ref link.Counters.FailedQueueFull);
        else _isAsking = true;
    }

    private int Take(in ReplayReply reply)
    {
        if (reply.Outcome != ReplayOutcome.Packet)
        {
            _isAsking = false;
            if (reply.Outcome != ReplayOutcome.Complete) GiveUp(ref FailureOf(reply.Outcome));
            return 0;
        }

        if (reply.Number < _next) return 0; // the shadow has it
        LastRxNs = reply.RxNs;
        link.Counters.Packets++;
        if (reply.Number == _next) Follow(reply.Bytes, reply.RxNs, IsLost(reply.Number));
        else GiveUp(ref link.Counters.FailedContradicted);
        return 1;
    }

    private void Follow(ReadOnlySpan<byte> bytes, long rxNs, bool isLost)
    {
        bool isHere = TVenue.TryReadHeader(bytes, out PacketHeader header) && header.Epoch == _epoch && TVenue.IsWhole(bytes);
        header.Skip = (uint)(_next - header.First); // in the bits of the wire; one from behind the next is far too many
        if (!isHere || header.Skip >= header.Count || header.SendingTimeNs < _sentNs) // a number of another session was sent at another time
        {
            GiveUp(ref link.Counters.FailedContradicted);
            return;
        }

        shadow.Decode(new Packet(bytes, rxNs, 0), header, isLost);
        (_next, _sentNs) = (_next + header.Count - header.Skip, header.SendingTimeNs);
        if (shadow.Events.IsOverflowing) GiveUp(ref link.Counters.FailedTooLarge);
    }

    private bool IsLost(ulong number)
    {
        for (int i = 0; i < _lostCount; i++)
        {
            if (number >= _lost[i].First && number < _lost[i].Next) return true;
        }

        return false;
    }

    private void GiveUp(ref long reason)
    {
        reason++;
        link.BeginGeneration(); // whoever asks shall not wait for room that nobody makes
        IsActive = false;
    }

    private ref long FailureOf(ReplayOutcome outcome)
    {
        switch (outcome)
        {
            case ReplayOutcome.Refused: return ref link.Counters.FailedRefused;
            case ReplayOutcome.Contradicted: return ref link.Counters.FailedContradicted;
            case ReplayOutcome.TimedOut: return ref link.Counters.FailedTimedOut;
            default: return ref link.Counters.FailedUnreachable;
        }
    }

    private readonly record struct LostRange(ulong First, ulong Next);
}
