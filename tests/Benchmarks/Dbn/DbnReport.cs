using System.Diagnostics;
using System.Globalization;
using FeedHandler.Dbn;

namespace FeedHandler.Benchmarks.Dbn;

/// <summary>How many records of market by order are read and written a second, in memory, plain and packed. Of several rounds the best and the median.</summary>
public static class DbnReport
{
    private const int RecordCountDefault = 10_000_000;
    private const int RoundCount = 9;

    /// <summary>Measures.</summary>
    /// <param name="options">How many records; the standard number without.</param>
    public static int Run(string[] options)
    {
        int count = options is [{ } text] ? int.Parse(text, CultureInfo.InvariantCulture) : RecordCountDefault;
        byte[] plain = Write(count, DbnCompression.None);
        byte[] packed = Write(count, DbnCompression.Zstd);
        Console.WriteLine($"{count:N0} records of 56 bytes; packed {packed.Length / (double)count:F1} bytes a record");
        Measure(count, "read where they lie", () => Sum(DbnReader.Over(plain)));
        Measure(count, "read from a stream", () => Sum(DbnReader.Open(new MemoryStream(plain))));
        Measure(count, "read and unpacked", () => Sum(DbnReader.Open(new MemoryStream(packed))));
        Measure(count, "written", () => (ulong)Write(count, DbnCompression.None).Length);
        Measure(count, "written and packed", () => (ulong)Write(count, DbnCompression.Zstd).Length);
        return 0;
    }

    private static void Measure(int count, string what, Func<ulong> run)
    {
        double[] seconds = new double[RoundCount];
        for (int round = 0; round < RoundCount; round++)
        {
            long begin = Stopwatch.GetTimestamp();
            if (run() == 0) throw new InvalidOperationException($"{what}: nothing was read");
            seconds[round] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }

        Array.Sort(seconds);
        Console.WriteLine($"{what,-22} best {count / seconds[0] / 1e6,7:F1}   median {count / seconds[RoundCount / 2] / 1e6,7:F1} million a second");
    }

    // Every field that a book needs is looked at.
    private static ulong Sum(DbnReader reader)
    {
        ulong sum = 0;
        using (reader)
        {
            while (reader.TryRead(out DbnRecord record))
            {
                if (!record.Is<MboRecord>()) continue;
                ref readonly MboRecord order = ref record.As<MboRecord>();
                sum += order.OrderId ^ (ulong)order.Price ^ order.Size ^ (ulong)order.Action ^ (ulong)order.Side ^ order.Header.InstrumentId;
            }
        }

        return sum;
    }

    // Orders such as a market has: ids that go up, prices near each other, times in order.
    private static byte[] Write(int count, DbnCompression compression)
    {
        Random random = new(1);
        MemoryStream stream = new(compression == DbnCompression.None ? (count * MboRecord.Bytes) + 1024 : 1 << 20);
        using DbnWriter writer = new(stream, new DbnMetadata { Schema = DbnSchema.Mbo }, new DbnWriterOptions { Compression = compression, LeavesOpen = true });
        ulong time = 1_600_000_000_000_000_000;
        for (int i = 0; i < count; i++)
        {
            time += (ulong)random.Next(20_000);
            MboRecord order = MboRecord.Create(1, (uint)(5000 + random.Next(8)), time);
            order.OrderId = 640_000_000_000 + (ulong)(i - random.Next(Math.Min(i + 1, 2000)));
            order.Price = 3_700_000_000_000 + (random.Next(80) * 250_000_000L);
            order.Size = (uint)random.Next(1, 20);
            order.Action = random.Next(2) == 0 ? DbnAction.Add : DbnAction.Cancel;
            order.Side = random.Next(2) == 0 ? DbnSide.Bid : DbnSide.Ask;
            order.TsRecv = time + 20_000;
            order.Sequence = (uint)i;
            writer.Write(order);
        }

        writer.Flush();
        return stream.Length == stream.GetBuffer().Length ? stream.GetBuffer() : stream.ToArray();
    }
}
