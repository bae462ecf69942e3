using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using FeedHandler.Codecs.Cme;

namespace FeedHandler.Benchmarks.Codecs;

/// <summary>A CME book message (template 46) of three entries: generated view beside a decoder written by hand with the same checks.</summary>
public class BookMessageBenchmarks
{
    private const int BlockLength = MDIncrementalRefreshBook46.BlockLength;
    private const int Version = MDIncrementalRefreshBook46.SchemaVersion;

    private byte[] _body = [];

    [GlobalSetup]
    public void Encode()
    {
        byte[] buffer = new byte[512];
        MDIncrementalRefreshBook46Encoder.TryWrap(buffer, out var book);
        var entries = book.BeginNoMDEntries(3);
        while (entries.TryNext(out var entry))
        {
            entry.MDEntryPxMantissa = 4_250_250_000_000;
            entry.MDEntrySize = 10;
            entry.SecurityID = 8756;
            entry.RptSeq = 17;
            entry.MDPriceLevel = 2;
            entry.MDEntryType = MDEntryTypeBook.Offer;
        }

        _body = buffer[..book.EncodedLength];
        if (Generated() != ByHand())
            throw new InvalidOperationException("Both decoders read the same.");
    }

    /// <summary>Price, size, security id, sequence, action, type and level of every entry.</summary>
    [Benchmark]
    public long Generated()
    {
        if (!MDIncrementalRefreshBook46.TryWrap(_body, BlockLength, Version, out var book) || !book.TryGetNoMDEntries(out var entries))
            return -1;
        long sum = (long)book.TransactTime;
        foreach (var entry in entries)
        {
            sum += entry.MDEntryPx.MantissaRaw + entry.MDEntrySizeRaw + entry.SecurityID + entry.RptSeq + (byte)entry.MDUpdateAction
                + (byte)entry.MDEntryType + entry.MDPriceLevel;
        }

        return sum;
    }

    /// <summary>The same by hand.</summary>
    [Benchmark(Baseline = true)]
    public long ByHand()
    {
        ReadOnlySpan<byte> body = _body;
        if (body.Length < 11 + 3)
            return -1;
        ref byte at = ref MemoryMarshal.GetReference(body);
        ushort stride = Read<ushort>(ref at, 11);
        byte count = Read<byte>(ref at, 13);
        if (stride < 27 || count * stride > body.Length - 14)
            return -1;
        long sum = Read<long>(ref at, 0);
        at = ref Unsafe.Add(ref at, 14);
        for (; count > 0; count--)
        {
            sum += Read<long>(ref at, 0) + Read<int>(ref at, 8) + Read<int>(ref at, 12) + Read<uint>(ref at, 16) + Read<byte>(ref at, 25)
                + Read<byte>(ref at, 26) + Read<byte>(ref at, 24);
            at = ref Unsafe.Add(ref at, stride);
        }

        return sum;
    }

    private static T Read<T>(ref byte at, int offset)
        where T : unmanaged
        => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref at, offset));
}
