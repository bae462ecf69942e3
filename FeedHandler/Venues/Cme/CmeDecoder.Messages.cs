using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Events;
using FeedHandler.Core.Venues;
using Book32 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook32;
using Book46 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook46;

namespace FeedHandler.Venues.Cme;

/// <content>From a template to what is done with its entries.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private void DecodeMessage(ref byte frame, ReadOnlySpan<byte> body)
    {
        int blockLength = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
        var templateId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 4));
        var schemaId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 6));
        int version = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 8));
        _templateCounts[MessageCounters.SlotOf(_line, templateId)]++;
        _builder.StampMessage();
        if (schemaId != CmeMdp3.SchemaId)
        {
            _messages.UnknownSchema++;
            return;
        }

        // The two that make up nine messages in ten come first; the rest is a jump table.
        if (templateId == Book46.TemplateId)
            Apply<Book46, Book46.NoMDEntriesGroup, Book46.NoMDEntriesEntry, BookRule<Book46.NoMDEntriesEntry>>(body, blockLength, version);
        else if (templateId == Book32.TemplateId)
            Apply<Book32, Book32.NoMDEntriesGroup, Book32.NoMDEntriesEntry, BookRule<Book32.NoMDEntriesEntry>>(body, blockLength, version);
        else DecodeOther(templateId, body, blockLength, version);
    }

    // Head and entries of any incremental message; what an entry does is the rule's.
    [MethodImpl(MethodImplOptions.NoInlining)] // PipelineBenchmarks: the compiler's budget for inlining goes to the entries
    private void Apply<TMessage, TEntries, TEntry, TRule>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TMessage : struct, IEntryMessage<TMessage, TEntries>, allows ref struct
        where TEntries : struct, IEntryGroup<TEntry>, allows ref struct
        where TEntry : struct, allows ref struct
        where TRule : struct, IEntryRule<TEntry>
    {
        if (!TMessage.TryWrap(body, blockLength, version, out var message) || !message.TryGetEntries(out var entries, out var orderCount)) return;
        BeginMessage(message.TransactTime, message.MatchEventCode);
        for (var i = 0; i < entries.Count; i++) TRule.Apply(ref this, entries[i]);
        _counters.Entries += entries.Count;
        if (orderCount != 0) _counters.OrderEntries += orderCount;
        _builder.EndMessage((message.MatchEventCode & CmeMatchEvent.EndOfEvent) != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    private void BeginMessage(ulong transactTimeNs, byte matchEventCode) =>
        _builder.BeginMessage((long)transactTimeNs, (matchEventCode & CmeMatchEvent.Recovery) != 0 ? EventFlags.Recovery : EventFlags.None);
}
