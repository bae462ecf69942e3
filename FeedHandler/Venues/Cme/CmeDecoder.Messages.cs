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
    private const int MatchEventOffset = 8; // behind TransactTime, in the root block of both templates

    private void DecodeMessage(ref byte frame, int messageBytes)
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
        if (templateId == Book46.TemplateId) ApplyBook<Book46.NoMDEntriesEntry>(ref frame, messageBytes, version, hasOrders: true);
        else if (templateId == Book32.TemplateId) ApplyBook<Book32.NoMDEntriesEntry>(ref frame, messageBytes, version, version >= CmeFrames.Book32OrdersSince);
        else DecodeOther(templateId, CmeFrames.BodyOf(ref frame, messageBytes), blockLength, version);
    }

    // The price-depth book, read where it stands: CmeFrames.FitsBook has seen that block, entries and orders lie within the message.
    [MethodImpl(MethodImplOptions.NoInlining)] // PipelineBenchmarks: the compiler's budget for inlining goes to the entries
    private void ApplyBook<TEntry>(ref byte frame, int messageBytes, int version, bool hasOrders)
        where TEntry : struct, IBookEntry, IEntryAt<TEntry>, allows ref struct
    {
        var matchEventCode = Unsafe.Add(ref frame, CmeMdp3.MessageHeaderBytes + MatchEventOffset);
        BeginMessage(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref frame, CmeMdp3.MessageHeaderBytes)), matchEventCode);
        var end = CmeMdp3.MessageHeaderBytes + Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
        if (end != messageBytes)
        {
            ref var group = ref Unsafe.Add(ref frame, end);
            int entryBytes = Unsafe.ReadUnaligned<ushort>(ref group);
            int count = Unsafe.Add(ref group, 2);
            ref var entry = ref Unsafe.Add(ref group, CmeFrames.EntryDimensionBytes);
            for (var left = count; left != 0; left--)
            {
                BookRule<TEntry>.Apply(ref this, TEntry.At(ref entry, entryBytes, version));
                entry = ref Unsafe.Add(ref entry, entryBytes);
            }

            _counters.Entries += count;
            end += CmeFrames.EntryDimensionBytes + (count * entryBytes);
            if (hasOrders && end != messageBytes) _counters.OrderEntries += Unsafe.Add(ref frame, end + CmeFrames.OrderCountOffset);
        }

        _builder.EndMessage((matchEventCode & CmeMatchEvent.EndOfEvent) != 0);
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
