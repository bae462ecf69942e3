using BenchmarkDotNet.Attributes;
using FeedHandler.Codecs.Cme;

namespace FeedHandler.Benchmarks.Codecs;

/// <summary>Reading a CME book message through its generated view: what a field, an entry and a group cost.</summary>
public class DecodeBenchmarks
{
    private const int BlockLength = MDIncrementalRefreshBook46.BlockLength;
    private const int Version = MDIncrementalRefreshBook46.SchemaVersion;

    private byte[] _body = [];

    /// <summary>Entries of the message.</summary>
    [Params(1, 3, 20)]
    public int EntryCount { get; set; }

    [GlobalSetup]
    public void Encode()
    {
        byte[] buffer = new byte[4096];
        MDIncrementalRefreshBook46Encoder.TryWrap(buffer, out var book);
        var entries = book.BeginNoMDEntries(EntryCount);
        for (int index = 0; index < EntryCount; index++)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = 4_250_250_000_000 - index;
            entry.MDEntrySize = index;
            entry.SecurityID = 8756;
        }

        _body = buffer[..book.EncodedLength];
    }

    /// <summary>Wraps the message and reads six fields of every entry.</summary>
    [Benchmark]
    public long ReadEntries()
    {
        if (!MDIncrementalRefreshBook46.TryWrap(_body, BlockLength, Version, out var book) || !book.TryGetNoMDEntries(out var entries))
            return 0;
        long sum = (long)book.TransactTime;
        foreach (var entry in entries)
        {
            sum += entry.MDEntryPx.MantissaRaw + entry.MDEntrySizeRaw + entry.SecurityID + entry.RptSeq + entry.MDPriceLevel
                + (byte)entry.MDUpdateAction;
        }

        return sum;
    }

    /// <summary>Wraps the message and finds both groups.</summary>
    [Benchmark]
    public int FindGroups()
        => MDIncrementalRefreshBook46.TryWrap(_body, BlockLength, Version, out var book)
            && book.TryGetNoMDEntries(out var entries)
            && book.TryGetNoOrderIDEntries(in entries, out var orders)
            ? entries.Count + orders.Count
            : -1;
}
