using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Wire;
using BookDoubts = FeedHandler.Core.Books.BookDoubts;
using EventFlags = FeedHandler.Core.Events.EventFlags;

namespace FeedHandler.Venues.Normalized;

/// <content>
/// The other's loop of snapshots: each datagram begins with the packet and the event of which all of it is. A book is restored where that makes it better,
/// by the snapshot and what the sequence told of the instrument since.
/// </content>
public unsafe partial struct NormalizedDecoder<TSink, TStamps>
{
    /// <inheritdoc/>
    public static bool ReadsSnapshots => true;

    /// <inheritdoc/>
    public bool TryRestore(ReadOnlySpan<byte> packet, long rxNs, bool isQuiet, ChannelRecovery recovery)
    {
        if (_builder.IsInMatchEvent && isQuiet) _builder.EndInterrupted();
        if (_builder.IsInMatchEvent || !DatagramHeader.TryRead(packet, out DatagramHeader head, out _)) return false;
        if ((ulong)head.Epoch != _epoch) return WaitsForEpoch((ulong)head.Epoch, recovery);
        FrameEnumerator frames = DatagramHeader.FramesOf(packet);
        if (!TryReadBegin(ref frames, recovery, rxNs, out LoopMoment moment)) return Count(ref recovery.Counters.Refused, recovery.Counters);
        if (moment.Age == SnapshotAge.Ahead) return false;
        if (moment.Age == SnapshotAge.Absurd) return Count(ref recovery.Counters.Refused, recovery.Counters);
        _builder.BeginSnapshots((uint)(recovery.History.Next - 1), rxNs);
        foreach (ReadOnlySpan<byte> frame in frames) Restore(frame, moment, recovery);
        _builder.EndInterrupted();
        return true;
    }

    // What is of a life of the other that is over is of no use; what is of one that the sequence has not come to may be.
    private readonly bool WaitsForEpoch(ulong epoch, ChannelRecovery recovery)
    {
        if (epoch > _epoch) return false;
        recovery.Counters.OldPackets++;
        return true;
    }

    private static bool TryReadBegin(ref FrameEnumerator frames, ChannelRecovery recovery, long rxNs, out LoopMoment moment)
    {
        moment = default;
        if (!frames.MoveNext() || !MulticastMessages.TryDecode(frames.Current, out SnapshotBeginMessage begin, out _)) return false;
        SnapshotAge age = recovery.Judge((uint)begin.Packet, out ulong number);
        moment = new LoopMoment(age, number, begin.Sequence, begin.InstrumentCount, rxNs);
        return true;
    }

    private void Restore(ReadOnlySpan<byte> frame, in LoopMoment moment, ChannelRecovery recovery)
    {
        if (FrameHeader.Read(frame, out FrameHeader header) != FrameFault.None) return;
        if (header.TemplateId == Definition.TemplateId) RestoreDefinition(frame, moment, recovery);
        else if (header.TemplateId == BookSnapshot.TemplateId) Count(ref RestoreBook(frame, moment, recovery), recovery.Counters);
        else if (header.TemplateId == OrderSnapshot.TemplateId) RestoreOrders(frame, moment, recovery);
    }

    // What was defined since, in the sequence, is newer; what is known already is not told again.
    private void RestoreDefinition(ReadOnlySpan<byte> frame, in LoopMoment moment, ChannelRecovery recovery)
    {
        if (!FrameDecoder.TryDecodeDefinition(frame, out MarketEvent told, out _, out InstrumentDefinition definition, out InstrumentDetails details, out _))
            return;
        bool isAssumed = (told.Flags & EventFlags.Assumed) != 0;
        InstrumentBook* book = _builder.FindKnown(told.Quantity);
        if (book != null)
        {
            _upstream.TryMap(told.InstrumentIndex, book->Index);
            ref InstrumentDefinition known = ref Instruments.Definition(book->Index);
            if (isAssumed || (known.IsDefined && known.LastUpdateTimeNs >= told.TransactTimeNs) || IsBeforeItsDefinition(book, moment)) return;
        }

        told.Flags = (told.Flags & (EventFlags.Assumed | EventFlags.Deleted)) | (isAssumed ? EventFlags.None : EventFlags.Restored);
        _builder.BeginMessage(told.TransactTimeNs, EventFlags.Restored);
        if (TryDefine(told, ref definition, details, (uint)moment.Packet)) recovery.Counters.Definitions++;
        _builder.EndRestore();
    }

    private ref long RestoreBook(ReadOnlySpan<byte> frame, in LoopMoment moment, ChannelRecovery recovery)
    {
        RecoveryCounters counters = recovery.Counters;
        if (!FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot told, out _)) return ref counters.Refused;
        int index = _upstream.IndexOf(told.Head.InstrumentIndex);
        if (index < 0) return ref counters.Refused; // no room for it, or its definition is not here
        InstrumentBook* book = BookAt(index);
        InstrumentBook* right = (InstrumentBook*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _trial[0]);
        *right = *book;
        if (book->SecurityId != told.Image.SecurityId || !right->TryRestore(told.Image)) return ref counters.Refused;
        SettleDoubt((told.Image.Doubts & BookDoubts.Tail) != 0, moment, recovery);
        bool isBetter = IsBetter(right, told.Statistics, book);
        if (isBetter)
        {
            recovery.Want();
            if (moment.Age != SnapshotAge.Usable || IsBeforeItsDefinition(book, moment)) return ref counters.TooOld;
            if (!TryFollowSince(moment, told.Head.InstrumentIndex, right, ref told.Statistics, recovery)) return ref counters.TooOld;
            isBetter = IsBetter(right, told.Statistics, book); // what it was better in may have come to be in doubt since, there as here
        }

