using System.Runtime.CompilerServices;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Arbitration;

public sealed partial class LineArbitrator
{
    private uint _highestHeld;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict OfferOutOfOrder(LineCounters line, in PacketHeader header, in Packet packet, long nowNs)
    {
        CountMissing(line, (uint)header.First);
        if (!_hasStarted) return Start(header);
        var distance = (int)((uint)header.First - _nextSeqNum);
        if (distance == 0) return Accept(header);
        if (distance < 0) return Behind(line, header, -(long)distance);
        return Ahead(line, header, packet, nowNs, distance);
    }

    private static void CountMissing(LineCounters line, uint seqNum)
    {
        var skipped = (int)(seqNum - line.NextSeqNum);
        if (skipped < 0) return;
        if (line.NextSeqNum != 0) line.Missing += skipped;
        line.NextSeqNum = seqNum + 1;
    }

    private Verdict Start(in PacketHeader header)
    {
        _hasStarted = true;
        _wholeFrom = Math.Max(2, (uint)header.First); // a packet 1 may be a restart and never takes the short way
        return Accept(header);
    }

    private Verdict Accept(in PacketHeader header)
    {
        _nextSeqNum = (uint)header.First + 1;
        _lastSendingTimeNs = header.SendingTimeNs;
        return Verdict.Process;
    }

    // A sequence that starts again (weekly, or after a failover) is told from an old packet by its sending time, which only grows.
    private Verdict Behind(LineCounters line, in PacketHeader header, long distance)
    {
        if (header.SendingTimeNs > _lastSendingTimeNs && ((uint)header.First == 1 || distance > _options.GapCountMax)) return Restart(line, header);
        if (_gaps.Contains((uint)header.First))
        {
            line.Late++;
            return Verdict.Late;
        }

        line.Duplicates++;
        return Verdict.Duplicate;
    }

    private Verdict Restart(LineCounters line, in PacketHeader header)
    {
        _lineA.NextSeqNum = _lineB.NextSeqNum = 0;
        line.NextSeqNum = (uint)header.First + 1;
        _window.Clear();
        _gaps.Clear();
        Counters.Restarts++;
        Start(header);
        return Verdict.Restart;
    }

    private Verdict Ahead(LineCounters line, in PacketHeader header, in Packet packet, long nowNs, int distance)
    {
        if (distance > _options.GapCountMax) return Verdict.Jump;
        if (_window.Contains((uint)header.First))
        {
            line.Duplicates++;
            return Verdict.Duplicate;
        }

        if (!_window.TryHold((uint)header.First, packet, nowNs))
        {
            line.Oversize++;
            return Verdict.Oversize;
        }

        if (_window.Count == 1 || (int)((uint)header.First - _highestHeld) > 0) _highestHeld = (uint)header.First;
        Counters.Reordered++;
        return Verdict.Held;
    }

    /// <summary>Gives up everything before a packet that was judged <see cref="Verdict.Jump"/>, and takes it as the one in order.</summary>
    /// <param name="header">Its header.</param>
    /// <returns>How many packets were given up. The window must have been emptied before.</returns>
    public uint SkipTo(in PacketHeader header)
    {
        var lostCount = GiveUpTo((uint)header.First);
        Accept(header);
        return lostCount;
    }

    private uint GiveUpTo(uint seqNum)
    {
        var lostCount = seqNum - _nextSeqNum;
        Counters.Gaps++;
        Counters.Lost += lostCount;
        _gaps.Add(_nextSeqNum, seqNum);
        _nextSeqNum = seqNum;
        _wholeFrom = seqNum;
        return lostCount;
    }
}
