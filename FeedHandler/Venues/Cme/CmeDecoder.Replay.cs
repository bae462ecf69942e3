using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Venues.Cme;

/// <content>What came behind a snapshot, gone through once more for its one instrument.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    /// <summary>Whose entries of a message are taken: a type argument, so that the usual way compiles to what it was without it.</summary>
    private interface IEntryScope
    {
        static abstract bool IsReplay { get; }
    }

    // The first time only to see whether the entries go on from the snapshot without a hole, as nothing may be told before that is known.
    private bool CanReplay(long securityId, uint rptSeq, ulong number, PacketHistory history, out uint last)
    {
        _replay = new OneInstrument { SecurityId = securityId, Next = rptSeq + 1, IsTrial = true };
        ReplayPackets(number, history);
        last = _replay.Next - 1;
        return !_replay.IsBroken;
    }

    private long Replay(InstrumentBook* book, uint rptSeq, ulong number, bool takesStatus, PacketHistory history)
    {
        _replay = new OneInstrument { SecurityId = book->SecurityId, Next = rptSeq + 1, IsOn = true, TakesStatus = takesStatus };
        ReplayPackets(number, history);
        _replay.IsOn = false;
        return _replay.Count;
    }

    private void ReplayPackets(ulong number, PacketHistory history)
    {
        for (int place = history.PlaceAfter(number); place < history.Count; place++)
        {
            foreach (CmeMessage message in new CmeMessages(history[place]))
            {
                if (message.SchemaId == CmeMdp3.SchemaId) DecodeOther<OfOneInstrument>(message.TemplateId, message.Body, message.BlockLength, message.Version);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Replay<TEntries, TEntry, TRule>(TEntries entries, ulong transactTimeNs)
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IMarketEntry, allows ref struct
        where TRule : struct, IEntryRule<TEntry>
    {
        for (int i = 0; i < entries.Count && !_replay.IsBroken; i++)
        {
            TEntry entry = entries[i];
            if (entry.SecurityID != _replay.SecurityId || (int)(entry.RptSeq - _replay.Next) < 0) continue; // another's, or in the snapshot already
            _replay.IsBroken = entry.RptSeq != _replay.Next;
            _replay.Next++;
            if (_replay.IsTrial || _replay.IsBroken) continue;
            _replay.Count++;
            _builder.BeginMessage((long)transactTimeNs, EventFlags.Restored);
            TRule.Apply(ref this, entry);
        }
    }

    // A status carries no number of the instrument's. One that the channel has told since the snapshot was taken stands; what else it says happened to the
    // book that the snapshot shows.
    private void ReplayStatus(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (_replay.IsTrial || !SecurityStatus30.TryWrap(body, blockLength, version, out SecurityStatus30 message)) return;
        InstrumentBook* book = _builder.Find(_replay.SecurityId);
        bool? concerns = message.SecurityID is { } securityId
            ? securityId == _replay.SecurityId
            : _builder.IsOfGroup(book, message.SecurityGroup, message.Asset);
        if (concerns == false) return;
        StatusUpdate status = CmeStatus.Of((byte)message.SecurityTradingStatus, (byte)message.HaltReason, (byte)message.SecurityTradingEvent);
        if (concerns is null)
        {
            _builder.DoubtOfGroup(book, status);
            return;
        }

        if (!_replay.TakesStatus) status = status with { Change = status.Change | StatusChange.KeepsStatus };
        if (status.Change == StatusChange.KeepsStatus) return;
        _builder.BeginMessage((long)message.TransactTime, EventFlags.Restored);
        if (message.SecurityID is null) _builder.ApplyOfGroup(book, status);
        else _builder.ApplyOwnStatus(book, status);
    }

    /// <summary>Every entry of a message that arrived.</summary>
    private readonly struct EveryEntry : IEntryScope
    {
        public static bool IsReplay => false;
    }

    /// <summary>The entries of <see cref="_replay"/> in a message that was kept.</summary>
    private readonly struct OfOneInstrument : IEntryScope
    {
        public static bool IsReplay => true;
    }

    /// <summary>The instrument that is replayed, and how far it has come.</summary>
    private struct OneInstrument
    {
        public long SecurityId;
        public long Count;
        public uint Next;
        public bool IsOn;
        public bool IsTrial;
        public bool IsBroken;
        public bool TakesStatus;
    }
}
