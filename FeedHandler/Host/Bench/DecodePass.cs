using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Engine;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Bench;

/// <summary>
/// Decoding alone: every packet of every line, no arbitration and no book; of book updates, trades, volumes and statistics every field of every entry
/// is read, other messages are framed and passed over.
/// </summary>
internal sealed class DecodePass : IBenchPass
{
    private long _messages;
    private long _entries;
    private long _sum;

    /// <inheritdoc/>
    public string Name => "decode";

    /// <inheritdoc/>
    public string Description => "every field of every packet, no arbitration, no book";

    /// <inheritdoc/>
    public void Run(PacketStore store)
    {
        for (int i = 0; i < store.Count; i++) Walk(store[i].Bytes);
    }

    /// <inheritdoc/>
    public PassCount Finish()
    {
        PassCount count = new(_messages, _entries, (ulong)_sum);
        (_messages, _entries, _sum) = (0, 0, 0);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // nothing is owned
    }

    private void Walk(ReadOnlySpan<byte> packet)
    {
        int remaining = packet.Length - CmeMdp3.PacketHeaderBytes;
        if (remaining < 0) return;
        ref byte frame = ref Unsafe.Add(ref MemoryMarshal.GetReference(packet), CmeMdp3.PacketHeaderBytes);
        while (remaining >= CmeMdp3.MessageHeaderBytes)
        {
            int messageBytes = Unsafe.ReadUnaligned<ushort>(ref frame);
            if (messageBytes < CmeMdp3.MessageHeaderBytes || messageBytes > remaining) return;
            _messages++;
            int blockLength = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
            ushort templateId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 4));
            int version = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 8));
            ref byte block = ref Unsafe.Add(ref frame, CmeMdp3.MessageHeaderBytes);
            ReadOnlySpan<byte> body = MemoryMarshal.CreateReadOnlySpan(ref block, messageBytes - CmeMdp3.MessageHeaderBytes);
            Read(templateId, body, blockLength, version);
            remaining -= messageBytes;
            frame = ref Unsafe.Add(ref frame, messageBytes);
        }
    }

    private void Read(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
    {
        switch (templateId)
        {
            case MDIncrementalRefreshBook32.TemplateId: Book32(body, blockLength, version); break;
            case MDIncrementalRefreshBook46.TemplateId: Book46(body, blockLength, version); break;
            case MDIncrementalRefreshTradeSummary48.TemplateId: Trade48(body, blockLength, version); break;
            case MDIncrementalRefreshTradeSummary42.TemplateId: Trade42(body, blockLength, version); break;
            case MDIncrementalRefreshVolume37.TemplateId: Volume37(body, blockLength, version); break;
            case MDIncrementalRefreshSessionStatistics51.TemplateId: Statistics51(body, blockLength, version); break;
            case MDIncrementalRefreshSessionStatistics35.TemplateId: Statistics35(body, blockLength, version); break;
            default: break; // framed and passed over
        }
    }

    private void Book46(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshBook46.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        long sum = 0;
        foreach (var entry in entries) sum += Book(entry);
        Add(message.TransactTime, entries.Count, sum);
    }

    private void Book32(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshBook32.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        long sum = 0;
        foreach (var entry in entries) sum += Book(entry);
        Add(message.TransactTime, entries.Count, sum);
    }

    private void Trade48(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshTradeSummary48.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        long sum = 0;
        foreach (var entry in entries) sum += Trade(entry);
        Add(message.TransactTime, entries.Count, sum);
    }

    private void Trade42(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshTradeSummary42.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        long sum = 0;
        foreach (var entry in entries) sum += Trade(entry);
        Add(message.TransactTime, entries.Count, sum);
    }

    private void Volume37(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshVolume37.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        long sum = 0;
        foreach (var entry in entries) sum += Volume(entry);
        Add(message.TransactTime, entries.Count, sum);
    }

    private void Statistics51(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshSessionStatistics51.TryWrap(body, blockLength, version, out var message)) return;
        if (!message.TryGetNoMDEntries(out var entries)) return;
        long sum = 0;
        foreach (var entry in entries) sum += Statistic(entry);
        Add(message.TransactTime, entries.Count, sum);
    }

    private void Statistics35(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshSessionStatistics35.TryWrap(body, blockLength, version, out var message)) return;
        if (!message.TryGetNoMDEntries(out var entries)) return;
        long sum = 0;
        foreach (var entry in entries) sum += Statistic(entry);
        Add(message.TransactTime, entries.Count, sum);
    }

    private void Add(ulong transactTimeNs, int entryCount, long sum)
    {
        _sum += (long)transactTimeNs + sum;
        _entries += entryCount;
    }

    private static long Book<TEntry>(TEntry entry)
        where TEntry : struct, IBookEntry, allows ref struct => Priced(entry) + entry.OrderCount + entry.MDPriceLevel + entry.TypeCode;

    private static long Trade<TEntry>(TEntry entry)
        where TEntry : struct, ITradeEntry, allows ref struct => Priced(entry) + entry.OrderCount + entry.AggressorCode;

    private static long Volume<TEntry>(TEntry entry)
        where TEntry : struct, IVolumeEntry, allows ref struct => Head(entry) + entry.EntryQuantity;

    private static long Statistic<TEntry>(TEntry entry)
        where TEntry : struct, IStatisticEntry, allows ref struct => Priced(entry) + entry.TypeCode + entry.FlagCode;

    private static long Priced<TEntry>(TEntry entry)
        where TEntry : struct, IPricedEntry, allows ref struct => Head(entry) + entry.PriceMantissa + entry.EntryQuantity;

    private static long Head<TEntry>(TEntry entry)
        where TEntry : struct, IMarketEntry, allows ref struct => (long)entry.SecurityID + entry.RptSeq + entry.ActionCode;
}
