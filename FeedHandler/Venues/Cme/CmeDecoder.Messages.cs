using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Events;
using FeedHandler.Core.Venues;

namespace FeedHandler.Venues.Cme;

/// <content>From a template to what is done with its entries.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    // Any message but the books that DecodeBooks takes; the next one.
    private ref byte DecodeMessage(ref byte frame)
    {
        int messageBytes = Unsafe.ReadUnaligned<ushort>(ref frame);
        int blockLength = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
        ushort templateId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 4));
        ushort schemaId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 6));
        int version = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 8));
        CountMessage(templateId);
        if (schemaId != CmeMdp3.SchemaId) _messages.UnknownSchema++;
        else DecodeOther<EveryEntry>(templateId, CmeFrames.BodyOf(ref frame, messageBytes), blockLength, version);
        return ref Unsafe.Add(ref frame, messageBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    private void CountMessage(ushort templateId)
    {
        _templateCounts[MessageCounters.SlotOf(_line, templateId)]++;
        _builder.StampMessage();
    }

    // Head and entries of any incremental message; what an entry does is the rule's.
    [MethodImpl(MethodImplOptions.NoInlining)] // PipelineBenchmarks: the compiler's budget for inlining goes to the entries
    private void Apply<TScope, TMessage, TEntries, TEntry, TRule>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TScope : struct, IEntryScope
        where TMessage : struct, IEntryMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, IMarketEntry, allows ref struct
        where TRule : struct, IEntryRule<TEntry>
    {
        if (!TMessage.TryWrap(body, blockLength, version, out TMessage message) || !message.TryGetEntries(out TEntries entries, out int orderCount)) return;
        if (TScope.IsReplay)
        {
            Replay<TEntries, TEntry, TRule>(entries, message.TransactTime);
            return;
        }

        BeginMessage(message.TransactTime, message.MatchEventCode);
        for (int i = 0; i < entries.Count; i++) TRule.Apply(ref this, entries[i]);
        _counters.Entries += entries.Count;
        if (orderCount != 0) _counters.OrderEntries += orderCount;
        _builder.EndMessage((message.MatchEventCode & CmeMatchEvent.EndOfEvent) != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    private void BeginMessage(ulong transactTimeNs, byte matchEventCode) =>
        _builder.BeginMessage((long)transactTimeNs, (matchEventCode & CmeMatchEvent.Recovery) != 0 ? EventFlags.Recovery : EventFlags.None);
}
