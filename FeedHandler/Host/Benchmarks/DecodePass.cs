using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Replay;

namespace FeedHandler.Host.Benchmarks;

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
        if (packet.Length < CmeMdp3.PacketHeaderBytes) return;
        packet = packet[CmeMdp3.PacketHeaderBytes..];
        while (packet.Length >= CmeMdp3.MessageHeaderBytes)
        {
            ref byte frame = ref MemoryMarshal.GetReference(packet);
            int messageBytes = Unsafe.ReadUnaligned<ushort>(ref frame);
            if (messageBytes < CmeMdp3.MessageHeaderBytes || messageBytes > packet.Length) return;
            _messages++;
            int blockLength = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
            ushort templateId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 4));
            int version = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 8));
            Read(templateId, packet[CmeMdp3.MessageHeaderBytes..messageBytes], blockLength, version);
            packet = packet[messageBytes..];
        }
    }

    private void Read(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
    {
        switch (templateId)
        {
            case MDIncrementalRefreshBook46.TemplateId: Book46(body, blockLength, version); break;
            case MDIncrementalRefreshBook32.TemplateId: Book32(body, blockLength, version); break;
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
        Begin(message.TransactTime, entries.Count);
        foreach (var entry in entries) _sum += Book(entry);
    }

    private void Book32(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshBook32.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        Begin(message.TransactTime, entries.Count);
        foreach (var entry in entries) _sum += Book(entry);
    }

    private void Trade48(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshTradeSummary48.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        Begin(message.TransactTime, entries.Count);
        foreach (var entry in entries) _sum += Trade(entry);
    }

    private void Trade42(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshTradeSummary42.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        Begin(message.TransactTime, entries.Count);
        foreach (var entry in entries) _sum += Trade(entry);
    }

    private void Volume37(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshVolume37.TryWrap(body, blockLength, version, out var message) || !message.TryGetNoMDEntries(out var entries)) return;
        Begin(message.TransactTime, entries.Count);
        foreach (var entry in entries) _sum += Volume(entry);
    }

    private void Statistics51(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshSessionStatistics51.TryWrap(body, blockLength, version, out var message)) return;
        if (!message.TryGetNoMDEntries(out var entries)) return;
        Begin(message.TransactTime, entries.Count);
        foreach (var entry in entries) _sum += Statistic(entry);
    }

    private void Statistics35(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshSessionStatistics35.TryWrap(body, blockLength, version, out var message)) return;
        if (!message.TryGetNoMDEntries(out var entries)) return;
        Begin(message.TransactTime, entries.Count);
        foreach (var entry in entries) _sum += Statistic(entry);
    }

    private void Begin(ulong transactTimeNs, int entryCount)
    {
        _sum += (long)transactTimeNs;
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
