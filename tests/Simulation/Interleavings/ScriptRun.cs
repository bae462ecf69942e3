using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;
using FeedHandler.Simulation.Slow;

namespace FeedHandler.Simulation.Interleavings;

/// <summary>One channel that takes the arrivals of a script again and again, in one order after the other; whatever it claims behind a packet is compared.</summary>
internal sealed class ScriptRun : IDisposable
{
    private const long ArrivalNs = 1000;
    private const long SilenceNs = 1_000_000_000;
    private static readonly RecoveryOptions Recovery = new() { HistoryPacketsMax = 16, HistoryBytesMax = 1 << 16, HeldPacketsMax = 8, HeldBytesMax = 1 << 16 };
    private readonly Script _script;
    private readonly bool _isOneLine;
    private readonly byte[] _definitions = ScriptWriter.Definitions();
    private readonly SlowComparison _comparison = new();
    private readonly Channel _channel;
    private long _nowNs = 1_767_600_000_000_000_000;
    private uint _seqNum;

    /// <param name="script">What is sent.</param>
    /// <param name="givesUpAfter">By how many numbers a packet must be ahead for those in front of it to be given up.</param>
    /// <param name="isOneLine">Whether copies come by line A too, and not by line B.</param>
    public ScriptRun(Script script, int givesUpAfter, bool isOneLine = false)
    {
        ArbitrationOptions arbitration = new() { GapCountMax = givesUpAfter, GapTimeNsMax = SilenceNs / 2, HeldCountMax = Math.Max(8, givesUpAfter) };
        (_script, _isOneLine) = (script, isOneLine);
        _channel = new Channel(OnEvent, 8, arbitration, Recovery);
    }

    /// <summary>What was wrong first, or null.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Books that were compared when both were whole.</summary>
    public long WholeCount => _comparison.Books.Both + _comparison.Orders.Both;

    /// <summary>Runs in which all had come in time, and every book was whole before a last loop.</summary>
    public long UnbrokenCount { get; private set; }

    public long RunCount { get; private set; }

    /// <summary>Takes what arrives in an order.</summary>
    /// <param name="order">The arrivals: a number from 0 is a packet's, on line A, or behind all of them on line B; then the loops'.</param>
    public void Run(ReadOnlySpan<int> order)
    {
        RunCount++;
        _channel.End();
        _channel.Restart();
        _channel.Instruments.Reset();
        _channel.Take(_definitions, _nowNs);
        long lostBefore = _channel.Arbitration.Lost;
        _seqNum = 0;
        int seen = 0;
        foreach (int place in order) seen |= Take(place);
        bool isAll = seen == (1 << _script.Packets.Count) - 1;
        bool isUnbroken = isAll && _channel.Arbitration.Lost == lostBefore;
        if (isUnbroken) CheckWhole(order, "before the last loop");
        if (isUnbroken) UnbrokenCount++;
        if (!isAll) return;
        foreach (byte[] loop in _script.LastLoops) TakeLoop(loop, loop == _script.LastLoops[0] ? FeedRole.Snapshot : FeedRole.OrderSnapshot);
        if (_seqNum == _script.LastSeqNum) CheckWhole(order, "behind the last loop");
    }

    public void Dispose() => _channel.Dispose();

    private int Take(int place)
    {
        int count = _script.Packets.Count;
        _nowNs += ArrivalNs;
        if (place < 2 * count) _channel.Take(_script.Packets[place % count], _nowNs, place < count || _isOneLine ? Line.A : Line.B);
        else TakeLoop(_script.Loops[place - (2 * count)], place == 2 * count ? FeedRole.Snapshot : FeedRole.OrderSnapshot);
        return place < 2 * count ? 1 << (place % count) : 0;
    }

    private void TakeLoop(byte[] bytes, FeedRole role) => _channel.TakeLoop(new Arrival(Line.A, _nowNs, 1, bytes) { Role = role });

    private void OnEvent(ref MarketEvent told, bool isEndOfBatch)
    {
        if (!isEndOfBatch || _channel is null || told.SeqNum == 0 || told.Kind == EventKind.ChannelReset) return;
        _seqNum = told.Kind is EventKind.Gap or EventKind.Doubt or EventKind.DoubtEnd ? told.SeqNum - 1 : told.SeqNum;
        foreach (int id in ScriptWriter.Instruments)
        {
            int index = _channel.Instruments.Find(id);
            if (index < 0) continue;
            if (_comparison.Compare(_channel.Instruments, index, _script.States[(int)_seqNum].Find(id), isHidden: false) is { } wrong)
                Wrong ??= $"run {RunCount}, packet {_seqNum}: {id} {wrong}";
        }
    }

    private void CheckWhole(ReadOnlySpan<int> order, string when)
    {
        foreach (int id in ScriptWriter.Instruments)
        {
            int index = _channel.Instruments.Find(id);
            bool isTouched = !_script.States[^1].Find(id)!.IsUntouched; // who waits for its first entry claims nothing
            bool isWhole = (!isTouched || _channel.Instruments.Books[index].State == BookState.Whole) && _channel.Instruments.Orders!.StateOf(index) == OrderBookState.Whole;
            if (!isWhole)
                Wrong ??= $"{string.Join(' ', order.ToArray())}: {id} is {_channel.Instruments.Books[index].State}, orders {_channel.Instruments.Orders!.StateOf(index)} {when}";
        }
    }
}
