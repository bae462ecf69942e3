using System.Runtime.CompilerServices;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;

namespace FeedHandler.Core.Pipelines;

/// <content>Everything but the packet in order.</content>
public sealed partial class FeedChannel<TVenue, TDecoder, TStamps>
{
    private bool _isInDoubt;
    private long _doubtDrains;
    private ulong _doubtNext;
    private long _lastRxNs;

    /// <inheritdoc/>
    public void OnDrained(long nowNs)
    {
        _arbitrator.OnDrained(nowNs);
        if (_isInDoubt && _arbitrator.DrainCount == _doubtDrains + 1) _doubtNext = _arbitrator.ReachedNumber; // what lay in the buffers proves nothing
        if (_arbitrator.IsHolding) Decide(nowNs);
    }

    /// <inheritdoc/>
    public void OnEnd() => Decide(long.MaxValue);

    /// <inheritdoc/>
    public void OnDropped(long rxNs)
    {
        (_doubtDrains, _doubtNext) = (_arbitrator.DrainCount, _arbitrator.NextNumber);
        if (_isInDoubt) return;
        _isInDoubt = true;
        _arbitrator.Counters.Doubts++;
        _decoder.OnDoubt(isInDoubt: true, _arbitrator.NextNumber, rxNs);
    }

    /// <inheritdoc/>
    public void OnGaveUp(ulong next)
    {
        if (!_arbitrator.TryFollowNote(next, out ulong lostCount)) return;
        TellGap(lostCount, _arbitrator.GapEndRxNs);
        DeliverHeld();
    }

    /// <summary>A capture tells what was cut out of it on purpose.</summary>
    /// <param name="beside">The packet beside which it is told.</param>
    /// <param name="first">The number of the first packet that was cut, in the bits of the wire.</param>
    /// <param name="next">The first number behind those that were cut.</param>
    public void OnCut(in Packet beside, ulong first, ulong next)
    {
        if (!TVenue.TryReadHeader(beside.Bytes, out PacketHeader header)) return;
        _arbitrator.NoteCut(first, next, header);
        SkipCut();
        while (_arbitrator.TryReachCut(out ulong lostCount))
        {
            TellGap(lostCount, _arbitrator.GapEndRxNs);
            DeliverHeld();
            SkipCut();
        }
    }

    /// <summary>Forgets the sequence of packets: the next one starts a new one. Instruments and counters stay.</summary>
    public void Restart()
    {
        _arbitrator.Reset();
        _decoder.Forget();
        _recovery?.OnRestart(0);
        _loss?.Cancel();
        _isInDoubt = false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TakeUnusual(Packet packet, PacketHeader header, long nowNs, long stampTicks)
    {
        bool isFirst = !_arbitrator.HasStarted;
        Verdict verdict = _arbitrator.OfferUnusual(ref header, packet, nowNs);
        if (isFirst && verdict == Verdict.Process) NoteFirst(header);
        if (verdict == Verdict.Process) Decode(packet, header, stampTicks);
        return verdict == Verdict.Process || (verdict is Verdict.Restart or Verdict.Jump && Adopt(verdict, packet, header, (nowNs, stampTicks)));
    }

    // Where it is the first of the venue's sequence, no order rested and nothing was said before; else its own entries are the first that may be read wrongly.
    private void NoteFirst(in PacketHeader header)
    {
        bool isJoin = header.First > TVenue.FirstNumber;
        if (_decoder.Instruments.Orders is { } orders) orders.IsFromStart = !isJoin;
        if (isJoin && TDecoder.ReadsSnapshots) _decoder.OnJoin();
    }

    // The packet at hand confirmed that the sequence went elsewhere: what waits of the old one is delivered or lost, then the new one begins.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Adopt(Verdict verdict, in Packet packet, in PacketHeader header, (long NowNs, long StampTicks) arrival)
    {
        while (_arbitrator.TryFlush(out Packet held, out ulong lostBefore))
        {
            if (lostBefore > 0) TellGap(lostBefore, _arbitrator.GapEndRxNs);
            else Deliver(held, skip: 0);
        }

        ulong lostCount = _arbitrator.Adopt();
        if (verdict == Verdict.Restart)
        {
            _isInDoubt = false;
            _decoder.OnRestart(_arbitrator.NextNumber, packet.RxNs);
            _recovery?.OnRestart(_arbitrator.NextNumber);
            _loss?.Cancel();
        }

        if (lostCount > 0) TellGap(lostCount, packet.RxNs);
        DeliverHeld();
        PacketHeader again = header;
        if (_arbitrator.Offer(ref again, packet, arrival.NowNs) != Verdict.Process) return false;
        Decode(packet, again, arrival.StampTicks);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecideBehind(long rxNs, long nowNs)
    {
        _lastRxNs = rxNs; // what it proves is told of its time
        Decide(nowNs);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Decide(long nowNs)
    {
        DeliverHeld();
        SkipCut();
        while (_arbitrator.IsHolding)
        {
            ulong first = _arbitrator.NextNumber;
            bool isDoubtful = _arbitrator.TryRefute(nowNs);
            if (!isDoubtful && !_arbitrator.TryDeclareGap(nowNs, out _)) break;
            Note(first, nowNs);
            TellGap(_arbitrator.NextNumber - first, isDoubtful ? _lastRxNs : _arbitrator.GapEndRxNs);
            DeliverHeld();
            SkipCut();
        }

        if (_isInDoubt) ProveAfterDrops();
    }

    private void SkipCut()
    {
        while (_arbitrator.TrySkipCut(out ulong cutCount))
        {
            TellGap(cutCount, _arbitrator.GapEndRxNs);
            DeliverHeld();
        }
    }

    private void Note(ulong first, long nowNs)
    {
        if (GapListener is null || nowNs == long.MaxValue) return;
        ulong mask = TVenue.SequenceBits == 32 ? uint.MaxValue : ulong.MaxValue;
        GapListener.OnGaveUp(_arbitrator.Counters.Groups[0].Group, first & mask, _arbitrator.NextNumber & mask);
    }

    // The next number in sequence, after everything that lay in the buffers, proves that what was dropped was not of this channel.
    private void ProveAfterDrops()
    {
        if (_arbitrator.NextNumber <= _doubtNext || _arbitrator.DrainCount <= _doubtDrains) return;
        _isInDoubt = false;
        _decoder.OnDoubt(isInDoubt: false, _arbitrator.NextNumber, _lastRxNs);
    }

    private void TellGap(ulong lostCount, long rxNs)
    {
        if (_loss is not null) OnLoss(_loss, lostCount);
        _decoder.OnGap(lostCount, _arbitrator.NextNumber, rxNs);
        _recovery?.OnLoss(_arbitrator.NextNumber);
        if (_isInDoubt) _decoder.OnDoubt(isInDoubt: true, _arbitrator.NextNumber, rxNs); // what was dropped may have been beyond the gap
    }

    private void DeliverHeld()
    {
        while (_arbitrator.TryTakeHeld(out Packet packet, out uint skip)) Deliver(packet, skip);
    }

    private void Deliver(in Packet packet, uint skip)
    {
        _lastRxNs = packet.RxNs;
        if (!TVenue.TryReadHeader(packet.Bytes, out PacketHeader header)) return;
        header.Skip = skip;
        Decode(packet, header, TStamps.Enabled ? _stamps.Now() : 0);
    }
}