        if (isBetter && !TryTake(book, right, told)) return ref counters.Refused;
        Find(index, right, moment, recovery);
        return ref isBetter ? ref counters.Restored : ref counters.NotNeeded;
    }

    private bool TryTake(InstrumentBook* book, InstrumentBook* right, in DecodedSnapshot told)
    {
        int index = book->Index;
        bool isCounted = book->State != Core.Books.BookState.Unknown && (book->Doubts & BookDoubts.Levels) == 0 && !_upstream.TakesAny(index);
        if (isCounted && right->RptSeq != book->RptSeq) return false;
        _builder.Restore(book, right, told.Statistics, told.Head.TransactTimeNs);
        _upstream.Restore(index);
        return true;
    }

    // Whether the other may have dropped packets: the event that said so may have been lost on the way here.
    private void SettleDoubt(bool isInDoubt, in LoopMoment moment, ChannelRecovery recovery)
    {
        if (moment.Age != SnapshotAge.Usable || isInDoubt == _isUpstreamInDoubt || moment.Sequence < _doubtToldAt) return;
        (_isUpstreamInDoubt, _doubtToldAt) = (isInDoubt, moment.Sequence);
        if (isInDoubt || !_isInDoubt) _builder.OnDoubt(isInDoubt, recovery.History.Next, moment.RxNs);
    }

    // A book that is doubtful there too is not told again in each turn of the loop.
    private readonly bool IsBetter(InstrumentBook* right, in StatisticSet statistics, InstrumentBook* book)
    {
        int index = book->Index;
        if (!_builder.NeedsSnapshot(book, tellsStatus: right->StatusCode != InstrumentBook.UntoldStatusCode)) return false;
        if (_upstream.TakesAny(index) || book->State == Core.Books.BookState.Unknown) return right->State != Core.Books.BookState.Unknown;
        bool isWhole = right->State == Core.Books.BookState.Whole && book->State != Core.Books.BookState.Whole;
        BookDoubts ended = book->Doubts & ~right->Doubts & ~BookDoubts.Tail;
        return isWhole || ended != BookDoubts.None || (Instruments.Statistics(index).HasDoubt && !statistics.HasDoubt);
    }

    private readonly bool IsBeforeItsDefinition(InstrumentBook* book, in LoopMoment moment)
    {
        uint definedSeqNum = Instruments.Definition(book->Index).DefinedSeqNum;
        return definedSeqNum != 0 && (int)((uint)moment.Packet - definedSeqNum) < 0;
    }

    // What the sequence told of the instrument behind the snapshot; false where it told of the whole channel what ends all that was before.
    private readonly bool TryFollowSince(in LoopMoment moment, int upstreamIndex, InstrumentBook* right, ref StatisticSet statistics, ChannelRecovery recovery)
    {
        PacketHistory history = recovery.History;
        for (int at = history.PlaceAfter(moment.Packet); at < history.Count; at++)
        {
            foreach (ReadOnlySpan<byte> frame in DatagramHeader.FramesOf(history[at]))
            {
                if (!FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out _)) continue;
                if (place.Sequence <= moment.Sequence) continue;
                bool isOfAll = told.InstrumentIndex == MarketEvent.NoInstrument;
                if (isOfAll && told.Kind is (EventKind.Gap or EventKind.ChannelReset or EventKind.BookClear)) return false;
                if (told.InstrumentIndex != upstreamIndex) continue;
                StatisticReplica.Apply(told, *right, ref statistics);
                if (!BookReplica.Apply(told, ref *right)) return false;
                recovery.Counters.ReplayedEntries++;
            }
        }

        return true;
    }

    // As good as the loop can make it: what the other awaits the proof of by the instrument's own sequence becomes better without a word.
    private readonly void Find(int index, InstrumentBook* right, in LoopMoment moment, ChannelRecovery recovery)
    {
        if ((right->Doubts & BookDoubts.Levels) != 0) return;
        bool awaitsOrders = _seesOrders && _builder.Orders is { } orders && orders.StateApart(index) != Core.Orders.OrderBookState.Whole;
        if (!awaitsOrders) recovery.Find(FeedRole.Snapshot, index, moment.InstrumentCount, (uint)moment.Packet);
    }

    private static bool Count(ref long counter, RecoveryCounters counters)
    {
        counter++;
        counters.Snapshots++;
        return true;
    }

    /// <summary>Of which moment a datagram of the loop is.</summary>
    /// <param name="Age">How that lies to the channel's sequence.</param>
    /// <param name="Packet">The last packet of the sequence in it.</param>
    /// <param name="Sequence">The last event in it.</param>
    /// <param name="InstrumentCount">How many instruments the loop has.</param>
    /// <param name="RxNs">When it was received, nanoseconds since the Unix epoch.</param>
    private readonly record struct LoopMoment(SnapshotAge Age, ulong Packet, long Sequence, uint InstrumentCount, long RxNs);
}
