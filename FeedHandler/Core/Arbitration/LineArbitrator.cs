using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;

namespace FeedHandler.Core.Arbitration;

/// <summary>
/// Makes one sequence out of the lines of a channel: the first whole copy of a packet wins, one ahead of sequence waits in a bounded window, and one that
/// does not come is given up when packets enough ahead of it, or time enough, have passed. A pure function of what it is offered: it reads no clock and
/// knows no socket, so that the same packets at the same times are judged the same.
/// </summary>
/// <remarks>
/// What contradicts the sequence, a number far ahead or one behind with a newer sending time, changes nothing by itself: it waits until a second packet,
/// or the other line's copy, confirms it.
/// </remarks>
/// <typeparam name="TVenue">The venue's framing.</typeparam>
public sealed partial class LineArbitrator<TVenue> : IDisposable
    where TVenue : struct, IVenue
{
    private readonly ArbitrationOptions _options;
    private readonly ReorderWindow _window;
    private readonly LineCounters[] _byGroup;
    private SendingTimes _times;
    private SendingTimes _timesBefore;
    private ulong _next;
    private ulong _sessionFirst;
    private ulong _epoch;
    private long _sessionStartNs; // what was sent before is of a session that is over
    private long _fastFromNs = long.MaxValue; // as _sessionStartNs; never, when a packet in order needs a second look
    private int _waiting; // packets in the window, and the rival
    private bool _hasStarted;

    /// <summary>Takes the memory of the window.</summary>
    /// <param name="options">When a missing packet is given up.</param>
    /// <param name="map">What groups are.</param>
    /// <param name="channel">The channel's index in the map; it has an incremental group.</param>
    public LineArbitrator(ArbitrationOptions options, FeedMap map, int channel)
    {
        options.Validate();
        _options = options;
        Counters = new ArbitrationCounters(map, channel);
        _byGroup = new LineCounters[map.GroupCount];
        foreach (LineCounters group in Counters.All) _byGroup[group.Group] = group;
        _window = new ReorderWindow(options.HeldCountMax, options.HeldBytesMax);
        _times = new SendingTimes(_window.Capacity);
        _timesBefore = new SendingTimes(_window.Capacity);
        _rivalBytes = new byte[options.HeldBytesMax];
    }

    /// <summary>What was seen so far.</summary>
    public ArbitrationCounters Counters { get; }

    /// <summary>The number that is to come next, counted on beyond the bits of the wire; 0 before the first packet.</summary>
    public ulong NextNumber => _next;

    /// <summary>The venue's own number of the session that is followed; 0 where it has none.</summary>
    public ulong Epoch => _epoch;

    /// <summary>Whether the first packet has come.</summary>
    public bool HasStarted => _hasStarted;

    /// <summary>When the session began, as the venue's sending times go; 0 for the first. What was sent before is of one that is over.</summary>
    public long SessionStartNs => _sessionStartNs;

    /// <summary>Whether packets wait, for those before them or to be confirmed: <see cref="TryTakeHeld"/> and <see cref="TryDeclareGap"/> have work.</summary>
    public bool IsHolding => _waiting != 0;

    /// <summary>Judges a packet.</summary>
    /// <param name="header">Its header; <see cref="PacketHeader.Skip"/> is set.</param>
    /// <param name="packet">The packet, of an incremental group of the channel; kept as a copy when it must wait.</param>
    /// <param name="nowNs">The time now, in nanoseconds.</param>
    /// <returns>What to do with it.</returns>
    public Verdict Offer(ref PacketHeader header, in Packet packet, long nowNs)
    {
        Verdict verdict = OfferPlain(header, packet.Bytes, packet.Group);
        return verdict == Verdict.Unusual ? OfferUnusual(ref header, packet, nowNs) : verdict;
    }

    /// <summary>Judges a packet that is the next one or a plain second copy; any other is left to <see cref="OfferUnusual"/>.</summary>
    /// <param name="header">Its header, by value so that it stays in registers.</param>
    /// <param name="bytes">The packet.</param>
    /// <param name="group">Its group.</param>
    /// <returns>What to do with it; <see cref="Verdict.Unusual"/> when that takes more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // ArbitrationBenchmarks: the packet in order is the case that counts
    public Verdict OfferPlain(PacketHeader header, ReadOnlySpan<byte> bytes, int group)
    {
        LineCounters line = _byGroup[group];
        line.Received++;
        long distance = DistanceOf(header.First);
        ulong number = _next + (ulong)distance;
        if (distance == 0 && header.SendingTimeNs >= _fastFromNs && header.Epoch == _epoch)
        {
            if (!TVenue.IsWhole(bytes)) return Damage(line);
            if (number == line.Next) line.Next = number + header.Count;
            else CountMissing(line, number, header.Count);
            return Accept(line, header);
        }

        // A second copy has the number and the sending time of the first.
        if (distance >= 0 || _times[number] != header.SendingTimeNs) return Verdict.Unusual;
        if (number == line.Next) line.Next = number + header.Count;
        else CountMissing(line, number, header.Count);
        line.Duplicates++;
        return Verdict.Duplicate;
    }

    /// <summary>Counts a packet whose header cannot be read.</summary>
    /// <param name="group">Its group.</param>
    public void RefuseHeadless(int group)
    {
        _byGroup[group].Received++;
        _byGroup[group].Damaged++;
    }

    /// <summary>Forgets the sequence: the next packet starts a new one. Counters stay; nothing may be held.</summary>
    public void Reset()
    {
        _window.Clear();
        _times.GiveUp(_sessionFirst, _next); // all that it holds
        _timesBefore.Clear();
        _hasRival = _isUndecided = _hasStarted = false;
        _waiting = 0;
        _cuts.Clear();
        _cutsBehind.Clear();
        (_next, _sessionFirst, _epoch, _sessionStartNs, _fastFromNs) = (0, 0, 0, 0, long.MaxValue);
        (_startFirst, _oldNext, _oldLastNs) = (0, 0, SendingTimes.None);
        foreach (LineCounters group in Counters.All) group.ForgetNext();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _window.Dispose();
        _times.Dispose();
        _timesBefore.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // ArbitrationBenchmarks: once per packet
    private Verdict Accept(LineCounters line, PacketHeader header)
    {
        line.Delivered++;
        _times[_next] = header.SendingTimeNs;
        if (header.Count != 1) AdvanceOver(header.Count, header.SendingTimeNs);
        else _next++;
        return Verdict.Process;
    }

    private void AdvanceOver(uint count, long sendingTimeNs)
    {
        _countMax = Math.Max(_countMax, count);
        for (; count > 0; count--) _times[_next++] = sendingTimeNs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // ArbitrationBenchmarks: once per packet
    private long DistanceOf(ulong first) => TVenue.SequenceBits == 32 ? (int)((uint)first - (uint)_next) : (long)(first - _next);

    private static Verdict Damage(LineCounters line)
    {
        line.Damaged++;
        return Verdict.Damaged;
    }

    // A number that this line skipped; not one so far away that it was never in the sequence.
    private void CountMissing(LineCounters line, ulong number, uint count)
    {
        ulong skipped = number - line.Next;
        if (line.HasNext && skipped >= (ulong)_window.Capacity) return;
        if (line.HasNext) line.Missing += (long)skipped;
        line.Next = number + count;
    }
}
