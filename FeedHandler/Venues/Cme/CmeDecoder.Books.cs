using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Venues.Cme;

/// <content>The price-depth book, nine messages in ten, read where it stands: <see cref="CmeFrames"/> has seen that its blocks lie within it.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private const int MatchEventOffset = CmeMdp3.MessageHeaderBytes + sizeof(ulong); // behind TransactTime, in the root block of both templates

    // The plain books that follow each other in a packet; the first message that is none. An entry about which anything is unusual is left to a call that
    // starts again from the wire and gives nothing back: so all that the usual one needs stays in registers.
    [MethodImpl(MethodImplOptions.NoInlining)] // PipelineBenchmarks: the compiler's budget for inlining goes to the entries
    private ref byte DecodeBooks<TEntry>(ref byte frame, ref byte packetEnd, ulong plainBook)
        where TEntry : struct, IBookEntry, IEntryAt<TEntry>, allows ref struct
    {
        while (Unsafe.IsAddressLessThan(ref frame, ref packetEnd))
        {
            ulong head = Unsafe.ReadUnaligned<ulong>(ref frame);
            if (head >> 16 != plainBook || !CmeFrames.TryCountEntries(ref frame, (ushort)head, out int count)) break;
            BeginBook(ref frame, (ushort)(plainBook >> 16), count);
            ref byte entry = ref Unsafe.Add(ref frame, CmeFrames.PlainEntriesOffset);
            ref byte entriesEnd = ref Unsafe.Add(ref entry, count * CmeFrames.PlainEntryBytes);
            for (; Unsafe.IsAddressLessThan(ref entry, ref entriesEnd); entry = ref Unsafe.Add(ref entry, CmeFrames.PlainEntryBytes))
            {
                if (!_builder.TryApplyLevel<CmeLevelWire<TEntry>>(ref entry)) ApplyUnusual<TEntry>(ref entry);
            }

            ref byte next = ref Unsafe.Add(ref frame, (int)(ushort)head);
            if (!Unsafe.AreSame(ref entry, ref next)) TakeOrders(ref frame, ref entry);
            _builder.EndMessage((Unsafe.Add(ref frame, MatchEventOffset) & CmeMatchEvent.EndOfEvent) != 0);
            frame = ref next;
        }

        return ref frame;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    private void BeginBook(ref byte frame, ushort templateId, int entryCount)
    {
        CountMessage(templateId);
        BeginMessage(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref frame, CmeMdp3.MessageHeaderBytes)), Unsafe.Add(ref frame, MatchEventOffset));
        _counters.Entries += entryCount;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ApplyUnusual<TEntry>(ref byte entry)
        where TEntry : struct, IBookEntry, IEntryAt<TEntry>, allows ref struct =>
        BookRule<TEntry>.Apply(ref this, TEntry.At(ref entry));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeOrders(ref byte frame, ref byte group)
    {
        if (!CmeFrames.HasOrders(ref frame)) return;
        int count = Unsafe.Add(ref group, CmeFrames.OrderCountOffset);
        _counters.OrderEntries += count;
        if (count != 0 && _builder.Orders is not null) TakeOrdersOf(ref frame);
    }
}
