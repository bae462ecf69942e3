using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

/// <summary>
/// Makes one sequence out of two lines: the first arrival wins, a packet ahead of sequence waits in a bounded window, and one that does
/// not come is
/// given up when packets enough ahead of it, or time enough, have passed. Time is an argument: the capture's in a replay, the clock's
/// when live.
/// </summary>
public sealed partial class LineArbitrator : IDisposable
{
    private readonly ArbitrationOptions _options;
    private readonly ReorderWindow _window;
    private readonly GapHistory _gaps = new();
    private readonly LineCounters _lineA;
    private readonly LineCounters _lineB;
    private uint _nextSeqNum;
    private readonly uint _duplicateReach;
    private uint _wholeFrom;
    private long _lastSendingTimeNs;
    private bool _hasStarted;

    /// <summary>Takes the memory of the window.</summary>
    /// <param name="options">When a missing packet is given up.</param>
    public LineArbitrator(ArbitrationOptions options)
    {
        options.Validate();
        _options = options;
        _duplicateReach = (uint)options.GapCountMax;
        _window = new ReorderWindow(options.GapCountMax, options.HeldBytesMax);
        (_lineA, _lineB) = (Counters.LineA, Counters.LineB);
    }

    /// <summary>What was seen so far.</summary>
    public ArbitrationCounters Counters { get; } = new();

    /// <summary>The number of the packet that is to come next; 0 before the first.</summary>
    public uint NextSeqNum => _nextSeqNum;

    /// <summary>How many packets wait for one before them.</summary>
    public int HeldCount => _window.Count;

    /// <summary>When the packet that ended the last declared gap was received, nanoseconds since the Unix epoch.</summary>
    public long GapEndRxNs { get; private set; }

    /// <summary>Judges a packet.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="packet">The packet; kept as a copy when it is ahead of sequence.</param>
    /// <param name="nowNs">The time now, in nanoseconds.</param>
    /// <returns>What to do with it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // ArbitrationBenchmarks: the packet in order is the case that counts
    public Verdict Offer(in PacketHeader header, in Packet packet, long nowNs)
    {
        var line = (packet.Group & 1) == 0 ? _lineA : _lineB;
        var seqNum = (uint)header.First;
        line.Packets++;
        line.Bytes += packet.Bytes.Length;
        if (seqNum != line.NextSeqNum) return OfferOutOfOrder(line, header, packet, nowNs);
        line.NextSeqNum = seqNum + 1;
        if (seqNum == _nextSeqNum)
        {
            _nextSeqNum = seqNum + 1;
            _lastSendingTimeNs = header.SendingTimeNs;
            return Verdict.Process;
        }

        // What lies between the last gap and the next packet was delivered; closer than the window it cannot be a restart either.
        if (_nextSeqNum - seqNum > _duplicateReach || seqNum - _wholeFrom >= int.MaxValue) return OfferOutOfOrder(line, header, packet, nowNs);
        line.Duplicates++;
        return Verdict.Duplicate;
    }

    /// <summary>Takes out the packet that is to come next, when the window has it.</summary>
    /// <param name="packet">The packet; valid until the next call of <see cref="Offer"/>.</param>
    /// <returns>False when the window has none.</returns>
    public bool TryTakeHeld(out Packet packet)
    {
        if (!_window.TryTake(_nextSeqNum, out packet)) return false;
        _nextSeqNum++;
        return true;
    }

    /// <summary>Gives up what is missing before the lowest packet in the window, when it is time to.</summary>
    /// <param name="nowNs">The time now; <see cref="long.MaxValue"/> gives up at once.</param>
    /// <param name="lostCount">How many packets were given up.</param>
    /// <returns>False when nothing was given up.</returns>
    public bool TryDeclareGap(long nowNs, out uint lostCount)
    {
        lostCount = 0;
        if (_window.Count == 0) return false;
        var lowest = _window.Lowest(_nextSeqNum, out var oldestHeldNs);
        var isOverdue = nowNs == long.MaxValue || nowNs - oldestHeldNs > _options.GapTimeNsMax;
        if (!isOverdue && _highestHeld - _nextSeqNum < (uint)_options.GapCountMax) return false;
        lostCount = GiveUpTo(lowest);
        GapEndRxNs = _window.RxNs(lowest);
        return true;
    }

    /// <summary>Forgets the sequence: the next packet starts a new one. Counters stay.</summary>
    public void Reset()
    {
        _window.Clear();
        _gaps.Clear();
        _hasStarted = false;
        _nextSeqNum = 0;
        _lastSendingTimeNs = 0;
        Counters.LineA.NextSeqNum = Counters.LineB.NextSeqNum = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();
}
